# Above the limit a printed number behind the password pays: the second road beside the mailbox (9-rules 16)

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
advanced  asked
notice  bank → buyer   question   number 1   says "number 01 of your card"   says "above your limit"
entry  accepted
held  buyer 9,000 JPY
-- what a thief in the mailbox has is not enough
answer  buyer   OK maple-7731-crow
refused  number-missing
notice  bank → buyer   answer-unclear   number 1   says "number 01 of your card"
nothing  moved
answer  buyer   OK maple-7731-crow 10000001
refused  number-wrong
notice  bank → buyer   answer-unclear   says "not the number of your card"
answer  buyer   OK wrong-9999-word [number A 1]
refused  wrong-password
notice  bank → buyer   wrong-password   number 2   says "number 02 of your card"
-- that number lay in a mail: it is dead, and the next one is asked for
answer  buyer   OK maple-7731-crow [number A 1]
refused  number-used
notice  bank → buyer   answer-unclear   number 2
nothing  moved
answer  buyer   OK maple-7731-crow [number A 2]
advanced  settled
moved  buyer → shop   9,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The number that was paid with pays nothing more, typed again or replayed

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow   as O1
notice  bank → buyer   order-received
forward  shop → bank   4,500 JPY   of O1
notice  bank → buyer   question
entry  accepted
answer  buyer   OK maple-7731-crow [number A 1]   as A
advanced  settled
moved  buyer → shop   4,500 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled
order  buyer → shop, bank   river-1234-stone   as O2
notice  bank → buyer   order-received
forward  shop → bank   4,600 JPY   of O2
notice  bank → buyer   question   number 2
entry  accepted
again  A
nothing-new  same as 4
answer  buyer   OK river-1234-stone [number A 1]
refused  number-used
notice  bank → buyer   answer-unclear
nothing  moved

# Another's number, a stranger's mail, an unsigned one, and a number in quoted text pay nothing

policy  a payment at most   4,000 JPY
account  buyer2   10,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
decides  card   buyer2   B
notice  bank → buyer2   card-sent
letter  buyer2 → card   ACTIVATE [card B]
notice  bank → buyer2   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice  bank → buyer   question
entry  accepted
answer  buyer   OK maple-7731-crow [number B 1]
refused  number-wrong
notice  bank → buyer   answer-unclear
answer  buyer2   OK maple-7731-crow [number A 1]   to question 1
set-aside  not-your-question
staff  token-of-another
answer  buyer   OK maple-7731-crow [number A 1]   unsigned
set-aside  not-authenticated
letter  buyer → bank   replying to question 1
| OK maple-7731-crow
|
| > OK maple-7731-crow [number A 1]
refused  number-missing
notice  bank → buyer   answer-unclear
letter  buyer → bank   replying to question 1   in HTML "OK maple-7731-crow [number A 1]"
| OK maple-7731-crow
refused  answer-unclear
notice  bank → buyer   answer-unclear
letter  buyer → bank   replying to question 1
| OK maple-7731-crow [number A 2], if it is still in stock
refused  answer-unclear
nothing  moved
-- what the buyer wrote in HTML, or in a sentence, lies in the mailbox as well: both are dead
answer  buyer   OK maple-7731-crow [number A 2]
refused  number-used
silence
answer  buyer   OK maple-7731-crow [number A 3]
advanced  settled
moved  buyer → shop   9,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# NO and FRAUD need no number

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice  bank → buyer   question
entry  accepted
answer  buyer   NO
advanced  refused
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
entry  returned

# A card that is not active, locked or used up is no second road: the forward is refused, as without a card

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
refused  above-limit
notice  bank → shop   forward-refused
notice  bank → buyer   forward-warning
nothing  moved

# The card is locked while the question is open: no number is taken any more, NO frees the money

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice  bank → buyer   question
entry  accepted
answer  buyer   OK maple-7731-crow 10000001
refused  number-wrong
notice  bank → buyer   answer-unclear
answer  buyer   OK maple-7731-crow 10000002
refused  number-wrong
notice  bank → buyer   answer-unclear
answer  buyer   OK maple-7731-crow 10000003
refused  number-wrong
notice  bank → buyer   answer-unclear
answer  buyer   OK maple-7731-crow 10000004
refused  number-wrong
silence
answer  buyer   OK maple-7731-crow 10000005
refused  card-locked
staff  card-locked
notice  bank → buyer   card-locked
answer  buyer   OK maple-7731-crow [number A 1]
refused  card-locked
nothing  moved
answer  buyer   NO
advanced  refused
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
entry  returned

