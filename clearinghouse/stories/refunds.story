# The shop gives back a part: the mail names the total to have been given back
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080 one cup was broken
advanced refund-asked
notice   bank → shop   refund-question   paid 4,741 JPY   before 0 JPY   total 1,080 JPY   returns 1,080 JPY   says "one cup was broken"   says "set aside"
held     shop 1,080 JPY
nothing  moved
answer   shop   OK
advanced refunded
moved    shop → buyer   1,080 JPY
held     shop 0 JPY
entry    refunded
balance  buyer 6,339 JPY   shop 3,661 JPY
payment  settled
notice   bank → buyer   refund-receipt   returned 1,080 JPY   total 1,080 JPY   side buyer   says "one cup was broken"
notice   bank → shop    refund-receipt   returned 1,080 JPY   side merchant

# In parts, up to all that was paid, and no further
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 500
notice   bank → shop   refund-question   returns 500 JPY
answer   shop   OK
moved    shop → buyer   500 JPY
entry    refunded
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
-- 1,080 in all: this mail returns 580
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question   before 500 JPY   total 1,080 JPY   returns 580 JPY
answer   shop   OK
moved    shop → buyer   580 JPY
entry    refunded
notice   bank → buyer   refund-receipt   returned 580 JPY   total 1,080 JPY
notice   bank → shop    refund-receipt
-- the same total once more changes nothing
letter   shop → bank   REFUND [reference] 1,080 JPY
refused  given-back-already
notice   bank → shop   refund-refused   before 1,080 JPY
letter   shop → bank   REFUND [reference] 4,742
refused  above-paid
notice   bank → shop   refund-refused   paid 4,741 JPY   says "more than what was paid"
-- without a sum: all that was paid
letter   shop → bank   REFUND [reference]
notice   bank → shop   refund-question   total 4,741 JPY   returns 3,661 JPY
answer   shop   OK
moved    shop → buyer   3,661 JPY
entry    refunded
notice   bank → buyer   refund-receipt   total 4,741 JPY
notice   bank → shop    refund-receipt
balance  buyer 10,000 JPY   shop 0 JPY

# The same mail by two ways, the same wish by two mails, OK twice: one refund
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080   as A
notice   bank → shop   refund-question
again    A
nothing-new same as 4
letter   shop → bank   REFUND [reference] 1,080 JPY
nothing-new same refund
answer   shop   OK
advanced refunded
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
answer   shop   OK
nothing-new refunded already
nothing  moved

# NO frees the money; silence does, too
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
held     shop 1,080 JPY
answer   shop   NO
advanced refund-refused
held     shop 0 JPY
notice   bank → shop   refund-ended   how refused   freed 1,080 JPY
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
tick     4 days
notice   bank → shop   refund-ended   how expired
held     shop 0 JPY
nothing  moved
-- an answer to what is over gives nothing back
answer   shop   OK
refused  refund-over
notice   bank → shop   refund-refused   code refund-over
nothing  moved

# Another total takes the place of the first; an OK to the old question gives nothing back
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 4,741
notice   bank → shop   refund-question   returns 4,741 JPY
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question   returns 1,080 JPY
held     shop 1,080 JPY
answer   shop   OK   to question 2
refused  refund-over
notice   bank → shop   refund-refused
nothing  moved
answer   shop   OK   to question 3
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt

# What can't be read for sure is asked: the amount, the answer
person   shop   Café Sol   sol@cafe.example
person   buyer  Ana   ana@correo.example
account  buyer  100.00 EUR
account  shop   0 EUR
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   47.41 EUR
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   47.41 EUR
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1.080 EUR
refused  amount-ambiguous
notice   bank → shop   refund-refused   says "EUR 1,080.00"
letter   shop → bank   REFUND [reference] 10.00
notice   bank → shop   refund-question   returns 10.00 EUR
answer   shop   OK but only half
refused  answer-unclear
notice   bank → shop   refund-unclear   returns 10.00 EUR
nothing  moved
answer   shop   OK
moved    shop → buyer   10.00 EUR
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt

