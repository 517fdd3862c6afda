# Where the bank asks for two people, one alone changes nothing of how somebody pays, nor the same one in two writings
policy   two people book   yes
decides  wallet   buyer   by Mori
refused  two-people
silence
decides  wallet   buyer   by Mori and MORI
refused  two-people
silence
decides  wallet   buyer   by Mori and Abe
recorded wallet-page-sent
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
decides  scheme   buyer   two-mail   by Mori
refused  two-people
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received   says "Still needed: your cheque."
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice   bank → buyer   road-taken
decides  cheque   buyer   A   a look   by Mori
refused  two-people
silence
decides  no wallet   buyer   by Mori
refused  two-people
silence
-- the cheque is as good as before
forward  shop → bank   4,741 JPY
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
-- its numbers were kept before; whoever makes all decisions again has none of them
decides  card   buyer   C   by Mori
refused  two-people
silence
decides  card   buyer   B
recorded card-issued
notice   bank → buyer   card-sent   replaces no
letter   buyer → card   ACTIVATE [card B]
notice   bank → buyer   card-active
decides  no card   buyer   lost   by Mori
refused  two-people
silence
order    buyer → shop, bank   [number B 1]   up to 5,000 JPY
advanced order-received
notice   bank → buyer   order-received

# Nobody who is not registered gets a wallet or a scheme, or loses one, or a card
decides  wallet   stranger
refused  address-unknown
decides  scheme   stranger   wallet
refused  address-unknown
decides  no wallet   stranger
refused  address-unknown
decides  cheque   stranger   A   a look
refused  address-unknown
decides  no card   stranger   lost
refused  address-unknown
silence

# What is not there is said: no wallet, no card, no such cheque, no reason
decides  no wallet   buyer
refused  wallet-missing
decides  no card   buyer   lost
refused  card-missing
decides  cheque   buyer   A   a look
refused  cheque-unknown
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice   bank → buyer   road-taken
decides  cheque   buyer   A
refused  reason-missing
silence
decides  cheque   buyer   B   a look
refused  cheque-unknown
silence
decides  cheque   buyer   A   a look
recorded cheque-opened
notice   bank → buyer   cheque-void   why opened   most 5,000 JPY   reference [reference]
-- once more: it is over, and nobody is told again
decides  cheque   buyer   A   a second look
recorded cheque-was-over
silence
forward  shop → bank   4,741 JPY
advanced waits-for-roads
nothing  moved

# A cheque that was spent is over: a look at it changes nothing
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice   bank → buyer   road-taken
forward  shop → bank   4,741 JPY
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
decides  cheque   buyer   A   a look
recorded cheque-was-over
silence
payment  settled
balance  buyer 5,259 JPY   shop 4,741 JPY
