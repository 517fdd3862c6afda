# A right password is no wrong one: where one wrong a day locks OK, any number of right ones may come
policy   wrong passwords a day   1
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   of A
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   1,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   birch-2209-owl   as B
notice   bank → buyer   order-received
forward  shop → bank   2,000 JPY   of B
notice   bank → buyer   question
answer   buyer   OK birch-2209-owl
advanced settled
moved    buyer → shop   2,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# A wrong password for what is paid already tries nothing, and does not count
policy   wrong passwords a day   1
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   of A
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   1,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
answer   buyer   OK cedar-4415-fox   to question 1
answered status
notice   bank → buyer   status   state settled
nothing  moved
order    buyer → shop, bank   birch-2209-owl   as B
notice   bank → buyer   order-received
forward  shop → bank   2,000 JPY   of B
notice   bank → buyer   question
answer   buyer   OK birch-2209-owl   to question 2
advanced settled
moved    buyer → shop   2,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# The lock is the buyer's, over all of their orders; an OK to what is over is not helped, one to what is open is
policy   wrong passwords a day   1
account  buyer   10,000 JPY
account  buyer2  10,000 JPY
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   of A
notice   bank → buyer   question
order    buyer → shop, bank   birch-2209-owl   as B
notice   bank → buyer   order-received
forward  shop → bank   2,000 JPY   of B
notice   bank → buyer   question
answer   buyer   NO   to question 1
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
answer   buyer   OK cedar-4415-fox   to question 2
notice   bank → buyer   wrong-password
-- the first one has ended: nothing waits for this answer
answer   buyer   OK maple-7731-crow   to question 1
refused  answers-locked
silence
nothing  moved
answer   buyer   OK birch-2209-owl   to question 2
refused  answers-locked
notice   bank → buyer   answer-unclear   says "tomorrow"   total 2,000 JPY   until Tue 24 Nov 10:32
nothing  moved
-- another buyer is not locked
order    buyer2 → shop, bank   alder-6604-bee   as C
notice   bank → buyer2   order-received
forward  shop → bank   3,000 JPY   of C
notice   bank → buyer2   question
answer   buyer2   OK alder-6604-bee
advanced settled
moved    buyer2 → shop   3,000 JPY
notice   bank → buyer2   receipt-buyer
notice   bank → shop     receipt-merchant
balance  buyer 10,000 JPY   shop 3,000 JPY