# Money that the shop does not have can't be given back
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
withdraw shop   4,000 JPY
letter   shop → bank   REFUND [reference] 1,080
refused  funds-short
notice   bank → shop   refund-refused   code funds-short
nothing  moved

# Without a hold: what the shop has spent meanwhile is said at the OK
policy   refunds held   no
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question   does not say "set aside"
held     shop 0 JPY
withdraw shop   4,000 JPY
answer   shop   OK
refused  funds-short
notice   bank → shop   refund-refused
nothing  moved
deposit  shop   1,000 JPY
answer   shop   OK
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt

# Above the daily limit staff look first; the shop's own OK is needed all the same
policy   refunds a day at most   2,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,500
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   1,500 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
letter   shop → bank   REFUND [reference] 2,100
advanced refund-staff
staff    refund-limit
notice   bank → shop   refund-staff   returns 600 JPY   says "With what you asked for today"
decides  refund   yes   the shop called us
notice   bank → shop   refund-question   returns 600 JPY
nothing  moved
answer   shop   OK
moved    shop → buyer   600 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
-- and refused
letter   shop → bank   REFUND [reference] 4,741
staff    refund-limit
notice   bank → shop   refund-staff
decides  refund   no   a stranger's voice
notice   bank → shop   refund-ended   how refused
held     shop 0 JPY

# Nobody but the shop that was paid can give back, and only by signed mail
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   shop → bank   REFUND [reference]
refused  not-settled
notice   bank → shop   refund-refused   says "has not been made"   does not say "To give money back"
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   REFUND [reference]
refused  payment-unknown
notice   bank → buyer   refund-refused
letter   shop2 → bank   REFUND [reference]
refused  payment-unknown
notice   bank → shop2   refund-refused
letter   stranger → bank   REFUND [reference]
set-aside unknown-sender
silence
letter   shop → bank   REFUND [reference]   weak
set-aside weak-sender
silence
letter   shop → bank   REFUND [reference]   unsigned
set-aside not-authenticated
silence
nothing  moved
-- an answer by somebody else, by a machine, unsigned
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
answer   buyer → question   OK   to question 2
set-aside not-your-question
staff    token-of-another
answer   shop   OK   unsigned
set-aside not-authenticated
answer   shop   OK   automatic
recorded automatic
answer   shop   FRAUD
advanced refund-refused
staff    fraud
notice   bank → shop   refund-ended
nothing  moved

# A buyer who can't be paid any more: the money waits on the suspense account
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
address  remove   takao@buyer.example
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → bank:suspense   1,080 JPY
staff    suspense
notice   bank → shop   refund-receipt
balance  shop 3,661 JPY
withdraw suspense   1,081 JPY
refused  funds-short
withdraw suspense   1,080 JPY   voucher V-22
recorded withdraw-own suspense JPY 1,080
withdraw suspense   1,080 JPY   voucher V-22
refused  voucher-used
withdraw suspense   1 JPY
refused  funds-short

# Money that comes back wakes a payment that waits for it
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   8,000 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   8,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 5,000
notice   bank → shop   refund-question
order    buyer → shop2, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop2 → bank   4,000 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop2   funds-short-merchant
answer   shop   OK
moved    shop → buyer   5,000 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
notice   bank → buyer   question   total 4,000 JPY
held     buyer 4,000 JPY

# The refund stands on the board, and its receipt proves itself to a stranger
policy   board   yes
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
board    publishes
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   1,080 JPY
entry    refunded
silence
board    publishes
notice   bank → buyer   refund-receipt   says "board"
notice   bank → shop    refund-receipt
face     refunded   kind   reference   time

