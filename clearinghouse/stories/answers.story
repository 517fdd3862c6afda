# NO frees the money at once
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
held     buyer 4,741 JPY
answer   buyer   NO
advanced refused
held     buyer 0 JPY
payment  ended   refused
entry    returned
nothing  moved
notice   bank → buyer   ended-buyer      reason refused   freed 4,741 JPY
notice   bank → shop    ended-merchant   reason refused   invoice GT-1042

# FRAUD refuses, blocks the shop for this buyer, and calls staff
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   FRAUD
advanced fraud
payment  ended   fraud
staff    fraud
notice   bank → buyer   ended-buyer      reason fraud   freed 4,741 JPY
notice   bank → shop    ended-merchant   does not say "fraud"
-- the next order to this shop can't be claimed any more
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   1,080 JPY
refused  blocked-by-buyer
notice   bank → shop   forward-refused   code blocked-by-buyer   does not say "FRAUD"
notice   bank → buyer   forward-warning   from Green Tea House   says "You answered FRAUD to this shop before"
held     buyer 0 JPY

# FRAUD without a question only calls staff
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   FRAUD
answered fraud-noted
staff    fraud-call
notice   bank → buyer   fraud-noted   says "write CANCEL with its reference"
payment  awaiting-forward

# NO after the payment: told that it is paid, and nothing moves back
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
answer   buyer   NO
refused  already-paid
notice   bank → buyer   already-paid   answer no   total 4,741 JPY
answer   buyer   FRAUD
refused  already-paid
staff    fraud
notice   bank → buyer   already-paid   answer fraud
letter   buyer → question   CANCEL
refused  already-paid
notice   bank → buyer   already-paid   answer cancel
answer   buyer   OK maple-7731-crow
nothing-new already-paid
silence
balance  buyer 5,259 JPY   shop 4,741 JPY

# A wrong password is said plainly, with the tries that are left; the third ends the payment
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-cow
refused  wrong-password
notice   bank → buyer   wrong-password   tries left 2
answer   buyer   OK birch-2209-owl
refused  wrong-password
notice   bank → buyer   wrong-password   tries left 1
held     buyer 4,741 JPY
answer   buyer   OK maple-7731-crown
advanced wrong-passwords
payment  ended   wrong-passwords
staff    wrong-passwords
notice   bank → buyer   ended-buyer      reason wrong-passwords   freed 4,741 JPY
notice   bank → shop    ended-merchant   does not say "wrong"
answer   buyer   OK maple-7731-crow
refused  too-late
notice   bank → buyer   answer-late   reason wrong-passwords
balance  buyer 10,000 JPY   shop 0 JPY

# After a wrong password the right one still pays
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK birch-2209-owl
notice   bank → buyer   wrong-password   tries left 2
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# The password of another open order is a wrong password
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   1,080 JPY
notice   bank → buyer   question   total 1,080 JPY
answer   buyer   OK birch-2209-owl   to question 1
refused  wrong-password
notice   bank → buyer   wrong-password   total 4,741 JPY   tries left 2
nothing  moved

# An answer between quoted lines is unclear, and the buyer reads why in words
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer
| > Pay JPY 4,741 to Green Tea House?
| OK maple-7731-crow
| > Total JPY 4,741
refused  answer-unclear
notice   bank → buyer   answer-unclear   says "between quoted lines"   does not say "between-quotes"
nothing  moved

# Five wrong passwords a day lock OK until the next day; NO is always taken
policy   wrong passwords a day   2
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK birch-2209-owl
notice   bank → buyer   wrong-password   tries left 2
answer   buyer   OK birch-2209-elk
notice   bank → buyer   wrong-password   tries left 1
answer   buyer   OK maple-7731-crow
refused  answers-locked
nothing  moved
notice   bank → buyer   answer-unclear   says "tomorrow"
held     buyer 4,741 JPY
tick     24 hours
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# An answer that the HTML of the same mail contradicts: the buyer reads so in their language
person   buyer   佐々木 孝夫   takao@buyer.example   Japanese
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow   in HTML "NO"
refused  answer-unclear
notice   bank → buyer   answer-unclear   says "テキストと HTML"   does not say "alternatives-differ"
nothing  moved

# While OK is locked, NO frees the money
policy   wrong passwords a day   1
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK birch-2209-owl
notice   bank → buyer   wrong-password
answer   buyer   NO
advanced refused
held     buyer 0 JPY
notice   bank → buyer   ended-buyer   reason refused
notice   bank → shop    ended-merchant

