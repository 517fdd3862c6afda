# The number used last is shown to whoever wrote for sure, and to nobody else
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
notice   bank → buyer   card-active
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice   bank → buyer   order-received
letter   buyer → bank   STATUS   subject weak one   weak
answered status
notice   bank → buyer   status   state awaiting-forward   does not say "Number used last"
letter   buyer → bank   STATUS   subject sure one
notice   bank → buyer   status   state awaiting-forward   says "Number used last"   says "No. 02"
letter   shop → bank   STATUS
notice   bank → shop    status   does not say "Number used last"