# Above the day's limit: what is set aside and what was paid today count, and the question for a replaced total counts anew

policy  a day at most   5,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow   as O1
notice  bank → buyer   order-received
forward  shop → bank   3,000 JPY   of O1
notice  bank → buyer   question   does not say "of your card"
entry  accepted
order  buyer → shop, bank   river-1234-stone   as O2
notice  bank → buyer   order-received
forward  shop → bank   2,000 JPY   of O2
notice  bank → buyer   question   does not say "of your card"
entry  accepted
forward  shop → bank   2,500 JPY   of O2   invoice GT-2
advanced  asked-anew
notice  bank → buyer   question   number 1   total 2,500 JPY
answer  buyer   OK river-1234-stone
refused  number-missing
notice  bank → buyer   answer-unclear
-- on the next day the number is asked for still: else a thief would only have to wait
tick  1 day
answer  buyer   OK river-1234-stone
refused  number-missing
notice  bank → buyer   answer-unclear
answer  buyer   OK river-1234-stone [number A 1]
advanced  settled
moved  buyer → shop   2,500 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled
-- the sum of the day has grown since the first was asked: it is asked anew, with a number
answer  buyer   OK maple-7731-crow   to question 1
refused  old-question
notice  bank → buyer   question   number 2   total 3,000 JPY
nothing  moved
answer  buyer   OK maple-7731-crow [number A 2]
advanced  settled
moved  buyer → shop   3,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# An order by a printed number that would be paid unasked is asked above the limit, with one more number

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 9,500 JPY
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
advanced  asked
notice  bank → buyer   question   number 2
entry  accepted
answer  buyer   OK [number A 1]
refused  number-missing
notice  bank → buyer   answer-unclear
answer  buyer   OK [number A 1] [number A 2]
advanced  settled
moved  buyer → shop   9,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The forward came first: the same

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow   as O1   on the way
forward  shop → bank   9,000 JPY   of O1
advanced  forward-waits
arrives  O1
advanced  asked
notice  bank → buyer   question   number 1
entry  accepted

# The money comes later, and the sum is above the limit still: the number is asked for then

policy  a payment at most   4,000 JPY
account  buyer   3,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
advanced  waits-for-funds
notice  bank → buyer   funds-short-buyer
notice  bank → shop   funds-short-merchant
deposit  buyer   7,000 JPY
notice  bank → buyer   question   number 1
entry  accepted

# A number behind the password where none is asked for pays nothing, and is dead

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice  bank → buyer   question   does not say "of your card"
entry  accepted
answer  buyer   OK maple-7731-crow [number A 1]
refused  answer-unclear
notice  bank → buyer   answer-unclear
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY   subject by number
refused  number-used
notice  bank → buyer   order-refused   asked 2
notice  bank → shop   order-refused-merchant

# A card that is locked is told to all addresses of its owner, though nobody is answered any more that day

policy  a payment at most   4,000 JPY
person  buyer   Takao Sasaki   takao@buyer.example   takao@mobile.example
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice  bank → takao@buyer.example   question
notice  bank → takao@mobile.example   question-copy
entry  accepted
answer  buyer   OK maple-7731-crow 10000001
notice  bank → buyer   answer-unclear
answer  buyer   OK maple-7731-crow 10000002
notice  bank → buyer   answer-unclear
answer  buyer   OK maple-7731-crow 10000003
notice  bank → buyer   answer-unclear
answer  buyer   OK maple-7731-crow 10000004
silence
answer  buyer   OK maple-7731-crow 10000005
refused  card-locked
staff  card-locked
notice  bank → takao@buyer.example   card-locked   says "a wrong number"
notice  bank → takao@mobile.example   card-locked
answer  buyer   OK maple-7731-crow 10000006
refused  card-locked
silence
