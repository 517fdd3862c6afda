# FRAUD frees money, and nothing of it goes to the shop that was called a fraud

account  buyer   5,000 JPY
policy  numbers ask above   3,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY   as O1
notice  bank → buyer   order-received
order  buyer → shop, bank   [number A 2]   up to 5,000 JPY   as O2
notice  bank → buyer   order-received
forward  shop → bank   4,500 JPY   of O1
advanced  asked
notice  bank → buyer   question
entry  accepted
forward  shop → bank   3,000 JPY   of O2
advanced  waits-for-funds
notice  bank → buyer   funds-short-buyer
notice  bank → shop   funds-short-merchant
answer  buyer   FRAUD
advanced  fraud
staff  fraud
nothing  moved
payment  1   ended   fraud
payment  2   ended   blocked
notice  bank → buyer   ended-buyer   reason fraud   freed 4,500 JPY
notice  bank → shop   ended-merchant   says "The payment was not completed."
notice  bank → buyer   ended-buyer   reason blocked   total 3,000 JPY   says "You answered FRAUD to this shop"
notice  bank → shop   ended-merchant   says "The payment was not completed."   does not say "FRAUD"
held  buyer 0 JPY

# FRAUD to one question of a shop ends its other questions, and what another shop has asked goes on

account  buyer   10,000 JPY
account  shop2   0 JPY
order  buyer → shop, bank   maple-7731-crow   as O1
notice  bank → buyer   order-received
order  buyer → shop, bank   birch-2209-owl   as O2
notice  bank → buyer   order-received
order  buyer → shop2, bank   cedar-5512-wren   as O3
notice  bank → buyer   order-received
forward  shop → bank   4,000 JPY   of O1
notice  bank → buyer   question
forward  shop → bank   3,000 JPY   of O2
notice  bank → buyer   question
forward  shop2 → bank   8,000 JPY   of O3
advanced  waits-for-funds
notice  bank → buyer   funds-short-buyer
notice  bank → shop2   funds-short-merchant
answer  buyer   FRAUD   to question 1
advanced  fraud
staff  fraud
notice  bank → buyer   ended-buyer   reason fraud
notice  bank → shop   ended-merchant
notice  bank → buyer   ended-buyer   reason blocked   freed 3,000 JPY
notice  bank → shop   ended-merchant
notice  bank → buyer   question   total 8,000 JPY
held  buyer 8,000 JPY
answer  buyer   OK birch-2209-owl   to question 2
refused  too-late
notice  bank → buyer   answer-late   says "You answered FRAUD to this shop"
nothing  moved

# FRAUD after a payment: the cheque that the shop's other invoice waits for pays nothing

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   two-mail
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow   as O1
notice  bank → buyer   order-received
forward  shop → bank   1,000 JPY   of O1
notice  bank → buyer   question
answer  buyer   OK maple-7731-crow
moved  buyer → shop   1,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
decides  scheme   buyer   wallet
notice   bank → buyer   scheme-set
order  buyer → shop, bank   birch-2209-owl   as O2
notice  bank → buyer   order-received
forward  shop → bank   2,000 JPY   of O2
advanced  waits-for-roads
answer  buyer   FRAUD   to question 1
refused  already-paid
staff  fraud
notice  bank → buyer   ended-buyer   reason blocked
notice  bank → shop   ended-merchant
notice  bank → buyer   already-paid   answer fraud
cheque  buyer → bank   A   5,000 JPY   to shop   birch-2209-owl
refused  cheque-void
notice  bank → buyer   cheque-void
nothing  moved

# FRAUD to an invoice that the shop has withdrawn meanwhile blocks the shop all the same, and calls staff once

order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice  bank → buyer   question
letter  shop → bank   CANCEL
advanced  withdrawn
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
answer  buyer   FRAUD   as F
answered  fraud-noted
staff  fraud
notice  bank → buyer   fraud-noted   reference [reference]   says "had ended before"   says "can ask nothing more of you here"   does not say "belongs to no question"
payment  ended   withdrawn
again  F
nothing-new  same as 4
silence
answer  buyer   FRAUD
answered  fraud-noted
notice  bank → buyer   fraud-noted
order  buyer → shop, bank   birch-2209-owl
notice  bank → buyer   order-received
forward  shop → bank   1,080 JPY
refused  blocked-by-buyer
notice  bank → shop   forward-refused
notice  bank → buyer   forward-warning   code blocked-by-buyer

# FRAUD after NO blocks the shop and calls staff

order  buyer → shop, bank   maple-7731-crow   as O1
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY   of O1
notice  bank → buyer   question
answer  buyer   NO
advanced  refused
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
answer  buyer   FRAUD
answered  fraud-noted
staff  fraud
notice  bank → buyer   fraud-noted

# FRAUD that comes when the time for the answer and its grace are over, and nobody has looked yet

