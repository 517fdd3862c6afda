# An earlier letter of the buyer that is not read yet holds back a later one
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   NO   unread   as no
waits
tick     1 minute
answer   buyer   OK maple-7731-crow
waits
silence
nothing  moved
reads    no
advanced refused
refused  too-late
notice   bank → buyer   ended-buyer   reason refused
notice   bank → buyer   answer-late
notice   bank → shop    ended-merchant
nothing  moved

# An unread letter of somebody else holds back nobody
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   stranger → bank   HELP   unread
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# After four hours a letter that nobody could read holds back no more
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   NO   unread   as no
tick     3 hours
answer   buyer   OK maple-7731-crow
waits
silence
tick     1 hour
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
reads    no
refused  already-paid
notice   bank → buyer   already-paid   answer no

# A letter that nobody has tried to read yet holds back a later one as long as it takes: the readers were down
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   NO   untried   as no
tick     5 minutes
answer   buyer   OK maple-7731-crow
waits
tick     5 hours
silence
nothing  moved
reads    no
advanced refused
refused  too-late
notice   bank → buyer   ended-buyer   reason refused
notice   bank → buyer   answer-late
notice   bank → shop    ended-merchant
nothing  moved

# No deadline passes a letter that nobody has tried to read, however long the readers are down
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   until Tue 24 Nov 10:32
tick     72 hours
notice   bank → buyer   question   again yes
answer   buyer   OK maple-7731-crow   untried   as ok
tick     9 hours
silence
payment  awaiting-answer
reads    ok
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# A deadline waits for a letter that was received before it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   until Tue 24 Nov 10:32
tick     72 hours
notice   bank → buyer   question   again yes
answer   buyer   OK maple-7731-crow   unread   as ok
tick     3 hours
silence
payment  awaiting-answer
reads    ok
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# All the letters of a payment in one group
together begins
order    buyer → shop, bank   maple-7731-crow
forward  shop → bank   4,741 JPY
together ends
advanced order-received
advanced asked
notice   bank → buyer   order-received
notice   bank → buyer   question
together begins
answer   buyer   OK birch-2209-owl
answer   buyer   OK maple-7731-crow
answer   buyer   OK maple-7731-crow
together ends
refused  wrong-password
advanced settled
nothing-new already-paid
moved    buyer → shop   4,741 JPY
notice   bank → buyer   wrong-password
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# Two claims on one account in one group: what is there is set aside once
account  buyer   5,000 JPY
together begins
order    buyer → shop, bank   maple-7731-crow   as one
order    buyer → shop, bank   birch-2209-owl    as two
forward  shop → bank   4,000 JPY   of one
forward  shop → bank   3,000 JPY   of two
together ends
advanced order-received
advanced order-received
advanced asked
advanced waits-for-funds
notice   bank → buyer   order-received
notice   bank → buyer   order-received
notice   bank → buyer   question   total 4,000 JPY
notice   bank → buyer   funds-short-buyer   available 1,000 JPY   missing 2,000 JPY
notice   bank → shop    funds-short-merchant
held     buyer 4,000 JPY

# A mail of the buyer's that is not read yet holds back what the shop writes about their payment, also where the shop has claimed
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   of order
notice   bank → buyer   question
letter   buyer → bank   CANCEL [reference]   unread   as A
waits
forward  shop → bank   4,800 JPY   of order
waits
silence
reads    A
advanced cancelled
refused  order-ended
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
notice   bank → shop    forward-refused   code order-ended
nothing  moved

# Somebody else's mail that is not read yet holds nothing back
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
letter   shop2 → bank   HELP   unread   as A
waits
letter   buyer2 → bank   HELP   unread   as B
waits
forward  shop → bank   4,741 JPY   of order
advanced asked
notice   bank → buyer   question
reads    A
answered help
notice   bank → shop2   help
