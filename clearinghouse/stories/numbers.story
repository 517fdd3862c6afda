# A card is activated, and a printed number pays without a question

decides  card   buyer   A
recorded  card-issued
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
advanced  card-active
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
advanced  order-received
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The letters of the card alone activate it, too; another six letters with ACTIVATE are a wrong try

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   Thanks
refused  card-id-wrong
notice  bank → buyer   enrolment-refused
letter  buyer → card   ACTIVATE ZZZZZZ
refused  card-id-wrong
notice  bank → buyer   enrolment-refused
letter  buyer → card   [card A]
advanced  card-active
notice  bank → buyer   card-active

# Without a ceiling the bank asks, and OK with the number pays

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  asked
notice  bank → buyer   question
entry  accepted
answer  buyer   OK [number A 1]
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# A ceiling that stands in somebody else's words is none, though these words bear no quote marks

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
letter  buyer → shop, bank   subject Re: Our autumn list
| 2 Sencha 100g
| Password: [number A 1]
|
|     On Tuesday, November 3, 2026 at 10:00:00 AM GMT+9, Green Tea House <shop@tea.example> wrote:
|
| Our autumn list. One order may cost
| Up to: 9,500 JPY
advanced  order-received
notice  bank → buyer   order-received
letter  shop → bank   subject Fwd: Re: Our autumn list
| Total: 9,000 JPY
|
| [forwarded order]
advanced  asked
nothing  moved
notice  bank → buyer   question
entry  accepted

# The shop asks back at another address of the member, with the bank in Cc: a talk, by which nothing is paid

person  buyer   Takao Sasaki   takao@buyer.example   takao@mobile.example
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice  bank → buyer   order-received
letter  shop → takao@mobile.example, bank   replying to the order   subject Re: Order
| It will be 4,741 yen with shipping. Shall I send the invoice?
| Total: 4,741 JPY
|
| [quoted order]
nothing-new  mail to the buyer
nothing  moved

# Above the bank's sum the question and OK are asked as well

policy  numbers ask above   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  asked
notice  bank → buyer   question
entry  accepted

# A number before the card is active, the wrong number in order, and the number used last: what was written in a mail is dead, whatever came of it

decides  card   buyer   A
notice  bank → buyer   card-sent
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
refused  card-inactive
notice  bank → buyer   order-refused   says "not active yet"   says "is used up by it"
notice  bank → shop   order-refused-merchant
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 3]   up to 5,000 JPY
refused  number-wrong
notice  bank → buyer   order-refused   says "No. 02"   says "is used up by it"
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   [number A 2]   up to 5,000 JPY   subject the next one
advanced  order-received
notice  bank → buyer   order-received
letter  buyer → bank   STATUS
answered  status
notice  bank → buyer   status   says "Number used last"   says "No. 04"

# The bank takes numbers in any order

policy  numbers in order   no
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 17]   up to 5,000 JPY
advanced  order-received
notice  bank → buyer   order-received

# A number is spent even where nothing comes of its order; coming again it is told, and a second time it is an alarm

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice  bank → buyer   order-received
letter  buyer → bank   CANCEL   replying to the order
advanced  cancelled
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
letter  buyer → shop, bank   subject Another
| 1 Hojicha
|
| Up to: 900 JPY
| Password: [number A 1]
refused  number-used
notice  bank → buyer   order-refused   says "Each number is good once."
notice  bank → shop   order-refused-merchant
letter  buyer → shop, bank   subject And another
| 3 Hojicha
|
| Up to: 900 JPY
| Password: [number A 1]
refused  number-used
staff  number-again
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant

# A number that comes again for another shop is an alarm at once: somebody may have asked the buyer for it

account  shop2   0 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice  bank → buyer   order-received
order  buyer → shop2, bank   [number A 1]   up to 5,000 JPY
refused  number-used
staff  number-again
notice  bank → buyer   order-refused
notice  bank → shop2   order-refused-merchant

# Five wrong numbers in a day lock the card; a new card replaces it

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   10000001   up to 5,000 JPY   subject a
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000002   up to 5,000 JPY   subject b
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000003   up to 5,000 JPY   subject c
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000004   up to 5,000 JPY   subject d
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000005   up to 5,000 JPY   subject e
refused  card-locked
staff  card-locked
notice  bank → buyer   card-locked
notice  bank → buyer   order-refused   says "locked"
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
refused  card-locked
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
decides  card   buyer   B
recorded  card-issued
notice  bank → buyer   card-sent   says "void from now on"
letter  buyer → card   ACTIVATE [card B]
advanced  card-active
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 2]   up to 5,000 JPY   subject f
refused  number-used
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   [number B 1]   up to 5,000 JPY
advanced  order-received
notice  bank → buyer   order-received

# Somebody else's number is nothing

