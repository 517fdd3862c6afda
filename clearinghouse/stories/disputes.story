# A dispute is opened, answered, and upheld in full
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   subject Order again
| DISPUTE [reference] the parcel has not arrived
| It was to come on 24 November.
|
| -- 
| Takao
advanced dispute-opened
notice   bank → buyer   dispute-opened   side buyer   paid 4,741 JPY   until Sat 28 Nov 10:32   says "| the parcel has not arrived"   says "| It was to come on 24 November."   does not say "Takao Sasaki wrote"   says "no receipt"
notice   bank → shop    dispute-opened   side merchant   until Sat 28 Nov 10:32   says "Takao Sasaki (takao@buyer.example) wrote: | the parcel has not arrived"   says "DISPUTE [reference]"   says "REFUND [reference]"   says "Nothing has been taken"
staff    dispute-opened
nothing  moved
no       entry
letter   buyer → bank   STATUS
notice   bank → buyer   status   says "disputed, the shop answers by Sat 28 Nov"
letter   shop → bank   subject Re: dispute   replying to notice dispute-opened
| We shipped it on 22 November, number 4711-0815.
|
| > Takao Sasaki (takao@buyer.example) disputes the payment
advanced dispute-answered
notice   bank → buyer   dispute-said   side buyer   waits for staff   until Mon 21 Dec 10:32   says "| We shipped it on 22 November, number 4711-0815."   does not say "disputes the payment"
staff    dispute-decide
letter   buyer → bank   The number is not known to the post office   replying to notice dispute-said
advanced dispute-said
notice   bank → shop   dispute-said   side merchant   waits for staff   says "| The number is not known to the post office"
decides  dispute   upheld   The parcel can not be traced.
advanced dispute-upheld
moved    shop → buyer   4,741 JPY
entry    refunded
notice   bank → buyer   refund-receipt   by dispute   returned 4,741 JPY   says "The parcel can not be traced."
notice   bank → shop    refund-receipt   by dispute
notice   bank → buyer   dispute-closed   outcome upheld   ended staff   returned 4,741 JPY   says "goes back to you"   says "| The parcel can not be traced."
notice   bank → shop    dispute-closed   outcome upheld   returned 4,741 JPY   left 0 JPY   laid out none
balance  buyer 10,000 JPY   shop 0 JPY
payment  settled
letter   buyer → bank   STATUS [reference]
notice   bank → buyer   status   says "JPY 4,741 given back"   does not say "disputed"
-- what is over is not opened again, by nobody
letter   buyer → bank   DISPUTE [reference] and the whisk
refused  dispute-over
notice   bank → buyer   dispute-refused   code dispute-over   says "call us"
letter   shop → bank   But we did ship it   replying to notice dispute-closed
refused  dispute-over
notice   bank → shop   dispute-refused
nothing  moved

# Upheld in part: the rest stays with the shop, and refund and dispute count on one counter
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,000
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   1,000 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
letter   buyer → bank   DISPUTE [reference] the whisk is missing, too
notice   bank → buyer   dispute-opened   left 3,741 JPY   says "JPY 3,741"
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   We shipped it on 22 November   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said
staff    dispute-decide
decides  dispute   upheld   3,742 JPY   too much
refused  above-paid
decides  dispute   upheld   20.00 EUR   another currency
refused  currency-differs
nothing  moved
decides  dispute   upheld   1,650 JPY   The whisk was not in the parcel.
moved    shop → buyer   1,650 JPY
notice   bank → buyer   refund-receipt   returned 1,650 JPY   total 2,650 JPY
notice   bank → shop    refund-receipt
notice   bank → buyer   dispute-closed   returned 1,650 JPY   left 2,091 JPY
notice   bank → shop    dispute-closed
balance  buyer 7,909 JPY   shop 2,091 JPY
-- the shop may still give back what is left, never more
letter   shop → bank   REFUND [reference] 2,650
refused  given-back-already
notice   bank → shop   refund-refused
letter   shop → bank   REFUND [reference]
notice   bank → shop   refund-question   returns 2,091 JPY
answer   shop   OK
moved    shop → buyer   2,091 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
balance  buyer 10,000 JPY   shop 0 JPY