# OK without the password is not consent; help comes once for each payment
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK
refused  answer-unclear
notice   bank → buyer   answer-unclear
answer   buyer   Is it OK to wait until Monday?
refused  answer-unclear
silence
answer   buyer   OK maple-7731-crow but only one whisk
refused  answer-unclear
silence
tick     24 hours
answer   buyer   maple-7731-crow
refused  answer-unclear
silence
nothing  moved
held     buyer 4,741 JPY
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# Another payment has help of its own; of the three a day one address gets no more
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   1,080 JPY
notice   bank → buyer   question
answer   buyer   OK
notice   bank → buyer   answer-unclear   total 1,080 JPY
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   1,081 JPY
notice   bank → buyer   question
answer   buyer   OK
notice   bank → buyer   answer-unclear   total 1,081 JPY
order    buyer → shop, bank   cedar-4410-fox
notice   bank → buyer   order-received
forward  shop → bank   1,082 JPY
notice   bank → buyer   question
answer   buyer   OK
notice   bank → buyer   answer-unclear   total 1,082 JPY
order    buyer → shop, bank   heron-5521-elk
notice   bank → buyer   order-received
forward  shop → bank   1,083 JPY
notice   bank → buyer   question
answer   buyer   OK
refused  answer-unclear
silence

# OK only inside the quoted question is not consent
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → question
  | > OK maple-7731-crow
refused  answer-unclear
notice   bank → buyer   answer-unclear
nothing  moved

# OK only below another text is not consent
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → question
  | I did not order this.
  | OK maple-7731-crow
refused  answer-unclear
notice   bank → buyer   answer-unclear
nothing  moved

# Text and HTML say different things: neither counts
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow   in HTML "NO"
refused  answer-unclear
notice   bank → buyer   answer-unclear
payment  awaiting-answer

# NO before OK: nothing is paid
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
together begins
answer   buyer   NO
answer   buyer   OK maple-7731-crow
together ends
advanced refused
refused  too-late
nothing  moved
payment  ended   refused
notice   bank → buyer   ended-buyer   reason refused
notice   bank → buyer   answer-late   reason refused
notice   bank → shop    ended-merchant

# OK before NO: the first valid OK settles
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
together begins
answer   buyer   OK maple-7731-crow
answer   buyer   NO
together ends
advanced settled
refused  already-paid
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
notice   bank → buyer   already-paid   answer no

# A stranger, the shop or another buyer can't answer, even with token and password
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   stranger   OK maple-7731-crow
set-aside unknown-sender
silence
answer   shop   OK maple-7731-crow
set-aside not-your-question
staff    token-of-another
silence
answer   buyer   OK maple-7731-crow   unsigned
set-aside not-authenticated
silence
answer   buyer   OK maple-7731-crow   weak
set-aside weak-sender
silence
nothing  moved
held     buyer 4,741 JPY

# The answer must come from the address that ordered
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy   asked takao@buyer.example   without a token   does not say "maple"
answer   takao@work.example   OK maple-7731-crow
refused  other-address
notice   bank → takao@buyer.example   answer-unclear   says "the address that ordered"
nothing  moved
answer   takao@buyer.example   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → takao@buyer.example   receipt-buyer
notice   bank → takao@work.example    receipt-buyer
notice   bank → shop                  receipt-merchant

# A thief has the mailbox that ordered: FRAUD from the buyer's other address ends it, and the thief's OK pays nothing
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → takao@buyer.example   order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy
answer   takao@work.example   FRAUD   to question 1
advanced fraud
staff    fraud
entry    returned
held     buyer 0 JPY
notice   bank → takao@buyer.example   ended-buyer   reason fraud
notice   bank → takao@work.example    ended-buyer   reason fraud   freed 4,741 JPY
notice   bank → shop                  ended-merchant
answer   takao@buyer.example   OK maple-7731-crow   to question 1
refused  too-late
notice   bank → takao@buyer.example   answer-late
nothing  moved
order    buyer → shop, bank   birch-2209-owl
notice   bank → takao@buyer.example   order-received
forward  shop → bank   1,080 JPY
refused  blocked-by-buyer
notice   bank → shop   forward-refused
notice   bank → takao@buyer.example   forward-warning

# NO from the buyer's other address is a NO; after the thief's OK, FRAUD from there calls staff and is answered there
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → takao@buyer.example   order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy
answer   takao@work.example   NO   to question 1
advanced refused
notice   bank → takao@buyer.example   ended-buyer   reason refused
notice   bank → takao@work.example    ended-buyer   reason refused
notice   bank → shop                  ended-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → takao@buyer.example   order-received
forward  shop → bank   1,080 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy
answer   takao@buyer.example   OK birch-2209-owl   to question 2
moved    buyer → shop   1,080 JPY
notice   bank → takao@buyer.example   receipt-buyer
notice   bank → takao@work.example    receipt-buyer
notice   bank → shop                  receipt-merchant
answer   takao@work.example   FRAUD   to question 2
refused  already-paid
staff    fraud
notice   bank → takao@buyer.example   already-paid
notice   bank → takao@work.example    already-paid   answer fraud