account  stranger   10,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
letter  stranger → card   ACTIVATE [card A]
set-aside  not-your-question
silence
order  stranger → shop, bank   [number A 1]   up to 5,000 JPY
advanced  order-received
notice  bank → stranger   order-received   says "we ask you by mail before anything is paid"
forward  shop → bank   4,741 JPY
advanced  asked
notice  bank → stranger   question
entry  accepted

# By the bank's order page, in the member's name

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House
advanced  order-received
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# One form of the order page is one order, also where several processes of the page have sent it with different numbers

policy  numbers in order   no
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House   as form
advanced  order-received
notice  bank → buyer   order-received
order  page → shop, bank   [number A 2]   for buyer   up to 5,000 JPY   pay to Green Tea House   the same mail as form   as other
nothing-new  same-form
silence
forward  shop → bank   4,741 JPY   of form
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled
-- also when it is paid, and whether the number would be good or not: no wrong try is counted
order  page → shop, bank   12345670   for buyer   up to 5,000 JPY   pay to Green Tea House   the same mail as form
nothing-new  same-form
silence
-- the number of the second one lies in the shop's mailbox: it is good for no other form
order  page → shop, bank   [number A 2]   for buyer   up to 5,000 JPY   pay to Green Tea House
refused  number-used
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant

# Likewise where both are decided together

policy  numbers in order   no
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
together  begins
order  page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House   as form
order  page → shop, bank   [number A 2]   for buyer   up to 5,000 JPY   pay to Green Tea House   the same mail as form
together  ends
advanced  order-received
nothing-new  same-form
notice  bank → buyer   order-received

# A form whose number was refused has begun nothing: with the right number it is an order

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  page → shop, bank   [number A 2]   for buyer   up to 5,000 JPY   pay to Green Tea House   as form
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House   the same mail as form
advanced  order-received
notice  bank → buyer   order-received

# Nobody orders by the page without a number of the member's card

order  page → shop, bank   maple-7731-crow   for buyer   up to 5,000 JPY   pay to Green Tea House
refused  number-wrong
silence
order  page → shop, bank   12345670   for buyer   up to 5,000 JPY   pay to Green Tea House   subject x
refused  number-wrong
silence
order  page → shop, bank   12345671   for buyer   up to 5,000 JPY   pay to Green Tea House   unsigned   subject y
set-aside  not-authenticated
silence

# An order that is refused for something else has spent its number: a thief in the mailbox reads it there, and could pay unasked with it

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
letter  buyer → shop, bank   subject Order
| 2 Sencha 100g
|
| Up to: a lot
| Password: [number A 1]
refused  ceiling-unreadable
notice  bank → buyer   order-refused   spent yes   asked 2   says "cross it off"
notice  bank → shop   order-refused-merchant
-- the thief takes it
order  buyer → shop, bank   [number A 1]   up to 9,000 JPY   subject more tea
refused  number-used
notice  bank → buyer   order-refused   does not say "cross it off"
notice  bank → shop   order-refused-merchant
-- whoever has no number learns nothing from refused orders, and unsigned mail spends none
letter  buyer → shop, bank   subject guess
| 2 Sencha 100g
|
| Up to: a lot
| Password: 10000001
refused  ceiling-unreadable
notice  bank → buyer   order-refused   does not say "cross it off"
letter  buyer → shop, bank   unsigned   subject false
| 2 Sencha 100g
|
| Up to: a lot
| Password: [number A 2]
set-aside  not-authenticated
-- nor does a number that is only quoted
letter  buyer → bank   subject a question
| Is this number good?
|
| > Password: [number A 2]
advanced  forward-waits
order  buyer → shop, bank   [number A 2]   up to 5,000 JPY   subject at last
advanced  order-received
notice  bank → buyer   order-received

# Two numbers in one order: both lie in the mailbox, both are dead

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
letter  buyer → shop, bank   subject Order
| 2 Sencha 100g
|
| Password: [number A 1]
| Password: [number A 2]
refused  several-secrets
notice  bank → buyer   order-refused   asked 3   left 28
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   [number A 3]   up to 5,000 JPY   subject at last
notice  bank → buyer   order-received

# A card is void when staff say so

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
decides  no card   buyer   lost in the post
recorded  card-voided
notice  bank → buyer   card-void

# What the owner of a card is shown of it with each refusal of a number; with other refusals nothing