# Rejected with a reason, by two people
policy   two people book   yes
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   We shipped it on 22 November   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said
staff    dispute-decide
decides  dispute   rejected   It was handed over on 23 November.   by Mori
refused  two-people
decides  dispute   rejected   by Mori and Abe
refused  reason-missing
decides  dispute   rejected   It was handed over on 23 November.
advanced dispute-rejected
nothing  moved
no       entry
notice   bank → buyer   dispute-closed   outcome rejected   says "It was rejected: nothing is given back."   says "| It was handed over on 23 November."   says "If you do not agree, call us"
notice   bank → shop    dispute-closed   outcome rejected   says "nothing is taken from your account"
balance  buyer 5,259 JPY   shop 4,741 JPY
decides  dispute   upheld   another thought
refused  no-dispute-open
tick     60 days
silence

# The buyer takes it back, in a reply or by reference
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   buyer → bank   CANCEL   replying to notice dispute-opened
advanced dispute-withdrawn
notice   bank → buyer   dispute-closed   outcome withdrawn   ended buyer   says "You have taken it back"
notice   bank → shop    dispute-closed   outcome withdrawn   says "The buyer has taken it back"
nothing  moved
tick     60 days
silence
letter   buyer → bank   CANCEL [reference]
refused  already-paid
notice   bank → buyer   already-paid   says "DISPUTE [reference]"

# The shop can't take it back by CANCEL
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   CANCEL [reference]
refused  already-paid
notice   bank → shop   cancel-refused
letter   buyer → bank   CANCEL [reference]
advanced dispute-withdrawn
notice   bank → buyer   dispute-closed
notice   bank → shop    dispute-closed

# A shop that says nothing: after seven days staff decide; before them nobody upholds
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
decides  dispute   upheld   too early
refused  merchant-has-time
tick     6 days
silence
tick     2 days
staff    dispute-decide
silence
-- an answer is still taken
letter   shop → bank   DISPUTE [reference] we were on holiday
advanced dispute-said
notice   bank → buyer   dispute-said   says "| we were on holiday"
decides  dispute   upheld   No proof of shipping.
moved    shop → buyer   4,741 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
notice   bank → buyer   dispute-closed
notice   bank → shop    dispute-closed

# Staff who are late are called again; no clock decides
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
tick     8 days
staff    dispute-decide
tick     28 days
silence
tick     1 day
staff    dispute-overdue
silence
tick     7 days
staff    dispute-overdue
silence
nothing  moved
letter   buyer → bank   STATUS [reference]
notice   bank → buyer   status   says "disputed, our staff decide (late)"
decides  dispute   rejected   The shop has shown the receipt of the post office.
notice   bank → buyer   dispute-closed
notice   bank → shop    dispute-closed
tick     30 days
silence

# A shop that can't pay: the bank lays it out, and collects it later
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   We shipped it on 22 November   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said
staff    dispute-decide
withdraw shop   4,000 JPY
decides  dispute   upheld   The parcel can not be traced.
moved    shop, bank:claims → buyer   4,741 JPY
notice   bank → buyer   refund-receipt   returned 4,741 JPY
notice   bank → shop    refund-receipt
notice   bank → buyer   dispute-closed   says "our bank has laid out"   does not say "4,000"
notice   bank → shop    dispute-closed   laid out 4,000 JPY   says "laid out JPY 4,000 and will collect it"
staff    merchant-owes
balance  buyer 10,000 JPY   shop 0 JPY
decides  claim   shop   4,001 JPY
refused  above-owed
decides  claim   buyer   1 JPY
refused  above-owed
decides  claim   shop   4,000 JPY
refused  funds-short
tick     20 days
deposit  shop   3,000 JPY
decides  claim   shop   2,500 JPY   V-77
recorded collected JPY 2,500
moved    shop → bank:claims   2,500 JPY
decides  claim   shop   2,500 JPY   V-77
refused  voucher-used
tick     20 days
deposit  shop   2,000 JPY
decides  claim   shop   1,501 JPY
refused  above-owed
decides  claim   shop   1,500 JPY
recorded collected JPY 1,500
moved    shop → bank:claims   1,500 JPY
balance  shop 1,000 JPY

# A buyer who is gone: the money waits on the suspense account
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   We shipped it on 22 November   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said
staff    dispute-decide
address  remove   takao@buyer.example
decides  dispute   upheld   The parcel can not be traced.
moved    shop → bank:suspense   4,741 JPY
staff    suspense
notice   bank → shop    refund-receipt
notice   bank → shop    dispute-closed   outcome upheld
balance  buyer 5,259 JPY   shop 0 JPY

