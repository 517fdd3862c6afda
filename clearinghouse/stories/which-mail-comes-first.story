# The forward is faster than the order
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY   on the way   as order
forward  shop → bank   4,741 JPY
advanced forward-waits
silence
payment  awaiting-order
tick     5 minutes
arrives  order
advanced asked
notice   bank → buyer   question   total 4,741 JPY
entry    accepted
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# The forward waits: after 15 minutes the shop is told, after seven days it ends
order    buyer → shop   maple-7731-crow
forward  shop → bank   4,741 JPY
silence
tick     14 minutes
silence
tick     1 minute
notice   bank → shop   forward-waiting   subject Fwd: Order   until Sat 28 Nov 10:32
tick     7 days
silence
tick     1 hour
payment  ended   no-order
notice   bank → shop   ended-merchant   reason no-order   buyer none
balance  buyer 10,000 JPY

# A forward that waits is replaced by a better one from the same shop
order    buyer → shop, bank   maple-7731-crow   on the way   as order
forward  shop → bank   4,700 JPY
advanced forward-waits
forward  shop → bank   4,700 JPY
nothing-new same forward
forward  shop → bank   4,741 JPY
advanced forward-replaced
arrives  order
notice   bank → buyer   question   total 4,741 JPY

# A forward that waited is refused when the order shows that it claims too much
order    buyer → shop, bank   maple-7731-crow   up to 4,000 JPY   on the way   as order
forward  shop → bank   4,741 JPY
advanced forward-waits
arrives  order
advanced order-received
notice   bank → shop    forward-refused   code above-ceiling
notice   bank → buyer   forward-warning   code above-ceiling   total 4,741 JPY   ceiling 4,000 JPY
notice   bank → buyer   order-received
forward  shop → bank   3,900 JPY
advanced asked
notice   bank → buyer   question   total 3,900 JPY

# An order that the shop never forwards: both hear of the end
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received   until Sat 28 Nov 10:32
tick     7 days
silence
tick     1 hour
payment  ended   no-forward
notice   bank → buyer   ended-buyer      reason no-forward   freed none
notice   bank → shop    ended-merchant   reason no-forward
no       entry

# An order that comes after its forward has been given up waits for a new one
order    buyer → shop, bank   maple-7731-crow   on the way   as order
forward  shop → bank   4,741 JPY   as first
tick     7 days 1 hour
notice   bank → shop   forward-waiting
notice   bank → shop   ended-merchant   reason no-order
arrives  order
advanced order-received
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced asked
notice   bank → buyer   question

# Only so many forwards of one shop may wait
policy   forwards waiting   1
order    buyer → shop   maple-7731-crow   as one
order    buyer → shop   birch-2209-owl    as two
forward  shop → bank   4,741 JPY   of one
advanced forward-waits
forward  shop → bank   1,080 JPY   of two
refused  too-many-waiting
notice   bank → shop   forward-refused   code too-many-waiting   says "Send this mail again when"   does not say "changes nothing"

# Two shops forward the same order before it comes: nobody can say which is meant, both are told, and each may forward again
account  shop2   0 JPY
order    buyer → bank   maple-7731-crow   on the way   as order
forward  shop → bank   4,741 JPY   of order
advanced forward-waits
forward  shop2 → bank   4,741 JPY   of order
advanced forward-waits
arrives  order
advanced order-received
notice   bank → shop    forward-refused   code order-ambiguous
notice   bank → shop2   forward-refused   code order-ambiguous
notice   bank → buyer   order-received
payment  1   ended   no-order
payment  2   ended   no-order
nothing  moved
forward  shop → bank   4,741 JPY   of order
advanced asked
notice   bank → buyer   question   total 4,741 JPY

# The forward of a shop that the order does not name goes on waiting, and is not told of the order
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow   on the way   as order
forward  shop2 → bank   4,741 JPY   of order
advanced forward-waits
arrives  order
advanced order-received
notice   bank → buyer   order-received
payment  1   awaiting-order
tick     15 minutes
notice   bank → shop2   forward-waiting
forward  shop → bank   1,080 JPY   of order
advanced asked
notice   bank → buyer   question   total 1,080 JPY

# An address that was removed while its forward waited claims nothing when the order comes
person   shop   Green Tea House   shop@tea.example   second@tea.example
account  shop   0 JPY
order    buyer → shop, bank   maple-7731-crow   on the way   as order
forward  shop → bank   4,741 JPY   of order
advanced forward-waits
address  remove   shop@tea.example
recorded address-removed
notice   bank → shop@tea.example     ended-merchant   reason stopped
notice   bank → second@tea.example   address-removed
arrives  order
advanced order-received
notice   bank → buyer   order-received

# A forward whose time is over when the order comes is not joined, though its end waits for a letter that is not read yet
order    buyer → shop, bank   maple-7731-crow   on the way   as order
forward  shop → bank   4,741 JPY   of order
advanced forward-waits
tick     6 days 23 hours
notice   bank → shop   forward-waiting
letter   shop → bank   HELP   unread   as A
waits
tick     2 hours 10 minutes
silence
payment  1   awaiting-order
arrives  order
advanced order-received
payment  1   ended   no-order
notice   bank → shop   ended-merchant   reason no-order
notice   bank → buyer   order-received
reads    A
answered help
notice   bank → shop   help
forward  shop → bank   4,741 JPY   of order
advanced asked
notice   bank → buyer   question

# A shop's answer to everybody that came before the order is over with it: nothing waits any more
order    buyer → shop, bank   maple-7731-crow   on the way   as order
letter   shop → buyer, bank   subject Re: Order
  | Thank you! Total: 4,741 JPY
  | [quoted order]
advanced forward-waits
arrives  order
advanced order-received
notice   bank → buyer   order-received
payment  1   ended   no-order
tick     1 day
silence
