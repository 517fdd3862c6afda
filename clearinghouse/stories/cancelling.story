# The buyer cancels in a reply to the bank's first notice
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL   replying to the notice order-received
advanced cancelled
payment  ended   cancelled
notice   bank → buyer   ended-buyer      reason cancelled   freed none
notice   bank → shop    ended-merchant   reason cancelled

# The buyer cancels in a reply to their own order
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL   replying to the order
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled
notice   bank → shop    ended-merchant

# Cancelled between forward and OK: the money is free, the shop reads "do not ship"
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → bank   CANCEL [reference]
advanced cancelled
held     buyer 0 JPY
entry    returned
notice   bank → buyer   ended-buyer      reason cancelled   freed 4,741 JPY
notice   bank → shop    ended-merchant   reason cancelled   says "not ship"
answer   buyer   OK maple-7731-crow
refused  too-late
notice   bank → buyer   answer-late   reason cancelled
balance  buyer 10,000 JPY   shop 0 JPY

# CANCEL in a reply to the question
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → question   CANCEL
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled   freed 4,741 JPY
notice   bank → shop    ended-merchant

# CANCEL alone, with one open payment
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled
notice   bank → shop    ended-merchant

# CANCEL alone, with two open payments: the bank asks which
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL
refused  which-payment
notice   bank → buyer   cancel-refused   code which-payment
letter   buyer → bank   CANCEL [reference 1]
advanced cancelled
payment  1   ended   cancelled
payment  2   awaiting-forward
notice   bank → buyer   ended-buyer   reference [reference 1]
notice   bank → shop    ended-merchant

# Nothing to cancel, and somebody else's payment
account  buyer2   5,000 JPY
letter   buyer → bank   CANCEL
refused  payment-unknown
notice   bank → buyer   cancel-refused   code payment-unknown
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer2 → bank   CANCEL [reference]
refused  payment-unknown
notice   bank → buyer2   cancel-refused   code payment-unknown   in Japanese
payment  awaiting-forward

# CANCEL twice: the second is told what became of it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL [reference]
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
letter   buyer → bank   CANCEL [reference]
answered status
notice   bank → buyer   status   says "not completed, ended on"
letter   shop → bank   CANCEL [reference]
refused  payment-unknown
notice   bank → shop   cancel-refused

# CANCEL after the time for the answer was over
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
tick     8 days
notice   bank → buyer   ended-buyer   reason no-forward
notice   bank → shop    ended-merchant
letter   buyer → bank   CANCEL   replying to notice order-received
answered status
notice   bank → buyer   status   says "not completed, ended on"

# CANCEL in answer to "Your cheque is here", after the order came: the order's payment ends
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice   bank → buyer   road-taken   says "To cancel, answer this mail with the word CANCEL on the first line."
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL   replying to notice road-taken
advanced cancelled
notice   bank → buyer   ended-buyer   reference [reference 2]
notice   bank → shop    ended-merchant
forward  shop → bank   4,741 JPY
refused  order-ended
notice   bank → shop    forward-refused
nothing  moved

# The same by the reference that the cheque had: STATUS shows the order, CANCEL ends it
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice   bank → buyer   road-taken
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice   bank → buyer   order-received
letter   buyer → bank   STATUS [reference 1]
answered status
notice   bank → buyer   status   says "waits for the shop"   does not say "not completed"
letter   buyer → bank   CANCEL [reference 1]
advanced cancelled
payment  2   ended   cancelled
notice   bank → buyer   ended-buyer   reference [reference 2]
notice   bank → shop    ended-merchant

# The same with a post
policy   board   yes
policy   scheme   board
post     buyer → board   maple-7731-crow   pay to Green Tea House
notice   bank → buyer   road-taken
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice   bank → buyer   order-received
entry    posted
letter   buyer → bank   CANCEL   replying to notice road-taken
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant

