# HELP, BALANCE, STATUS
letter   buyer → bank   HELP
answered help
notice   bank → buyer   help   asked yes   asks yes   says "Password:"   says "We ask you by mail before anything is paid"
letter   buyer → bank   subject balance
  | What do I have?
answered balance
notice   bank → buyer   balance   balance 10,000 JPY   held 0 JPY   available 10,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → bank   BALANCE
notice   bank → buyer   balance   balance 10,000 JPY   held 4,741 JPY   available 5,259 JPY
letter   buyer → bank   STATUS [reference]
answered status
notice   bank → buyer   status   state awaiting-answer   viewer buyer   total 4,741 JPY   until Tue 24 Nov 10:32
letter   shop → bank   STATUS [reference]
notice   bank → shop   status   state awaiting-answer   viewer merchant   other Takao Sasaki
letter   shop → bank   STATUS
notice   bank → shop   status   payments 1   asked none
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   STATUS [reference]
notice   bank → buyer   status   state settled
letter   buyer → bank   STATUS
notice   bank → buyer   status   payments none

# STATUS in Japanese
person   buyer   佐々木 孝夫   takao@buyer.example   Japanese
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   残高
notice   bank → buyer   balance   in Japanese
letter   buyer → bank   照会 [reference]
notice   bank → buyer   status   in Japanese   state awaiting-forward   reason none

# STATUS of somebody else's payment is as of one that is not there
account  buyer2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer2 → bank   STATUS [reference]
answered status
notice   bank → buyer2   status   payments none   does not say "Takao"
letter   buyer2 → bank   STATUS 0000-0000
answered status
notice   bank → buyer2   status   payments none

# The shop that an order waits for sees it only once it has forwarded it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   STATUS [reference]
notice   bank → shop   status   payments none

# A command is a whole line
letter   buyer → shop, bank   subject Balance bike
  | 1 balance bike
  | Password: maple-7731-crow
advanced order-received
notice   bank → buyer   order-received

# Answers are capped: three of a kind a day, and one unasked
letter   buyer → bank   HELP
notice   bank → buyer   help
letter   buyer → bank   HELP
notice   bank → buyer   help
letter   buyer → bank   HELP
notice   bank → buyer   help
letter   buyer → bank   HELP
answered help
silence
letter   buyer → bank   BALANCE
notice   bank → buyer   balance
tick     1 day
letter   buyer → bank   Good morning!
refused  secret-missing
notice   bank → buyer   help   asked no
letter   buyer → bank   How are you?
refused  secret-missing
silence
letter   buyer → bank   HELP
notice   bank → buyer   help   asked yes

# A cap over all answers of a day
policy   answers a day   2
letter   buyer → bank   HELP
notice   bank → buyer   help
letter   buyer → bank   BALANCE
notice   bank → buyer   balance
letter   buyer → bank   STATUS
answered status
silence
-- what is about a payment is never capped
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received

# HELP promises a question before each payment only where nothing can take its place: not beside a card, a wallet or a rule that asks for a post
letter   buyer → bank   HELP
notice   bank → buyer   help   asks yes   says "We ask you by mail before anything is paid"
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
notice   bank → buyer   card-active
letter   buyer → bank   HELP
notice   bank → buyer   help   asks no   says "may be paid without a question"   does not say "invoice. We ask you by mail"
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop   receipt-merchant
letter   shop → bank   HELP
notice   bank → shop   help   asks yes

# HELP to the owner of a wallet, under which scheme they ever pay; under the one that needs everything the question is always asked
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
letter   buyer → bank   HELP
notice   bank → buyer   help   asks no
decides  scheme   buyer   two-mail
notice   bank → buyer   scheme-set
letter   buyer → bank   HELP
notice   bank → buyer   help   asks no
decides  scheme   buyer   full
notice   bank → buyer   scheme-set
letter   buyer → bank   HELP
notice   bank → buyer   help   asks yes

# A mail that we could not make use of, where a rule of the bank asks for a post: no question is promised
policy   board   yes
policy   step   board above 5,000 JPY
letter   buyer → bank   Good morning!
refused  secret-missing
notice   bank → buyer   help   asked no   asks no   does not say "invoice. We ask you by mail"

# Words in answer to a receipt, without a reference: buyer and shop read what can be done about that payment, each once
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   1,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE it never came   replying to notice receipt-buyer
answered status
notice   bank → buyer   status   state settled   says "DISPUTE [reference] the parcel"   says "Nothing is paid, given back or cancelled by it."
letter   buyer → bank   NO   replying to notice receipt-buyer
answered status
silence
letter   shop → bank   REFUND 500 JPY broken cup   replying to notice receipt-merchant
answered status
notice   bank → shop   status   state settled   says "REFUND [reference]"
-- to each other with the bank in Cc it is talk, and what is automatic is no word
letter   shop → buyer, bank   Was it good?   replying to notice receipt-merchant
nothing-new mail in a running order
letter   shop → bank   We are closed until Monday   replying to notice receipt-merchant   automatic
recorded automatic
silence
letter   buyer → bank   DISPUTE [reference] it never came
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   buyer → bank   What now?   replying to notice receipt-buyer
answered status
silence

# Words in answer to "Nothing was paid", OK among them: nothing is paid by them, and the buyer reads how to order again
person   buyer   佐々木 孝夫   takao@buyer.example   Japanese
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY
notice   bank → buyer   question
answer   buyer   NO
advanced refused
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
letter   buyer → bank   OK maple-7731-crow   replying to notice ended-buyer
answered status
notice   bank → buyer   status   state ended   in Japanese   says "改めて注文する場合は"
nothing  moved
letter   shop → bank   Why is that?   replying to notice ended-merchant
answered status
notice   bank → shop   status   state ended   does not say "To order again"
