# A printed number below the consent, in brackets, behind NO or in the subject is dead: it lies in the mailbox, and the notice asks for the next one

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice  bank → buyer   question   number 1
entry  accepted
letter  buyer → bank   replying to question 1
| OK maple-7731-crow
| [number A 1]
refused  number-missing
notice  bank → buyer   answer-unclear   number 2   says "number 02 of your card"
answer  buyer   OK maple-7731-crow [number A 1]
refused  number-used
notice  bank → buyer   answer-unclear   number 2
answer  buyer   OK maple-7731-crow ([number A 2])
refused  answer-unclear
notice  bank → buyer   answer-unclear   number 3
-- three answers of help a day
answer  buyer   OK [number A 3] is the number, and maple-7731-crow the word
refused  answer-unclear
silence
answer  buyer   OK maple-7731-crow   subject Re: Pay? No. 04: [number A 4]
refused  number-missing
silence
nothing  moved
answer  buyer   OK maple-7731-crow [number A 5]
advanced  settled
moved  buyer → shop   9,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# A number behind NO, in STATUS, and below an order is dead too, whatever became of the mail

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice  bank → buyer   question   number 1
entry  accepted
answer  buyer   NO [number A 1]
advanced  refused
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
entry  returned
letter  buyer → bank   STATUS
answered  status
notice  bank → buyer   status   says "No. 02"
letter  buyer → bank
| STATUS
|
| My next number is [number A 2].
answered  status
notice  bank → buyer   status   says "No. 03"
letter  buyer → shop, bank
| 2 Sencha 100g
| Password: river-1234-stone
|
| The number on my card would be [number A 3].
advanced  order-received
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice  bank → buyer   question   number 4
entry  accepted
answer  buyer   OK river-1234-stone [number A 3]
refused  number-used
notice  bank → buyer   answer-unclear   number 4
nothing  moved

# An order of a made-up password that is refused beside a number is not said to be used up: once put right, the shop's forward of it works

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
letter  buyer → shop, bank
| 2 Sencha 100g
| Password: river-1234-stone
| Up to: many
|
| The number on my card would be [number A 1].
refused  ceiling-unreadable
notice  bank → buyer   order-refused   does not say "is used up by it"
letter  buyer → bank   STATUS
answered  status
notice  bank → buyer   status   says "No. 02"

# Nobody else's mail makes a number void, nor a quotation, a copy that was sent on, or one without a proof

policy  a payment at most   4,000 JPY
account  buyer2   10,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice  bank → buyer   question   number 1
entry  accepted
letter  buyer2 → bank
| My neighbour's number is [number A 1].
refused  secret-missing
notice  bank → buyer2   help
letter  shop → bank
| Your customer gave us [number A 1].
refused  secret-missing
notice  bank → shop   help
letter  buyer → bank   replying to question 1   unsigned
| NO, not [number A 1]
set-aside  not-authenticated
letter  buyer → bank   replying to question 1   resent
| NO, not [number A 1]
nothing-new  redirected copy
letter  buyer → bank   replying to question 1
| OK maple-7731-crow
|
| On Sat, 21 Nov 2026 at 10:40, Mirai Pay wrote:
| > The shop wrote: [number A 1]
refused  number-missing
notice  bank → buyer   answer-unclear   number 1
answer  buyer   OK maple-7731-crow [number A 1]
advanced  settled
moved  buyer → shop   9,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The number with its place on the card before it is that number, in whatever way the place is written

policy  a payment at most   4,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice  bank → buyer   question   number 1
entry  accepted
answer  buyer   OK maple-7731-crow 02 [number A 2]
refused  number-wrong
notice  bank → buyer   answer-unclear   number 1
answer  buyer   OK maple-7731-crow 01 [number A 1]
advanced  settled
moved  buyer → shop   9,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled
order  buyer → shop, bank   river-1234-stone   as O2
notice  bank → buyer   order-received

# A number in the words of a dispute, or in its subject, is not passed on

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice  bank → buyer   question
entry  accepted
answer  buyer   OK maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled
letter  buyer → bank
| DISPUTE [reference] it never came, and I wrote my number [number A 1] to you
|
| It was [number A 2], or 8210 9371.
notice  bank → buyer   dispute-opened
notice  bank → shop   dispute-opened   says "00000000 to you"   says "It was 00000000, or 8210 9371."
staff  dispute-opened