# A cheque, then its forward, then its order, which pays at once: CANCEL in answer to "Your cheque is here" is told so
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice   bank → buyer   road-taken
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY   as O   on the way
forward  shop → bank   4,741 JPY   of O
advanced forward-waits
arrives  O
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   CANCEL   replying to notice road-taken
refused  already-paid
notice   bank → buyer   already-paid   reference [reference 2]

# The shop withdraws its claim
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   shop → bank   CANCEL [reference]
advanced withdrawn
held     buyer 0 JPY
entry    returned
notice   bank → buyer   ended-buyer      reason withdrawn   freed 4,741 JPY
notice   bank → shop    ended-merchant   reason withdrawn

# The shop withdraws by a reply to its own forward, before the order came
order    buyer → shop   maple-7731-crow
forward  shop → bank   4,741 JPY   as forward
letter   shop → bank   CANCEL   replying to forward
advanced withdrawn
notice   bank → shop   ended-merchant   reason withdrawn

# The same after the order came, by which the shop was told nothing yet; words that are none read how it stands
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   as forward
notice   bank → buyer   question
forward  shop → bank   4,700 JPY   as second
notice   bank → buyer   question   replaces 4,741 JPY
letter   shop → bank   Sorry, that was the wrong customer.   replying to second
answered status
notice   bank → shop   status   state awaiting-answer   says "CANCEL [reference]"
letter   shop → bank   CANCEL   replying to forward
advanced withdrawn
held     buyer 0 JPY
notice   bank → buyer   ended-buyer      reason withdrawn   freed 4,700 JPY
notice   bank → shop    ended-merchant   reason withdrawn

# The shop withdraws too late
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   CANCEL [reference]
refused  already-paid
notice   bank → shop   cancel-refused   code already-paid
balance  shop 4,741 JPY

# An order that names four shops and ends is not passed on to all of them; three hear of it
account  shop2   0 JPY
person   shop3   Iron Kettle   kettle@iron.example
account  shop3   0 JPY
person   shop4   Clay Cup   cup@clay.example
account  shop4   0 JPY
order    buyer → shop, shop2, shop3, shop4, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL [reference]
advanced cancelled
notice   bank → buyer   ended-buyer   shop none
order    buyer → shop, shop2, shop3, bank   birch-2209-owl
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL [reference]
advanced cancelled
notice   bank → buyer   ended-buyer   shop none
notice   bank → shop    ended-merchant
notice   bank → shop2   ended-merchant
notice   bank → shop3   ended-merchant

# While the board stands still CANCEL does not overtake the order that it cancels: each is decided in its turn when the board goes on

policy   board   yes
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   of A
notice   bank → buyer   question
entry    accepted
tick     61 minutes
order    buyer → shop, bank   amber-5520-finch   as B   on the way
forward  shop → bank   4,741 JPY   of B
advanced forward-waits
arrives  B
waits
letter   buyer → bank   CANCEL   replying to B
waits
silence
board    publishes
notice   bank → buyer   question   total 4,741 JPY
entry    accepted
entry    returned
notice   bank → buyer   ended-buyer   reason cancelled   total 4,741 JPY
notice   bank → shop    ended-merchant
payment  1   awaiting-answer
payment  2   ended   cancelled
nothing  moved

# While the board stands still CANCEL alone does not end the older payment, where a newer order waits: the bank asks which

policy   board   yes
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   of A
notice   bank → buyer   question
entry    accepted
tick     61 minutes
order    buyer → shop, bank   amber-5520-finch   as B   on the way
forward  shop → bank   4,741 JPY   of B
advanced forward-waits
arrives  B
waits
letter   buyer → bank   CANCEL
waits
board    publishes
notice   bank → buyer   question   total 4,741 JPY
notice   bank → buyer   cancel-refused   code which-payment
payment  1   awaiting-answer
payment  2   awaiting-answer

# While the board stands still CANCEL of a payment that is known is taken at once, and so is CANCEL alone where nothing else of its sender waits

