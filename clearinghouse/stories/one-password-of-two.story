# Two buyers have one password: a changed forward is told to the one whom it names
account  buyer2   10,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer2 → shop, bank   subject Order   as B
| 3 Genmaicha
|
| Password: maple-7731-crow
notice   bank → buyer2   order-received
forward  shop → bank   4,741 JPY   of B   changing "3 Genmaicha" to "4 Genmaicha"
refused  order-changed
notice   bank → shop   forward-refused   code order-changed   missing 3 Genmaicha
notice   bank → buyer2   forward-warning
nothing  moved

# Two buyers have one password: a forward whose order is still on its way waits for it
account  buyer2   10,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer2 → shop, bank   subject Order   as B   on the way
| 3 Genmaicha
|
| Password: maple-7731-crow
forward  shop → bank   4,741 JPY   of B
advanced forward-waits
silence
arrives  B
notice   bank → buyer2   question   total 4,741 JPY

# Two buyers have one password: what another customer ordered elsewhere under it, and cancelled, does not turn away a forward that comes before its order
account  buyer2   10,000 JPY
account  shop2    0 JPY
order    buyer2 → shop2, bank   maple-7731-crow
notice   bank → buyer2   order-received
letter   buyer2 → bank   CANCEL [reference]
notice   bank → buyer2   ended-buyer
notice   bank → shop2    ended-merchant
letter   buyer → shop, bank   subject Order   as B   on the way
| 3 Genmaicha
|
| Password: maple-7731-crow
forward  shop → bank   4,741 JPY   of B
advanced forward-waits
silence
arrives  B
advanced asked
notice   bank → buyer   question   total 4,741 JPY

# Two buyers have one password: a second forward takes the place of the first that waits for its order, though the other's order is open
account  buyer2   10,000 JPY
order    buyer2 → shop, bank   maple-7731-crow
notice   bank → buyer2   order-received
letter   buyer → shop, bank   subject Order   as B   on the way
| 3 Genmaicha
|
| Password: maple-7731-crow
forward  shop → bank   4,741 JPY   of B
advanced forward-waits
forward  shop → bank   4,714 JPY   of B
advanced forward-replaced
forward  shop → bank   4,714 JPY   of B
nothing-new same forward
silence
arrives  B
advanced asked
notice   bank → buyer   question   total 4,714 JPY

# A shop that makes up a forward does not learn from the answer whether anybody used that password elsewhere
account  buyer2   10,000 JPY
account  shop2    0 JPY
order    buyer2 → shop2, bank   maple-7731-crow
notice   bank → buyer2   order-received
letter   shop → bank   subject Fwd: Order
  | Total: 100 JPY
  |
  | > 1 teapot
  | > Password: maple-7731-crow
advanced forward-waits
silence
letter   shop → bank   subject Fwd: Order
  | Total: 100 JPY
  |
  | > 1 teapot
  | > Password: heron-4412-pine
advanced forward-waits
silence