decides  card   buyer   A
notice  bank → buyer   card-sent
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY   subject a
refused  card-inactive
notice  bank → buyer   order-refused   state sent   asked 2   left 29   suggestions none
notice  bank → shop   order-refused-merchant
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 4]   up to 5,000 JPY   subject b
refused  number-wrong
notice  bank → buyer   order-refused   state active   asked 2   left 28
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   [number A 2]   up to 5,000 JPY   subject c
notice  bank → buyer   order-received
letter  buyer → shop, bank   subject d
| 1 Hojicha
|
| Up to: 900 JPY
| Password: [number A 1]
refused  number-used
notice  bank → buyer   order-refused   state active   asked 3   left 27
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000001   up to 5,000 JPY   subject e
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000002   up to 5,000 JPY   subject f
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
-- a wrong number of yesterday counts no more
tick  1 day
order  buyer → shop, bank   10000003   up to 5,000 JPY   subject g
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000004   up to 5,000 JPY   subject h
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000005   up to 5,000 JPY   subject i
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000006   up to 5,000 JPY   subject j
refused  number-wrong
notice  bank → buyer   order-refused
notice  bank → shop   order-refused-merchant
order  buyer → shop, bank   10000007   up to 5,000 JPY   subject k
refused  card-locked
staff  card-locked
notice  bank → buyer   card-locked
notice  bank → buyer   order-refused   state locked   asked 3   left 27
notice  bank → shop   order-refused-merchant
letter  buyer → shop, bank   subject l
| 1 Hojicha
|
| Up to: a lot
| Password: maple-7731-crow
refused  ceiling-unreadable
notice  bank → buyer   order-refused   does not say "locked"   suggestions none

# The page's mail with a fault in it: no order is taken, and a number is spent where the mail is proved and its member known

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  page → shop, bank   [number A 1]   for nobody@buyer.example   up to 5,000 JPY   pay to Green Tea House   subject x
set-aside  unknown-sender
order  page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House   subject y   unreadable cut-off
set-aside  unknown-sender
letter  page → bank   subject z
set-aside  unknown-sender
silence
order  page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House   subject Fwd: Order
refused  secret-missing
notice  bank → buyer   order-refused   spent yes
notice  bank → shop   order-refused-merchant
order  page → shop, bank   [number A 2]   for buyer   up to 5,000 JPY   pay to Green Tea House
advanced  order-received
notice  bank → buyer   order-received

# Money from a payment that was not asked about wakes what its receiver has waiting, the forward first or the order

account  shop2   0 JPY
order  shop → shop2, bank   birch-2209-owl
notice  bank → shop   order-received
forward  shop2 → bank   4,000 JPY
advanced  waits-for-funds
notice  bank → shop   funds-short-buyer
notice  bank → shop2   funds-short-merchant
order  shop → shop2, bank   cedar-4415-fox   as second
notice  bank → shop   order-received
forward  shop2 → bank   2,500 JPY   of second
notice  bank → shop   funds-short-buyer
notice  bank → shop2   funds-short-merchant
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
notice  bank → shop   question   total 4,000 JPY
order  buyer → shop, bank   [number A 2]   up to 5,000 JPY   on the way   as third
forward  shop → bank   2,000 JPY   of third
advanced  forward-waits
arrives  third
advanced  settled
moved  buyer → shop   2,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
notice  bank → shop   question   total 2,500 JPY
held  shop 6,500 JPY

# A deposit wakes a payment that is not asked about, and its money the next one

account  buyer   0 JPY
account  shop2   0 JPY
order  shop → shop2, bank   birch-2209-owl
notice  bank → shop   order-received
forward  shop2 → bank   4,000 JPY
notice  bank → shop   funds-short-buyer
notice  bank → shop2   funds-short-merchant
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice  bank → buyer   funds-short-buyer   asks no   says "paid at once"
notice  bank → shop   funds-short-merchant
deposit  buyer   5,000 JPY
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
notice  bank → shop   question   total 4,000 JPY
held  shop 4,000 JPY

# A card is locked while an order by one of its numbers is open: somebody guesses, so the bank asks before it pays

decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
notice   bank → buyer   card-active
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY   as B
notice   bank → buyer   order-received
order    buyer → shop, bank   10000001   up to 5,000 JPY   subject a
notice   bank → buyer   order-refused
notice   bank → shop    order-refused-merchant
order    buyer → shop, bank   10000002   up to 5,000 JPY   subject b
notice   bank → buyer   order-refused
notice   bank → shop    order-refused-merchant
order    buyer → shop, bank   10000003   up to 5,000 JPY   subject c
notice   bank → buyer   order-refused
notice   bank → shop    order-refused-merchant
order    buyer → shop, bank   10000004   up to 5,000 JPY   subject d
notice   bank → buyer   order-refused
notice   bank → shop    order-refused-merchant
order    buyer → shop, bank   10000005   up to 5,000 JPY   subject e
staff    card-locked
notice  bank → buyer   card-locked
notice   bank → buyer   order-refused
notice   bank → shop    order-refused-merchant
forward  shop → bank   4,741 JPY   of B
advanced asked
nothing  moved
notice   bank → buyer   question   total 4,741 JPY