policy   board   yes
account  buyer2   10,000 JPY
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   of A
notice   bank → buyer   question
entry    accepted
order    buyer2 → shop, bank   cedar-5512-wren   as C
notice   bank → buyer2   order-received
tick     61 minutes
forward  shop → bank   900 JPY   of C
waits
letter   buyer → bank   CANCEL
advanced cancelled
notice   bank → buyer   ended-buyer   total 1,000 JPY
notice   bank → shop    ended-merchant
-- the shop has no part in it before its forward is decided
letter   shop → bank   CANCEL [reference 2]
waits
letter   buyer2 → bank   CANCEL [reference 2]
advanced cancelled
notice   bank → buyer2   ended-buyer
notice   bank → shop     ended-merchant
board    publishes
notice   bank → shop     forward-refused   code order-ended
notice   bank → shop     cancel-refused   code payment-unknown
nothing  moved

# The board stands still, a forward of a shop waits, and the shop withdraws without saying which: not the older one, whose forward is decided

policy   board   yes
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   of A
notice   bank → buyer   question
entry    accepted
tick     61 minutes
order    buyer → shop, bank   amber-5520-finch   as B
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   of B
waits
letter   shop → bank   CANCEL
waits
board    publishes
notice   bank → buyer   question   total 4,741 JPY
notice   bank → shop    cancel-refused   code which-payment
payment  1   awaiting-answer
payment  2   awaiting-answer

# A printed number released the payment before CANCEL came: it is made when the board goes on, and CANCEL is told so, as if the board had not stood still

policy   board   yes
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
notice   bank → buyer   card-active
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   of A
notice   bank → buyer   question
entry    accepted
tick     61 minutes
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY   as B   on the way
forward  shop → bank   4,741 JPY   of B
advanced forward-waits
arrives  B
waits
letter   buyer → bank   CANCEL   replying to B
waits
board    publishes
moved    buyer → shop   4,741 JPY
notice   bank → buyer   already-paid   answer cancel
board    publishes
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
payment  1   awaiting-answer

# "Cancel the order" in answer to the question refuses it: its words name no other payment
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   Cancel the order
advanced refused
payment  ended   refused
notice   bank → buyer   ended-buyer      reason refused   freed 4,741 JPY
notice   bank → shop    ended-merchant   reason refused
entry    returned

# A reply whose thread nobody signed ends the one open payment that it answers
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL   replying to the order   thread unsigned
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled
notice   bank → shop    ended-merchant

# Whoever brings a copy can make it a reply to another order: with two open none is ended, and the buyer is told to name the payment
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
order    buyer → shop, bank   birch-2209-owl   as B
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL   replying to B   thread unsigned   as C
refused  thread-unsigned
notice   bank → buyer   cancel-refused   code thread-unsigned
letter   buyer → bank   CANCEL   replying to A   thread unsigned   the same mail as C
refused  thread-unsigned
notice   bank → buyer   cancel-refused   code thread-unsigned
letter   buyer → bank   CANCEL [reference 1]
advanced cancelled
payment  1   ended   cancelled
payment  2   awaiting-forward
notice   bank → buyer   ended-buyer   reference [reference 1]
notice   bank → shop    ended-merchant

# Where nobody signed the thread the reference in the signed subject names the payment
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
letter   buyer → bank   subject Re: Order received [[reference 2]]   replying to the notice order-received   thread unsigned
  | CANCEL
advanced cancelled
payment  1   awaiting-forward
payment  2   ended   cancelled
notice   bank → buyer   ended-buyer   reference [reference 2]
notice   bank → shop    ended-merchant

# A copy that can't be read comes first: it says nothing about the true mail
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → shop, bank   CANCEL   replying to the order   unreadable several-texts   as A
refused  unreadable
notice   bank → buyer   help
letter   buyer → shop, bank   CANCEL   replying to the order   the same mail as A
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled
notice   bank → shop    ended-merchant
letter   buyer → shop, bank   CANCEL   replying to the order   the same mail as A
nothing-new  same as 3

