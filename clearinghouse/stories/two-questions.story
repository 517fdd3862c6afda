# A shop that buys as well: NO to its refund, in a thread that also holds a question about its own order
account  buyer   10,000 JPY
account  shop    5,000 JPY
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    shop → shop2, bank   heron-4412-pine
notice   bank → shop    order-received
forward  shop2 → bank   800 JPY
notice   bank → shop    question
letter   shop → bank   REFUND [reference 1] 1,080
notice   bank → shop    refund-question
-- the address and the mail that is answered are the refund's
answer   shop   NO   to question 3   in the thread of question 2
advanced refund-refused
notice   bank → shop    refund-ended   how refused
payment  2   awaiting-answer
held     shop 800 JPY
-- sent to the bank's main address: the newest mail of the thread decides
letter   shop → bank   REFUND [reference 1] 1,080
notice   bank → shop    refund-question
letter   shop → bank   NO   replying to notice refund-question   in the thread of question 2
advanced refund-refused
notice   bank → shop    refund-ended   how refused
payment  2   awaiting-answer
-- the other way round
letter   shop → bank   REFUND [reference 1] 1,080
notice   bank → shop    refund-question
letter   shop → bank   NO   replying to question 2   in the thread of notice refund-question
advanced refused
payment  2   ended   refused
notice   bank → shop    ended-buyer
notice   bank → shop2   ended-merchant
held     shop 1,080 JPY
-- an ended question beside an open one leaves no doubt
answer   shop   NO   to question 5   replying to question 2
advanced refund-refused
notice   bank → shop    refund-ended   how refused

# The address of one open question over a reply to another: nobody can say what was meant
account  buyer   10,000 JPY
account  shop    5,000 JPY
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    shop → shop2, bank   heron-4412-pine
notice   bank → shop    order-received
forward  shop2 → bank   800 JPY
notice   bank → shop    question
letter   shop → bank   REFUND [reference 1] 1,080
notice   bank → shop    refund-question
answer   shop   OK   to question 3   replying to question 2
refused  two-questions
notice   bank → shop    refund-unclear   says "answer each of them by itself"
nothing  moved
held     shop 1,880 JPY
answer   shop   NO   to question 2   replying to notice refund-question
refused  two-questions
notice   bank → shop    refund-unclear
held     shop 1,880 JPY
answer   shop   OK   to question 3
moved    shop → buyer   1,080 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
answer   shop   OK heron-4412-pine   to question 2
moved    shop → shop2   800 JPY
notice   bank → shop    receipt-buyer
notice   bank → shop2   receipt-merchant

# A question that was asked of the buyer stands in the thread of the shop's answer: the shop's own question is meant
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   heron-4412-pine
notice   bank → buyer   order-received
forward  shop → bank   800 JPY
notice   bank → buyer   question
letter   shop → bank   REFUND [reference 1] 1,080
notice   bank → shop    refund-question
answer   shop   NO   to question 3   in the thread of question 2
advanced refund-refused
notice   bank → shop    refund-ended   how refused
payment  2   awaiting-answer
-- with no mark of its own the question stays the buyer's
letter   shop → bank   NO   replying to question 2
set-aside not-your-question
staff    token-of-another

# A shop's mail that names two of its own orders and a refund: nobody can say what was meant, and nothing follows
account  buyer   10,000 JPY
account  shop    5,000 JPY
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    shop → shop2, bank   heron-4412-pine
notice   bank → shop    order-received
forward  shop2 → bank   800 JPY
notice   bank → shop    question
order    shop → shop2, bank   birch-2209-owl
notice   bank → shop    order-received
forward  shop2 → bank   900 JPY
notice   bank → shop    question
letter   shop → bank   REFUND [reference 1] 1,080
notice   bank → shop    refund-question
answer   shop   NO   to question 2   replying to question 3   in the thread of notice refund-question
set-aside not-your-question
silence
held     shop 2,780 JPY

# A command in a mail with the marks of two questions is done as a command
account  buyer   10,000 JPY
account  shop    5,000 JPY
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    shop → shop2, bank   heron-4412-pine
notice   bank → shop    order-received
forward  shop2 → bank   800 JPY
notice   bank → shop    question
letter   shop → bank   REFUND [reference 1] 1,080
notice   bank → shop    refund-question
answer   shop   BALANCE   to question 2   replying to notice refund-question
answered balance
notice   bank → shop    balance
held     shop 1,880 JPY
answer   shop   BALANCE   to question 3
answered balance
notice   bank → shop    balance