# Several refunds asked at once don't pass the daily limit together; what is left counts no more
policy   refunds a day at most   2,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   3,000 JPY
notice   bank → buyer   question
answer   buyer   OK birch-2209-owl
moved    buyer → shop   3,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference 1] 1,500
advanced refund-asked
notice   bank → shop   refund-question   returns 1,500 JPY
letter   shop → bank   REFUND [reference 2] 1,500
advanced refund-staff
staff    refund-limit
notice   bank → shop   refund-staff   returns 1,500 JPY
-- a smaller wish takes its place: within what is left of the day
letter   shop → bank   REFUND [reference 2] 500
advanced refund-asked
notice   bank → shop   refund-question   returns 500 JPY
answer   shop   NO   to question 3
advanced refund-refused
notice   bank → shop   refund-ended   freed 1,500 JPY
letter   shop → bank   REFUND [reference 1] 1,500
advanced refund-asked
notice   bank → shop   refund-question   returns 1,500 JPY
answer   shop   OK
moved    shop → buyer   1,500 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
letter   shop → bank   REFUND [reference 2] 501
advanced refund-staff
staff    refund-limit
notice   bank → shop   refund-staff   returns 501 JPY

# An address that staff have added for the shop gives nothing back in its first days
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
address  add   new@tea.example   shop
notice   bank → shop@tea.example   address-added
letter   new@tea.example → bank   REFUND [reference] 1,080
refused  address-too-new
notice   bank → new@tea.example   refund-refused
nothing  moved
tick     8 days
letter   new@tea.example → bank   REFUND [reference] 1,080
notice   bank → new@tea.example   refund-question
answer   new@tea.example   OK
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop@tea.example   refund-receipt
notice   bank → new@tea.example   refund-receipt

# The shop's address was removed: nothing is written there any more, the shop's other one is told
person   shop   Green Tea House   shop@tea.example   second@tea.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop@tea.example    receipt-merchant
address  remove   shop@tea.example
notice   bank → second@tea.example   address-removed
letter   second@tea.example → bank   REFUND [reference] 1,080
notice   bank → second@tea.example   refund-question
answer   second@tea.example   OK
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → second@tea.example   refund-receipt

# The address that asked is removed: what is held is free at once, staff and the shop's other address are told
person   shop   Green Tea House   shop@tea.example   second@tea.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop@tea.example   refund-question
held     shop 1,080 JPY
address  remove   shop@tea.example
recorded address-removed
staff    refund-ended
held     shop 0 JPY
notice   bank → second@tea.example   refund-ended   how address-removed   freed 1,080 JPY
notice   bank → second@tea.example   address-removed
tick     4 days
silence

# Another address of the shop is removed: the refund waits as before
person   shop   Green Tea House   shop@tea.example   second@tea.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop@tea.example    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop@tea.example   refund-question
address  remove   second@tea.example
notice   bank → shop@tea.example   address-removed
held     shop 1,080 JPY
answer   shop   OK
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop@tea.example   refund-receipt

# The shop's last address is removed while staff look at its refund: it ends
policy   refunds a day at most   1,000 JPY
person   shop   Green Tea House   shop@tea.example   second@tea.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop@tea.example   receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
staff    refund-limit
notice   bank → shop@tea.example   refund-staff
held     shop 1,080 JPY
-- the other address may still be asked
address  remove   shop@tea.example
notice   bank → second@tea.example   address-removed
held     shop 1,080 JPY
address  remove   second@tea.example
staff    refund-ended
held     shop 0 JPY
decides  refund   yes   the shop called us
refused  no-refund-waits
nothing  moved

# Staff let a refund be asked whose address was removed meanwhile: it is not asked there
policy   refunds a day at most   1,000 JPY
person   shop   Green Tea House   shop@tea.example   second@tea.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
staff    refund-limit
notice   bank → shop@tea.example   refund-staff
address  remove   shop@tea.example
notice   bank → second@tea.example   address-removed
decides  refund   yes   the shop called us
notice   bank → second@tea.example   refund-question   returns 1,080 JPY
answer   second@tea.example   OK
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → second@tea.example   refund-receipt

