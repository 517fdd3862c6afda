# A cheque pays to the last moment of its time
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   for 2 hours
notice   bank → buyer   road-taken
tick     2 hours
forward  shop → bank   5,000 JPY
advanced settled
moved    buyer → shop   5,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# A second later it pays nothing
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   for 2 hours
notice   bank → buyer   road-taken
tick     2 hours 1 second
forward  shop → bank   5,000 JPY
advanced waits-for-roads
notice   bank → buyer   road-missing
nothing  moved

# A cheque from a new address is void until its seven days are over, and good from then on
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
address  add   new@buyer.example   buyer
recorded address-added
notice   bank → takao@buyer.example   address-added
tick     6 days 23 hours 59 minutes 59 seconds
order    buyer → shop, bank   maple-7731-crow
notice   bank → takao@buyer.example   order-received
cheque   new@buyer.example → bank   A   5,000 JPY   to shop   maple-7731-crow   account of takao@buyer.example   signed by buyer
refused  cheque-void
notice   bank → new@buyer.example   cheque-void   why address-too-new   usable from Sat 28 Nov 10:32   says "or wait until"   does not say "seven days"
tick     1 second
cheque   new@buyer.example → bank   B   5,000 JPY   to shop   maple-7731-crow   account of takao@buyer.example   signed by buyer
advanced cheque-kept
notice   bank → takao@buyer.example   road-taken

# A cheque for an order that has ended is too late
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL [reference]
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
refused  cheque-void
notice   bank → buyer   cheque-void   why too-late   reference [reference]
nothing  moved

# A cheque to its own writer is void
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
cheque   buyer → bank   A   5,000 JPY   to buyer   maple-7731-crow
refused  cheque-void
notice   bank → buyer   cheque-void   why other-payee

# Two cheques of one number: each other address of the buyer hears that the wallet is closed, and whoever has asked for everything is still asked for it
person   buyer   Takao Sasaki   takao@buyer.example   home@buyer.example
policy   board   yes
decides  wallet   buyer
notice   bank → takao@buyer.example   wallet-page
notice   bank → home@buyer.example    wallet-offered
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → takao@buyer.example   wallet-enrolled
notice   bank → home@buyer.example    wallet-enrolled
decides  scheme   buyer   full
notice   bank → home@buyer.example   scheme-set
notice   bank → buyer   scheme-set
order    buyer → shop, bank, board   maple-7731-crow   up to 5,000 JPY
notice   bank → takao@buyer.example   order-received
entry    posted
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice   bank → takao@buyer.example   road-taken
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   other bytes   subject again
refused  cheque-void
staff    cheque-doubled
notice   bank → home@buyer.example    wallet-revoked
notice   bank → takao@buyer.example   cheque-void   why doubled
forward  shop → bank   4,741 JPY   post seen
advanced waits-for-roads
nothing  moved
order    buyer → shop, bank, board   birch-2209-owl   up to 5,000 JPY
notice   bank → takao@buyer.example   order-received   says "Still needed: your cheque."
entry    posted

# A cheque that comes late, while the question in its place waits for money, keeps no payment alive: it ends for want of money, and nothing is paid
account  buyer   3,000 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced waits-for-roads
tick     31 minutes
notice   bank → buyer   road-missing
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
payment  awaiting-funds
tick     1 day
cheque   buyer → bank   A   4,741 JPY   to shop   maple-7731-crow   for 4 days
advanced cheque-kept
notice   bank → buyer   road-taken
nothing  moved
tick     73 hours
payment  ended   no-funds
notice   bank → buyer   ended-buyer      reason no-funds   freed none
notice   bank → shop    ended-merchant   does not say "funds"
balance  buyer 3,000 JPY   shop 0 JPY

# One that comes when that time is over, before anybody has looked, ends it as its deadline would have
account  buyer   3,000 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced waits-for-roads
tick     31 minutes
notice   bank → buyer   road-missing
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
payment  awaiting-funds
outage   begins
tick     74 hours
cheque   buyer → bank   A   4,741 JPY   to shop   maple-7731-crow
outage   ends
notice   bank → buyer   cheque-void      why too-late
payment  ended   no-funds
notice   bank → buyer   ended-buyer      reason no-funds   freed none
notice   bank → shop    ended-merchant   does not say "funds"
nothing  moved
balance  buyer 3,000 JPY   shop 0 JPY
