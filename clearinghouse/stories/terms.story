# A shop with a fee: a posting of its own, a line in its receipt, nothing for the buyer
decides  fee   shop   30 JPY   14.5
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question   total 4,741 JPY   does not say "fee"
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
moved    shop → bank:fees   99 JPY
balance  buyer 5,259 JPY   shop 4,642 JPY
notice   bank → buyer   receipt-buyer      total 4,741 JPY   does not say "JPY 99"
notice   bank → shop    receipt-merchant   total 4,741 JPY   fee 99 JPY   says "Our fee"

# A fee is never more than the payment, and stays when money is given back
decides  fee   shop   30 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   20 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   20 JPY
moved    shop → bank:fees   20 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant   fee 20 JPY
deposit  shop   100 JPY
letter   shop → bank   REFUND [reference]
notice   bank → shop   refund-question   returns 20 JPY
answer   shop   OK
moved    shop → buyer   20 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
balance  shop 80 JPY

# No fee where nothing is paid
decides  fee   shop   30 JPY   14.5
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   NO
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
nothing  moved

# A party's own limits hold beside the bank's; the lower one counts
policy   a payment at most   8,000 JPY
decides  limits   buyer   3,000 JPY   4,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   3,001 JPY
refused  above-limit
notice   bank → shop   forward-refused   code above-limit
notice   bank → buyer  forward-warning
forward  shop → bank   3,000 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   3,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   1,001 JPY
refused  above-limit
notice   bank → shop   forward-refused
notice   bank → buyer  forward-warning

# One person in two writings is one person
policy   two people book   yes
account  buyer   0 JPY
deposit  buyer   500 JPY   by Mori and ｍｏｒｉ
refused  two-people
deposit  buyer   500 JPY   by Mori and Abe
recorded deposit JPY 500

# A fee in another currency than the payment takes nothing; a fee of everything leaves the shop nothing, and no less
person   shop   Café Sol   sol@cafe.example
account  buyer   10,000 JPY
account  buyer   100.00 EUR
account  shop   0 JPY
account  shop   0 EUR
decides  fee   shop   0.30 EUR   1000
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant   does not say "Our fee"
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   0.01 EUR
notice   bank → buyer   question
answer   buyer   OK birch-2209-owl
moved    buyer → shop   0.01 EUR
moved    shop → bank:fees   0.01 EUR
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant   fee 0.01 EUR
balance  shop 4,741 JPY   shop 0 EUR
letter   shop → bank   REFUND [reference]
refused  funds-short
notice   bank → shop   refund-refused
nothing  moved
