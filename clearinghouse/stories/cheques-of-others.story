# Another buyer has the same password by chance: a cheque is its own writer's, and touches nobody else's order
account  buyer   10,000 JPY
account  buyer2  10,000 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer2 → shop, bank   maple-7731-crow   up to 5,000 JPY   as theirs
notice   bank → buyer2   order-received
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced cheque-waits
notice   bank → buyer   road-taken   says "your order, which has not reached us yet"
forward  shop → bank   4,741 JPY   of theirs
advanced asked
notice   bank → buyer2   question   total 4,741 JPY
held     buyer2 4,741 JPY   buyer 0 JPY
answer   buyer2   OK maple-7731-crow
advanced settled
moved    buyer2 → shop   4,741 JPY
notice   bank → buyer2   receipt-buyer
notice   bank → shop     receipt-merchant
-- and what another buyer has paid does not make this one's cheque void
cheque   buyer → bank   B   3,000 JPY   to shop   maple-7731-crow   subject another cheque
advanced cheque-kept
notice   bank → buyer   road-taken
balance  buyer 10,000 JPY

# A cheque in a currency of which its writer has no account is void at once, before its order and after
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
cheque   buyer → bank   A   50.00 EUR   to shop   maple-7731-crow
refused  cheque-void
notice   bank → buyer   cheque-void   why currency   most 50.00 EUR
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
cheque   buyer → bank   B   50.00 EUR   to shop   maple-7731-crow   subject B
refused  cheque-void
notice   bank → buyer   cheque-void   why currency   reference [reference]
forward  shop → bank   4,741 JPY
advanced waits-for-roads
nothing  moved

# With two accounts each cheque pays from its own
account  buyer   10,000 JPY
account  buyer   80.00 EUR
account  shop    0 JPY
account  shop    0.00 EUR
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
cheque   buyer → bank   A   50.00 EUR   to shop   maple-7731-crow
advanced cheque-kept
notice   bank → buyer   road-taken
-- a smaller number in another currency is not covered
forward  shop → bank   40 JPY
refused  above-cheque
notice   bank → shop    forward-refused
notice   bank → buyer   forward-warning
forward  shop → bank   50.01 EUR
refused  above-cheque
notice   bank → shop    forward-refused
notice   bank → buyer   forward-warning
forward  shop → bank   50.00 EUR
advanced settled
moved    buyer → shop   50.00 EUR
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
balance  buyer 30.00 EUR   buyer 10,000 JPY   shop 50.00 EUR   shop 0 JPY

# An order to two shops, and the wrong one claims first: the cheque says whom the buyer means

account  shop2   0 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, shop2, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop2 → bank   100 JPY
advanced waits-for-roads
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced cheque-kept
notice   bank → shop2   forward-refused   code order-unknown
notice   bank → buyer   forward-warning
notice   bank → buyer   road-taken
forward  shop → bank   4,741 JPY
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# The same, and the wrong shop's question was asked already in the cheque's place: what was set aside is free, and no OK to it pays

account  shop2   0 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, shop2, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop2 → bank   100 JPY
advanced waits-for-roads
tick     31 minutes
notice   bank → buyer   road-missing
notice   bank → buyer   question   total 100 JPY
entry    accepted
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced cheque-kept
notice   bank → shop2   forward-refused   code order-unknown
notice   bank → buyer   forward-warning
notice   bank → buyer   road-taken
held     buyer 0 JPY
answer   buyer   OK maple-7731-crow
refused  old-question
nothing  moved
forward  shop → bank   4,741 JPY
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# The same, and the wrong shop's claim waits for money: it waits no more

account  buyer   5,000 JPY
account  shop2   0 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, shop2, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop2 → bank   9,000 JPY
advanced waits-for-roads
tick     31 minutes
notice   bank → buyer   road-missing
notice   bank → buyer   funds-short-buyer
notice   bank → shop2   funds-short-merchant
payment  awaiting-funds
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced cheque-kept
notice   bank → shop2   forward-refused
notice   bank → buyer   forward-warning
notice   bank → buyer   road-taken
deposit  buyer   9,000 JPY
nothing  moved
silence
forward  shop → bank   4,741 JPY
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