# A copy made a reply to nothing comes first: nothing else is ended, and the true mail counts
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL   replying to the order   thread unsigned   as A   on the way
letter   stranger → bank   hello   unsigned   as S
set-aside unknown-sender
letter   buyer → bank   CANCEL   replying to S   thread unsigned   the same mail as A
refused  thread-unsigned
notice   bank → buyer   cancel-refused   code thread-unsigned
arrives  A
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled
notice   bank → shop    ended-merchant

# Whatever word of refusal answers "order received" cancels the order: a printed number would be paid without a question
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
notice   bank → buyer   card-active
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY   as order
notice   bank → buyer   order-received
letter   buyer → bank   NO   replying to the notice order-received
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled
notice   bank → shop    ended-merchant   reason cancelled
forward  shop → bank   4,741 JPY   of order
refused  order-ended
notice   bank → shop   forward-refused
nothing  moved

# In people's own words: "Please cancel this order", CANCEL!!, 取り消してください, and CANCEL below a greeting
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   Please cancel this order.   replying to the notice order-received
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled
notice   bank → shop    ended-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL!!   replying to the notice order-received
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
order    buyer → shop, bank   amber-5520-finch
notice   bank → buyer   order-received
letter   buyer → bank   取り消してください。   replying to the notice order-received
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
order    buyer → shop, bank   cedar-5512-wren
notice   bank → buyer   order-received
letter   buyer → bank   replying to the notice order-received
  | Hello,
  | CANCEL
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
order    buyer → shop, bank   larch-4410-heron
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL the order   replying to the notice order-received
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant

# "No problem" and "Do not forget" refuse nothing where nothing was asked: the buyer reads how the order stands, once, and how to cancel it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   No problem, thanks!   replying to the notice order-received
answered status
notice   bank → buyer   status   unread yes   state awaiting-forward
letter   buyer → bank   Do not forget the card, please.   replying to the notice order-received
answered status
payment  awaiting-forward
letter   buyer → bank   Nein danke.   replying to the notice order-received
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled
notice   bank → shop    ended-merchant

# CANCEL!! in a mail of its own is CANCEL
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL!!
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant

# A refusal in answer to one's own order, to the bank alone
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   Please do cancel it.   replying to the order
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant

# The question is there already, and NO answers the older notice: the money is free
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → bank   NO   replying to the notice order-received
advanced cancelled
held     buyer 0 JPY
notice   bank → buyer   ended-buyer      reason cancelled   freed 4,741 JPY
notice   bank → shop    ended-merchant

# What else answers "order received" is told once how it stands and how to cancel: it is no consent, and no silence
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   OK maple-7731-crow   replying to the notice order-received
answered status
notice   bank → buyer   status   unread yes   state awaiting-forward   says "CANCEL [reference]"   does not say "maple"
payment  awaiting-forward
letter   buyer → bank   And when?   replying to the notice order-received
answered status
silence
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → bank   OK maple-7731-crow   replying to the notice order-received
answered status
notice   bank → buyer   status   unread yes   state awaiting-answer   says "question whether to pay"   does not say "maple"
letter   buyer → bank   OK maple-7731-crow   replying to the notice order-received
answered status
silence
nothing  moved
held     buyer 4,741 JPY

# Whether it can be cancelled, and a wish that it is not: both are answered, neither cancels
person   buyer   佐々木 孝夫   takao@buyer.example   Japanese
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   Can I still cancel it?   replying to the notice order-received
answered status
notice   bank → buyer   status   unread yes   in Japanese   says "CANCEL [reference]"
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
letter   buyer → bank   Please do not cancel it.   replying to the notice order-received
answered status
notice   bank → buyer   status   unread yes
payment  1   awaiting-forward
payment  2   awaiting-forward

# A word to the shop with the bank in it is talk; so is a machine's answer; somebody else's refusal cancels nothing
account  buyer2   5,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → shop, bank   Please cancel this order.   replying to the notice order-received
nothing-new mail in a running order
letter   buyer → bank   No mail is read here until Monday.   replying to the notice order-received   automatic
recorded automatic
silence
letter   buyer2 → bank   NO   replying to the notice order-received
refused  secret-missing
notice   bank → buyer2   help
payment  awaiting-forward
