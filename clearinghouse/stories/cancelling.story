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

# CANCEL twice
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL [reference]
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
letter   buyer → bank   CANCEL [reference]
nothing-new has-ended
silence

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