# The buyer's former address is another's now: it reads nothing of the refund
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example   question-copy
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → takao@buyer.example   receipt-buyer
notice   bank → takao@work.example   receipt-buyer
notice   bank → shop    receipt-merchant
address  remove   takao@buyer.example
notice   bank → takao@work.example   address-removed
address  add   takao@buyer.example   shop
notice   bank → shop@tea.example   address-added
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop@tea.example   refund-question
answer   shop   OK
moved    shop → buyer   1,080 JPY
notice   bank → takao@work.example   refund-receipt   side buyer
notice   bank → shop@tea.example    refund-receipt   side merchant
-- to the shop, whose address it is now
notice   bank → takao@buyer.example   refund-receipt   side merchant

# An answer from the shop's other address gives nothing back, and the address that asked is told
person   shop   Green Tea House   shop@tea.example   second@tea.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop@tea.example   refund-question
letter   second@tea.example → question   OK
refused  other-address
notice   bank → shop@tea.example   refund-unclear   says "address"
nothing  moved
answer   shop   OK
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop@tea.example    refund-receipt
notice   bank → second@tea.example    refund-receipt

# Figures that are not where the sum stands are not passed over
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] total 1,080
refused  amount-unreadable
notice   bank → shop   refund-refused   code amount-unreadable
letter   shop → bank   REFUND [reference] 千円
refused  amount-unreadable
notice   bank → shop   refund-refused
letter   shop → bank   REFUND [reference] 500 200 g of tea were stale
refused  amount-unreadable
notice   bank → shop   refund-refused
letter   shop → bank   REFUND [reference] 1,080 + 500
refused  amount-unreadable
notice   bank → shop   refund-refused
nothing  moved

# The token of one refund in an answer to the question about another gives nothing back
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   3,000 JPY
notice   bank → buyer   question
answer   buyer   OK birch-2209-owl
moved    buyer → shop   3,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference 1] 1,000
notice   bank → shop   refund-question
letter   shop → bank   REFUND [reference 2] 700
notice   bank → shop   refund-question
answer   shop   OK   to question 3   replying to refund-question 2
set-aside not-your-question
nothing  moved

# The token of a question that was replaced, in an answer to the new one, gives nothing back
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 4,741
notice   bank → shop   refund-question
letter   shop → bank   REFUND [reference] 1,000
notice   bank → shop   refund-question
answer   shop   OK   to question 2   replying to refund-question 2
refused  refund-over
notice   bank → shop   refund-refused
nothing  moved

# A wish that takes another's place just before its deadline keeps its own time, though both are looked at together
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
outage   begins
tick     73 hours
letter   shop → bank   REFUND [reference] 500
tick     2 hours
outage   ends
advanced refund-asked
notice   bank → shop   refund-question   returns 500 JPY
held     shop 500 JPY
tick     71 hours
silence
answer   shop   OK
moved    shop → buyer   500 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt

# Our question about a refund comes back: nothing stays set aside, and a payment of the shop's own that waits for that money is asked
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 4,741
notice   bank → shop   refund-question
held     shop 4,741 JPY
order    shop → shop2, bank   birch-2209-owl
notice   bank → shop   order-received
forward  shop2 → bank   4,000 JPY
notice   bank → shop    funds-short-buyer
notice   bank → shop2   funds-short-merchant
bounce   bank → shop   refund-question   5.1.1
staff    bounce
notice   bank → shop   question   total 4,000 JPY
held     shop 4,000 JPY

# A refund that is open when staff uphold a dispute makes way for it, whoever then answers OK
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] nothing came
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
tick     8 days
staff    dispute-decide
letter   shop → bank   REFUND [reference] 2,000
notice   bank → shop   refund-question
held     shop 2,000 JPY
decides  dispute   upheld   4,000 JPY   no proof of shipping
moved    shop → buyer   4,000 JPY
held     shop 0 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
notice   bank → buyer   dispute-closed
notice   bank → shop    dispute-closed
answer   shop   OK
refused  refund-over
notice   bank → shop   refund-refused
nothing  moved
letter   shop → bank   REFUND [reference]
notice   bank → shop   refund-question   returns 741 JPY
answer   shop   OK
moved    shop → buyer   741 JPY
notice   bank → buyer   refund-receipt   total 4,741 JPY
notice   bank → shop    refund-receipt