# Too late, too early, empty, by the shop, by others
account  buyer   10,000 JPY
account  buyer2  100 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference]
refused  dispute-empty
notice   bank → buyer   dispute-refused   code dispute-empty   says "DISPUTE [reference] the parcel has not arrived"
letter   shop → bank   DISPUTE [reference] the buyer is rude
refused  dispute-by-payer
notice   bank → shop   dispute-refused   says "REFUND [reference]"
letter   buyer2 → bank   DISPUTE [reference] I want it
refused  payment-unknown
notice   bank → buyer2   dispute-refused   code payment-unknown   does not say "4,741"
letter   stranger → bank   DISPUTE [reference] me too
set-aside unknown-sender
letter   buyer → bank   DISPUTE [reference] nothing came   weak
set-aside weak-sender
letter   buyer → bank   DISPUTE [reference] nothing came   unsigned
set-aside not-authenticated
silence
tick     121 days
letter   buyer → bank   DISPUTE [reference] it broke
refused  dispute-too-late
notice   bank → buyer   dispute-refused   code dispute-too-late
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
letter   buyer → bank   DISPUTE [reference] I do not want it
refused  dispute-unpaid
notice   bank → buyer   dispute-refused   says "CANCEL [reference]"

# On the last of the 120 days it is not too late
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
tick     119 days 23 hours
letter   buyer → bank   DISPUTE [reference] it broke
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened

# The same mail by two ways opens one dispute; a second mail is a second word
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived   as A
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
again    A
nothing-new same as 4
letter   buyer → bank   DISPUTE [reference] it is still not here
advanced dispute-said
notice   bank → shop   dispute-said   waits for merchant   says "| it is still not here"

# DISPUTE in a reply to the very question that was paid, in its subject, in Japanese
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   異議 [reference] 商品が届きません   replying to question
advanced dispute-opened
notice   bank → buyer   dispute-opened   says "| 商品が届きません"
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   subject DISPUTE [reference]
| It is on its way.
advanced dispute-answered
notice   bank → buyer   dispute-said   says "| It is on its way."   does not say "| DISPUTE"
staff    dispute-decide

# Machines and bystanders have no word in it
account  buyer   10,000 JPY
account  buyer2  100 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   We are closed until Monday   replying to notice dispute-opened   automatic
recorded automatic
letter   shop → bank   We shipped it   replying to notice dispute-opened   weak
set-aside weak-sender
silence
-- people go on talking to each other, with the bank in Cc
letter   buyer → bank   One more thing   replying to notice dispute-opened   as A
advanced dispute-said
notice   bank → shop   dispute-said
letter   shop → buyer, bank   Dear Takao, we look into it   replying to A
nothing-new not to the bank
silence
letter   buyer2 → bank   Let me tell you about this shop   replying to notice dispute-opened
refused  secret-missing
notice   bank → buyer2   help
-- but who answers our own notice to all speaks in the case
letter   shop → buyer, bank   We shipped it yesterday   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said   says "| We shipped it yesterday"
staff    dispute-decide

# A new order that answers an old notice is an order
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
order    buyer → shop, bank   birch-2209-owl   replying to notice dispute-opened
advanced order-received
notice   bank → buyer   order-received

# A refund of everything ends it; a part does not
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   REFUND [reference] 1,000
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   1,000 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
letter   shop → bank   REFUND [reference]
notice   bank → shop   refund-question
answer   shop   OK
advanced refunded
moved    shop → buyer   3,741 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
notice   bank → buyer   dispute-closed   outcome upheld   ended refund   says "The shop has given everything back."
notice   bank → shop    dispute-closed   ended refund
tick     60 days
silence
letter   buyer → bank   DISPUTE [reference] I want more
refused  dispute-over
notice   bank → buyer   dispute-refused

# Everything was given back before: there is nothing to dispute
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference]
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   4,741 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
letter   buyer → bank   DISPUTE [reference] I want more
refused  all-given-back
notice   bank → buyer   dispute-refused   code all-given-back

# Upheld while the shop is asked about a refund of its own: what was set aside goes back, once
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   We shipped it on 22 November   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said
staff    dispute-decide
letter   shop → bank   REFUND [reference] 4,000
notice   bank → shop   refund-question
held     shop 4,000 JPY
decides  dispute   upheld   The parcel can not be traced.
moved    shop → buyer   4,741 JPY
held     shop 0 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
notice   bank → buyer   dispute-closed
notice   bank → shop    dispute-closed   laid out none
answer   shop   OK
refused  refund-over
notice   bank → shop   refund-refused
nothing  moved
balance  buyer 10,000 JPY   shop 0 JPY

