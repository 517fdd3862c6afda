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