# An address that was just added orders nothing yet, but may say FRAUD; one that was removed may not
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    buyer → shop, bank   maple-7731-crow   as first
notice   bank → takao@buyer.example   order-received
order    buyer → shop, bank   birch-2209-owl   as second
notice   bank → takao@buyer.example   order-received
forward  shop → bank   1,080 JPY   of first
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy
address  remove   takao@work.example
notice   bank → takao@buyer.example   address-removed
answer   takao@work.example   FRAUD   to question 1
set-aside unknown-sender
silence
held     buyer 1,080 JPY
address  add   takao@new.example   buyer
notice   bank → takao@buyer.example   address-added
forward  shop → bank   2,160 JPY   of second
notice   bank → takao@buyer.example   question
notice   bank → takao@new.example     question-copy
answer   takao@new.example   FRAUD   to question 2
advanced fraud
staff    fraud
payment  1   ended   blocked
payment  2   ended   fraud
notice   bank → takao@buyer.example   ended-buyer   reason fraud
notice   bank → shop                  ended-merchant
notice   bank → takao@buyer.example   ended-buyer   reason blocked
notice   bank → shop                  ended-merchant
notice   bank → takao@new.example     ended-buyer   reason fraud

# The same answer by two ways has one effect
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow   as answer
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
again    answer
nothing-new same as 3
silence
nothing  moved

# An automatic reply is no answer
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow   automatic
recorded automatic
silence
answer   buyer   I am on holiday until Monday.   automatic
recorded automatic
silence
held     buyer 4,741 JPY

# FRAUD outside a question: staff and the buyer see which order it is about, and it is stopped; a shop that writes it stops nothing, and sees no reference of the buyer's
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   FRAUD   replying to the order
answered fraud-noted
staff    fraud-call
notice   bank → shop   fraud-noted   reference none
letter   buyer → bank   FRAUD   replying to the order
advanced cancelled
staff    fraud-call
notice   bank → buyer   fraud-noted   reference [reference 1]   says "is stopped: nothing is paid for it"   does not say "can ask nothing more"
notice   bank → buyer   ended-buyer   reason cancelled
notice   bank → shop    ended-merchant
forward  shop → bank   4,741 JPY
refused  order-ended
notice   bank → shop   forward-refused

# FRAUD about a forward whose order has not come: no payment of the writer's is there
order    buyer → shop   maple-7731-crow
forward  shop → bank   4,741 JPY   as first
advanced forward-waits
letter   shop → bank   FRAUD   replying to first
answered fraud-noted
staff    fraud-call
notice   bank → shop   fraud-noted   reference none

# The question comes back after it was answered: what is paid stays paid
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
bounce   bank → buyer   question   5.1.1
recorded bounced
staff    bounce
payment  settled
nothing  moved

# The same order was paid before: said for two days, not on the third
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
tick     2 days
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   at Sat 21 Nov 10:32
answer   buyer   NO
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
tick     1 second
order    buyer → shop, bank   heron-4412-pine
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   paid before none

# A mind that is changed below the OK stops it, in whatever place of the line it is said
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → bank   replying to question 1
| OK maple-7731-crow
|
| Sorry, I changed my mind. Please cancel the order.
refused  answer-unclear
notice   bank → buyer   answer-unclear   doubt changed my mind
nothing  moved
held     buyer 4,741 JPY
payment  awaiting-answer

# "OK thanks" is an OK without its password, and no wrong password: help comes, and no try is taken
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK thanks
refused  answer-unclear
notice   bank → buyer   answer-unclear
answer   buyer   Yes please
refused  answer-unclear
answer   buyer   はい、了解しました
refused  answer-unclear
payment  awaiting-answer
answer   buyer   OK birch-2209-owl
refused  wrong-password
notice   bank → buyer   wrong-password   tries left 2

# NO and FRAUD in answer to the copy of the question end the payment, as to the question itself; OK to the copy pays nothing
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → takao@buyer.example   order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy   says "answer this mail with NO"   without a token
letter   takao@work.example → bank   OK maple-7731-crow   replying to the notice question-copy
answered status
notice   bank → takao@work.example    status   unread yes   state awaiting-answer   does not say "maple"
letter   takao@buyer.example → bank   OK maple-7731-crow   replying to the notice question-copy
answered status
notice   bank → takao@buyer.example   status   unread yes   does not say "maple"
nothing  moved
letter   takao@work.example → bank   NO   replying to the notice question-copy
advanced refused
entry    returned
held     buyer 0 JPY
notice   bank → takao@buyer.example   ended-buyer   reason refused
notice   bank → takao@work.example    ended-buyer   reason refused   freed 4,741 JPY
notice   bank → shop                  ended-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → takao@buyer.example   order-received
forward  shop → bank   1,080 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy
letter   takao@work.example → bank   FRAUD   replying to the notice question-copy
advanced fraud
staff    fraud
entry    returned
notice   bank → takao@buyer.example   ended-buyer   reason fraud
notice   bank → takao@work.example    ended-buyer   reason fraud
notice   bank → shop                  ended-merchant

# CANCEL from the buyer's other address: whoever wrote it reads what came of it
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → takao@buyer.example   order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy
letter   takao@work.example → bank   CANCEL   replying to the notice question-copy
advanced cancelled
notice   bank → takao@buyer.example   ended-buyer   reason cancelled
notice   bank → takao@work.example    ended-buyer   reason cancelled   freed 4,741 JPY
notice   bank → shop                  ended-merchant