# Two people of the shop write at once: the last wish stands, one sum is set aside
person   shop   Green Tea House   shop@tea.example   second@tea.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
together begins
letter   shop@tea.example → bank   REFUND [reference] 1,080
letter   second@tea.example → bank   REFUND [reference] 1,080
letter   shop@tea.example → bank   REFUND [reference] 1,081
together ends
notice   bank → shop@tea.example     refund-question   returns 1,080 JPY
notice   bank → second@tea.example   refund-question   returns 1,080 JPY
notice   bank → shop@tea.example     refund-question   returns 1,081 JPY
held     shop 1,081 JPY

# Two parts are given back before the board goes on: each receipt proves its own sum; an erased face changes nothing for the third
policy   board   yes
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
board    publishes
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   1,080 JPY
letter   shop → bank   REFUND [reference] 2,000
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   920 JPY
board    publishes
notice   bank → buyer   refund-receipt   total 1,080 JPY
notice   bank → shop    refund-receipt
notice   bank → buyer   refund-receipt   total 2,000 JPY
notice   bank → shop    refund-receipt
proof    buyer   reference, payer, payee, total, invoice, ordered, at, order-message-id, –
erases   refunded   a mistake
board    publishes
letter   shop → bank   REFUND [reference]
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   2,741 JPY
board    publishes
notice   bank → buyer   refund-receipt   total 4,741 JPY
notice   bank → shop    refund-receipt

# While the public board stands still, no refund sets money aside; the wish waits
policy   board   yes
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
board    publishes
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   1,080 JPY
tick     2 hours
letter   shop → bank   REFUND [reference] 2,000
waits
held     shop 0 JPY
board    publishes
notice   bank → shop   refund-question   returns 920 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
held     shop 920 JPY
# No server takes our question about a refund: a payment of the shop's own that waits for that money is asked
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 4,741
notice   bank → shop   refund-question
order    shop → shop2, bank   birch-2209-owl
notice   bank → shop   order-received
forward  shop2 → bank   4,000 JPY
notice   bank → shop    funds-short-buyer
notice   bank → shop2   funds-short-merchant
undelivered  bank → shop   refund-question   550 no such user
staff    notice-failed
notice   bank → shop   question   total 4,000 JPY
held     shop 4,000 JPY

# CANCEL by the shop ends its open wish, asked or with staff
policy   refunds a day at most   1,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 900
notice   bank → shop   refund-question
answer   shop   CANCEL
advanced refund-refused
notice   bank → shop   refund-ended   freed 900 JPY
letter   shop → bank   REFUND [reference] 1,080
staff    refund-limit
notice   bank → shop   refund-staff
letter   shop → bank   CANCEL [reference]
advanced refund-refused
notice   bank → shop   refund-ended   freed 1,080 JPY
held     shop 0 JPY
letter   shop → bank   CANCEL [reference]
refused  already-paid
notice   bank → shop   cancel-refused

# The question got lost: the same wish again brings it again, once an hour at most
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question   until Tue 24 Nov 10:32
tick     59 minutes
letter   shop → bank   REFUND [reference] 1,080
nothing-new same refund
silence
tick     1 minute
letter   shop → bank   REFUND [reference] 1,080   as A
answered refund-question
notice   bank → shop   refund-question   returns 1,080 JPY   until Tue 24 Nov 10:32
held     shop 1,080 JPY
again    A
silence
letter   shop → bank   REFUND [reference] 1,080 JPY
nothing-new same refund
silence
tick     1 hour
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
-- both bear one token: either may be answered, and the refund is made once
answer   shop   OK   to question 2
advanced refunded
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
answer   shop   OK   to question 3
nothing-new refunded already
nothing  moved

# The question that was sent again is answered by its thread alone
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
tick     2 hours
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
letter   shop → bank   OK   replying to notice refund-question
advanced refunded
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt

