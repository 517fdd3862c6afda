# Above the bank's limit a thief in the mailbox sends no cheque: nobody is asked in its place

policy  a payment at most   4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
decides  scheme   buyer   two-mail
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing   says "Without it nothing is paid."
tick  4 days
notice  bank → buyer   road-missing
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
nothing  moved
payment  ended   no-road

# The same where the account asks in place of a missing cheque

policy  a payment at most   4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
advanced  waits-for-roads
tick  37 hours
notice  bank → buyer   road-missing   until Tue 1 Dec 10:32   says "Without it nothing is paid."
tick  3 days
notice  bank → buyer   ended-buyer   reason no-road
notice  bank → shop   ended-merchant
nothing  moved
payment  ended   no-road

# The same, and the cheque comes on the second day

policy  a payment at most   4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
advanced  waits-for-roads
tick  30 hours
cheque  buyer → bank   A   9,000 JPY   to shop   maple-7731-crow
advanced  settled
moved  buyer → shop   9,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant

# The limit of the day is reached while the half hour runs: the longer time begins, and it ends as it was told, though the limit is free again

policy  a day at most   4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow   as O1
notice  bank → buyer   order-received
order  buyer → shop, bank   birch-2209-owl   as O2
notice  bank → buyer   order-received
forward  shop → bank   3,000 JPY   of O1
advanced  waits-for-roads
tick  16 minutes
notice  bank → buyer   road-missing   then ask
forward  shop → bank   2,000 JPY   of O2
advanced  waits-for-roads
tick  15 minutes
notice  bank → buyer   question   total 3,000 JPY
notice  bank → buyer   road-missing   then end   until Tue 24 Nov 11:03
answer  buyer   NO
advanced  refused
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
tick  40 hours
notice  bank → buyer   road-missing   then end   until Tue 24 Nov 11:03
tick  40 hours
notice  bank → buyer   ended-buyer   reason no-road
notice  bank → shop   ended-merchant
nothing  moved
payment  2   ended   no-road

# The bank's own step asks for a cheque: the mailbox alone does not do

policy  step   wallet above 4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
decides  scheme   buyer   two-mail
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing
tick  4 days
notice  bank → buyer   road-missing
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
nothing  moved

# Full: the cheque is void while the question is open, and OK pays nothing any more

policy  board   yes
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   full
notice   bank → buyer   scheme-set
order  buyer → shop, bank, board   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
entry  posted
forward  shop → bank   4,741 JPY   post seen
advanced  waits-for-roads
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  asked
notice  bank → buyer   question   total 4,741 JPY
entry  accepted
decides  no wallet   buyer
notice  bank → buyer   wallet-revoked
answer  buyer   OK maple-7731-crow
refused  old-question
notice  bank → buyer   road-missing
nothing  moved
held  buyer 0 JPY

# A cheque that came before its order and is doubled afterwards is void

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   other bytes   subject and again
refused  cheque-void
staff  cheque-doubled
notice  bank → buyer   cheque-void   says "Both are void"
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
nothing  moved

# A cheque that came before its order and is opened by staff afterwards is void

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
decides  cheque   buyer   A   the buyer asked what it says
recorded  cheque-opened
notice  bank → buyer   cheque-void
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
nothing  moved

# The same serial from another address of the party is an alarm all the same

person  buyer   Takao Sasaki   takao@buyer.example   t2@buyer.example
decides  wallet   buyer
notice  bank → t2@buyer.example   wallet-offered
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → t2@buyer.example   wallet-enrolled
notice  bank → buyer   wallet-enrolled
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  cheque-waits
notice  bank → buyer   road-taken
cheque  buyer → bank   A   900 JPY   to shop   river-1234-stone   account of t2@buyer.example   other bytes
refused  cheque-void
staff  cheque-doubled
notice  bank → t2@buyer.example   wallet-revoked
notice  bank → buyer   cheque-void   says "Both are void"

# The limit of a day counts again when the posts come

policy  board   yes
policy  scheme   board
policy  a day at most   4,000 JPY
order  buyer → shop, bank   maple-7731-crow   up to 3,000 JPY   as O1
notice  bank → buyer   order-received
order  buyer → shop, bank   river-1234-stone   up to 3,000 JPY   as O2
notice  bank → buyer   order-received
forward  shop → bank   3,000 JPY   post seen   of O1
advanced  waits-for-roads
forward  shop → bank   2,900 JPY   post seen   of O2
advanced  waits-for-roads
post  buyer → board   maple-7731-crow   pay to Green Tea House
advanced  settled
moved  buyer → shop   3,000 JPY
entry  posted
entry  settled
post  buyer → board   river-1234-stone   pay to Green Tea House
advanced  above-limit
entry  posted
notice  bank → buyer   ended-buyer   says "above what can be paid by mail"
notice  bank → shop   ended-merchant
nothing  moved

# The shop brings the buyer's mail to the bank with the board in a Cc that nobody signed: no post

policy  board   yes
policy  scheme   board
letter  buyer → bank   subject Order
| 2 Sencha 100g
| 1 bamboo whisk
|
| Pay to: Green Tea House
| Up to: 5,000 JPY
| Password: maple-7731-crow
advanced  order-received
notice  bank → buyer   order-received
letter  buyer → shop, board   subject Order for the shop   as S   cc unsigned
| 2 Sencha 100g
| 1 bamboo whisk
|
| Password: maple-7731-crow
nothing-new  the board is not in what was signed
silence
no  entry
forward  shop → bank   5,000 JPY   post seen   of S
advanced  waits-for-roads
nothing  moved