# Ten mails a side, then staff are called and the sender is told, once
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   buyer → bank   word 2   replying to notice dispute-opened
notice   bank → shop   dispute-said
letter   buyer → bank   word 3   replying to notice dispute-opened
notice   bank → shop   dispute-said
letter   buyer → bank   word 4   replying to notice dispute-opened
notice   bank → shop   dispute-said
letter   buyer → bank   word 5   replying to notice dispute-opened
notice   bank → shop   dispute-said
letter   buyer → bank   word 6   replying to notice dispute-opened
notice   bank → shop   dispute-said
letter   buyer → bank   word 7   replying to notice dispute-opened
notice   bank → shop   dispute-said
letter   buyer → bank   word 8   replying to notice dispute-opened
notice   bank → shop   dispute-said
letter   buyer → bank   word 9   replying to notice dispute-opened
notice   bank → shop   dispute-said
letter   buyer → bank   word 10   replying to notice dispute-opened
notice   bank → shop   dispute-said
letter   buyer → bank   word 11   replying to notice dispute-opened
refused  dispute-full
staff    dispute-full
notice   bank → buyer   dispute-refused   code dispute-full
letter   buyer → bank   DISPUTE [reference] word 12
refused  dispute-full
silence
-- the other side still has its own
letter   shop → bank   We shipped it   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said
staff    dispute-decide

# No word of a dispute is a consent, a password or a command in the other's hands
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   subject DISPUTE [reference]
| OK maple-7731-crow
| NO
| REFUND [reference]
| <script>alert(1)</script>
advanced dispute-opened
notice   bank → buyer   dispute-opened   does not say "maple"
notice   bank → shop    dispute-opened   does not say "maple"   says "| … OK …"   says "| REFUND [reference]"   without a token
staff    dispute-opened
nothing  moved

# The thief who reads and writes the shop's mailbox can only lose the shop's money to the buyer
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   CANCEL   replying to notice dispute-opened
refused  already-paid
notice   bank → shop   cancel-refused
letter   shop → bank   The buyer has taken it back, close it   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said
staff    dispute-decide
nothing  moved

# Shown on the board only where both sides chose so
policy   board   yes
shows    buyer   disputes
shows    shop   disputes
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
board    publishes
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
entry    disputed
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
board    publishes
face     disputed   kind   reference   time
-- who changes their mind changes nothing for this one
shows    shop   alias G.T.
recorded board-face-set
letter   buyer → bank   CANCEL [reference]
entry    dispute-closed
notice   bank → buyer   dispute-closed
notice   bank → shop    dispute-closed
board    publishes
face     dispute-closed   kind   reference   time

# One side alone does not show it
policy   board   yes
shows    shop   disputes
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
board    publishes
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
no       entry
letter   buyer → bank   CANCEL [reference]
no       entry
notice   bank → buyer   dispute-closed
notice   bank → shop    dispute-closed

# A notice of the case that comes back ends nothing
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
bounce   bank → shop   dispute-opened   5.1.1
recorded bounced
staff    bounce
silence
tick     8 days
staff    dispute-decide

# FRAUD after the payment: the buyer reads how to open a dispute
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
answer   buyer   FRAUD
refused  already-paid
staff    fraud
notice   bank → buyer   already-paid   answer fraud   says "DISPUTE [reference] the parcel has not arrived"
letter   buyer → bank   DISPUTE [reference] I did not order this
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened

# FRAUD in reply to a notice of the case calls staff, too
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   buyer → bank   FRAUD   replying to notice dispute-opened
advanced dispute-said
notice   bank → shop   dispute-said
staff    fraud-call
nothing  moved

# An answer that begins like a consent: what could be a password is shown to nobody, and the notice has said so
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened   says "Do not begin a reply with OK or YES"
staff    dispute-opened
letter   shop → bank   replying to notice dispute-opened
| Yes we shipped it yesterday
| The number is 4711-0815.
advanced dispute-answered
notice   bank → buyer   dispute-said   says "Yes …"   says "The number is 4711-0815."   does not say "yesterday"
staff    dispute-decide
nothing  moved