# What a refund can't be: of a payment that nobody knows, of nothing, of a payment that was not made
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   shop → bank   REFUND [reference]
refused  not-settled
notice   bank → shop   refund-refused   code not-settled   paid none
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND K7F3-K29Q
refused  payment-unknown
notice   bank → shop   refund-refused   code payment-unknown   paid none   before none
letter   shop → bank   REFUND [reference] 0 JPY
refused  not-positive
notice   bank → shop   refund-refused   code not-positive   paid 4,741 JPY
nothing  moved

# While the public board stands still an end may have to wait; an OK after its hour gives nothing back all the same
policy   board   yes
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
board    publishes
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question   until Tue 24 Nov 10:32
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   100 JPY
notice   bank → buyer   question
tick     2 days 23 hours
notice   bank → buyer   question   again yes
order    buyer → shop, bank   heron-4412-pine
notice   bank → buyer   order-received
forward  shop → bank   200 JPY
waits
tick     2 hours 5 minutes
held     shop 1,080 JPY
answer   shop   OK
refused  too-late
notice   bank → shop   refund-ended   how expired   freed 1,080 JPY
nothing  moved
held     shop 0 JPY

# An answer from the shop's other address to a refund that is over: nothing follows, and no word
person   shop   Green Tea House   shop@tea.example   second@tea.example
account  shop   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
answer   shop   NO
notice   bank → shop   refund-ended
letter   second@tea.example → bank   OK   replying to notice refund-question
refused  other-address
silence
nothing  moved

# What staff let be asked has the time of every question, and its hour of grace
policy   refunds a day at most   1,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
staff    refund-limit
notice   bank → shop   refund-staff
decides  refund   yes   the shop called us
notice   bank → shop   refund-question   until Tue 24 Nov 10:32
tick     3 days 59 minutes
silence
answer   shop   OK
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt

# NO and FRAUD to a refund that has been made: it is said that it was made, and staff are called for FRAUD
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
answer   shop   NO
refused  given-back-already
notice   bank → shop   refund-refused   answered no   before 1,080 JPY   says "This refund was made before your answer came."   says "call us at once"   does not say "Nothing was given back"
answer   shop   FRAUD
refused  given-back-already
staff    fraud
notice   bank → shop   refund-refused   answered fraud   says "This refund was made before your answer came."   says "Our staff have been told"   does not say "Nothing was given back"
nothing  moved
-- the same total once more
letter   shop → bank   REFUND [reference] 1,080
refused  given-back-already
notice   bank → shop   refund-refused   says "Your mail changes nothing."   does not say "Nothing was given back"

# FRAUD calls staff in every state of a refund, and from every address of the shop
person   shop   Green Tea House   shop@tea.example   second@tea.example
account  shop   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop@tea.example    receipt-merchant
letter   shop → bank   REFUND [reference] 4,741
notice   bank → shop@tea.example   refund-question
letter   second@tea.example → bank   FRAUD   replying to notice refund-question
refused  other-address
staff    fraud
notice   bank → shop@tea.example   refund-unclear
-- another wish has taken its place: nothing of it is given back, and the other one waits
letter   shop → bank   REFUND [reference] 1,080
notice   bank → shop@tea.example   refund-question
answer   shop   FRAUD   to question 2
refused  refund-over
staff    fraud
notice   bank → shop@tea.example   refund-refused   answered fraud   says "Your answer gives nothing back."   says "Our staff have been told"
answer   shop   NO
advanced refund-refused
notice   bank → shop@tea.example   refund-ended
-- it has ended
answer   shop   FRAUD
refused  refund-over
staff    fraud
notice   bank → shop@tea.example   refund-refused
nothing  moved

# Above the daily limit, and staff did not decide in time: the shop was not asked, and is not told that it did not answer
policy   refunds a day at most   2,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 2,100
staff    refund-limit
notice   bank → shop   refund-staff
tick     31 days
notice   bank → shop   refund-ended   how undecided   says "Our staff had not looked at it in time"   does not say "no answer"
nothing  moved