order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice  bank → buyer   question
outage  begins
tick  4 days
answer  buyer   FRAUD
outage  ends
answered  fraud-noted
staff  fraud
notice  bank → buyer   question
notice  bank → buyer   ended-buyer   reason no-answer
notice  bank → shop   ended-merchant
notice  bank → buyer   fraud-noted
payment  ended   no-answer

# FRAUD to a question that is void since the cheque named another shop: the shop that asked is blocked, not the one of the cheque

account  shop2   0 JPY
policy  board   yes
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   full
notice   bank → buyer   scheme-set
order  buyer → bank, board   maple-7731-crow   as O1
notice  bank → buyer   order-received
entry  posted
cheque  buyer → bank   A   5,000 JPY   to shop2   maple-7731-crow
notice  bank → buyer   road-taken
forward  shop2 → bank   100 JPY   post seen
notice  bank → buyer   question
entry  accepted
decides  no wallet   buyer
notice  bank → buyer   wallet-revoked
answer  buyer   OK maple-7731-crow
refused  old-question
notice  bank → buyer   road-missing
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key new]
notice  bank → buyer   wallet-enrolled
cheque  buyer → bank   B   5,000 JPY   to shop   maple-7731-crow   signed by new
advanced  cheque-kept
notice  bank → shop2   forward-refused
notice  bank → buyer   forward-warning
notice  bank → buyer   road-taken
answer  buyer   FRAUD   to question 1
advanced  fraud
staff  fraud
entry  returned
notice  bank → buyer   ended-buyer   reason fraud
order  buyer → bank, board   birch-2209-owl   as O2
notice  bank → buyer   order-received
entry  posted
forward  shop2 → bank   200 JPY   post seen   of O2
refused  blocked-by-buyer
notice  bank → shop2   forward-refused
notice  bank → buyer   forward-warning   code blocked-by-buyer
forward  shop → bank   300 JPY   post seen   of O2
advanced  waits-for-roads

# Somebody has found a card and orders by the bank's page: FRAUD in answer to "Order received" stops it, since no question will come

policy  numbers ask above   9,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order   page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House
notice  bank → buyer   order-received
letter  buyer → bank   FRAUD   replying to notice order-received
advanced  cancelled
staff   fraud-call
notice  bank → buyer   fraud-noted   says "is stopped: nothing is paid for it"
notice  bank → buyer   ended-buyer   reason cancelled
notice  bank → shop    ended-merchant   does not say "FRAUD"
forward  shop → bank   4,741 JPY
refused  order-ended
notice  bank → shop   forward-refused
nothing  moved
letter  buyer → bank   FRAUD   replying to notice fraud-noted
answered  fraud-noted
staff   fraud-call
notice  bank → buyer   fraud-noted

# The order, its cheque and the shop's claim wait for a deposit: FRAUD from the buyer's other address ends it and blocks the shop

person  buyer   Sasaki Takao   takao@buyer.example   takao@work.example
account  buyer   1,000 JPY
policy  scheme   wallet
decides  wallet   buyer
notice  bank → buyer   wallet-page
notice  bank → takao@work.example   wallet-offered
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
notice  bank → takao@work.example   wallet-enrolled
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
order   buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice  bank → buyer   funds-short-buyer
notice  bank → shop    funds-short-merchant
letter  takao@work.example → bank   FRAUD   replying to notice order-received
advanced  fraud
staff   fraud-call
notice  bank → takao@work.example   fraud-noted   says "The shop that asked for it can ask nothing more of you here."
notice  bank → buyer   ended-buyer   reason fraud
notice  bank → shop    ended-merchant
deposit  buyer   9,000 JPY   voucher V-2   by Mori and Abe
nothing  moved
order   buyer → shop, bank   birch-2209-owl   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   1,000 JPY
refused  blocked-by-buyer
notice  bank → shop   forward-refused
notice  bank → buyer   forward-warning   code blocked-by-buyer

# A thread that names two orders: nobody can say which is meant, so staff are called, and the buyer reads how CANCEL says it

order   buyer → shop, bank   maple-7731-crow   as A
notice  bank → buyer   order-received
order   buyer → shop, bank   birch-2209-owl   as B
notice  bank → buyer   order-received
letter  buyer → bank   FRAUD   replying to A   in the thread of B
answered  fraud-noted
staff   fraud-call
notice  bank → buyer   fraud-noted   says "write CANCEL with its reference"
payment  1   awaiting-forward
payment  2   awaiting-forward

# It was paid unasked before FRAUD came: the buyer reads how to open a dispute

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order   buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
moved   buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop    receipt-merchant
letter  buyer → bank   FRAUD   replying to notice receipt-buyer
answered  fraud-noted
staff   fraud-call
notice  bank → buyer   fraud-noted   says "was made before"   says "DISPUTE [reference] I did not order this"