# A foreign shop claims an order that names nobody: the cheque says whose it is

account  shop2   0 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop2 → bank   100 JPY
advanced  waits-for-roads
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  cheque-kept
notice  bank → shop2   forward-refused
notice  bank → buyer   forward-warning
notice  bank → buyer   road-taken
forward  shop → bank   4,741 JPY
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The card is void while an order by its number is open: the bank asks

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice  bank → buyer   order-received
decides  no card   buyer   lost in the post
notice  bank → buyer   card-void
forward  shop → bank   4,741 JPY
advanced  asked
notice  bank → buyer   question
entry  accepted

# A new address that may not pay yet neither posts nor brings cheques

person  buyer   Takao Sasaki   takao@buyer.example
policy  board   yes
policy  scheme   board
address  add   new@buyer.example   buyer
notice  bank → buyer   address-added
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
post  new@buyer.example → board   maple-7731-crow   pay to Green Tea House
refused  post-refused
notice  bank → new@buyer.example   post-refused   says "registered a short time ago"

# Thanks for the card, with or without an example below, locks nothing

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   Thank you   subject a
refused  card-id-wrong
notice  bank → buyer   enrolment-refused
letter  buyer → card   When will it come?   subject b
refused  card-id-wrong
notice  bank → buyer   enrolment-refused
letter  buyer → card   subject c
| ACTIVATE [card A]
|
| -----Original Message-----
| From: Example Bank <pay@bank.example>
| Sent: Saturday, November 21, 2026 10:32 AM
| To: takao@buyer.example
| Subject: Your card
|
| ACTIVATE K7F3Q9
advanced  card-active
notice  bank → buyer   card-active

# A cheque in answer to an old question, to the wallet page, to the running question

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   two-mail
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow   as O1
notice  bank → buyer   order-received
forward  shop → bank   3,000 JPY   of O1
notice  bank → buyer   question
entry  accepted
answer  buyer   OK maple-7731-crow
moved  buyer → shop   3,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled
decides  scheme   buyer   wallet
notice   bank → buyer   scheme-set
order  buyer → shop, bank   river-1234-stone   as O2
notice  bank → buyer   order-received
cheque  buyer → wallet   A   4,800 JPY   to shop   river-1234-stone
advanced  cheque-kept
notice  bank → buyer   road-taken
cheque  buyer → bank   B   5,000 JPY   to shop   river-1234-stone   replying to question 1
advanced  cheque-kept
notice  bank → buyer   road-taken
forward  shop → bank   4,741 JPY   of O2
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The forward came first, and the order has its post along: nothing is said to be late

policy  board   yes
policy  scheme   board
letter  buyer → shop   as O   subject Order
| 2 Sencha 100g
| 1 bamboo whisk
|
| Password: maple-7731-crow
forward  shop → bank   4,741 JPY   post seen   of O
advanced  forward-waits
letter  buyer → shop, bank, board   subject Order
| 2 Sencha 100g
| 1 bamboo whisk
|
| Up to: 5,000 JPY
| Password: maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
entry  posted
entry  settled

# A cheque to another shop that came before its order is said to be void

account  shop2   0 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
cheque  buyer → bank   A   5,000 JPY   to shop2   maple-7731-crow
notice  bank → buyer   road-taken
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   cheque-void   says "another payee than the order"
notice  bank → buyer   order-received

# A cheque that was too small for a wrong total can be sent again for the right one

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
cheque  buyer → bank   A   4,000 JPY   to shop   maple-7731-crow
refused  cheque-void
notice  bank → buyer   cheque-void   says "covers less"
forward  shop → bank   4,000 JPY
advanced  waits-for-roads
cheque  buyer → bank   A   4,000 JPY   to shop   maple-7731-crow   subject again
advanced  settled
moved  buyer → shop   4,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The money was short, the question had its time, and the cheque comes: a deposit pays

account  buyer   1,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
tick  40 minutes
notice  bank → buyer   road-missing
notice  bank → buyer   funds-short-buyer
notice  bank → shop   funds-short-merchant
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  cheque-kept
notice  bank → buyer   road-taken
deposit  buyer   5,000 JPY
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# A step up from board to full has the time of an answer, not half an hour

policy  board   yes
policy  step   full above 4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
decides  scheme   buyer   board
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   3,000 JPY   post seen
advanced  waits-for-roads
forward  shop → bank   4,741 JPY   post seen
advanced  waits-for-roads
notice  bank → buyer   road-missing
tick  2 hours
silence
tick  4 days
notice  bank → buyer   road-missing
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
payment  ended   no-road

# The page's order with number 1 is read late: the member's own mail with number 2 waits for it

decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House   unread   as P
letter  buyer → shop, bank   subject second
| 1 Hojicha
|
| Up to: 900 JPY
| Password: [number A 2]
waits
reads  P
advanced  order-received
advanced  order-received
notice  bank → buyer   order-received
notice  bank → buyer   order-received

# The shop withdraws while a cheque is waited for: the cheque that comes then is void

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
letter  shop → bank   CANCEL
advanced  withdrawn
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
refused  cheque-void
notice  bank → buyer   cheque-void
nothing  moved
