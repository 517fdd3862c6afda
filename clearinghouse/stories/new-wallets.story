# A thief in the mailbox answers the wallet page before its owner: his cheque lifts no limit

person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
policy   a payment at most   3,000 JPY
decides  wallet   buyer
notice   bank → takao@buyer.example   wallet-page
notice   bank → takao@work.example    wallet-offered
letter   buyer → wallet   Wallet key: [key stranger]
advanced wallet-enrolled
notice   bank → takao@buyer.example   wallet-enrolled   full from Sat 28 Nov 10:32
notice   bank → takao@work.example    wallet-enrolled   says "so that you can call us first"
order    buyer → shop, bank   maple-7731-crow   up to 9,900 JPY   as first
notice   bank → takao@buyer.example   order-received
cheque   buyer → bank   A   9,900 JPY   to shop   maple-7731-crow   signed by stranger
notice   bank → takao@buyer.example   road-taken
forward  shop → bank   9,900 JPY   of first
refused  above-limit
notice   bank → shop   forward-refused
notice   bank → takao@buyer.example   forward-warning
-- as much as the mailbox alone can pay
forward  shop → bank   3,000 JPY   of first
advanced settled
moved    buyer → shop   3,000 JPY
notice   bank → takao@buyer.example   receipt-buyer
notice   bank → takao@work.example    receipt-buyer
notice   bank → shop   receipt-merchant

# After the seven days of a new address a cheque lifts the limits

policy   a payment at most   3,000 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
tick     6 days 23 hours 59 minutes 59 seconds
order    buyer → shop, bank   maple-7731-crow   up to 9,900 JPY   as first
notice   bank → buyer   order-received
cheque   buyer → bank   A   9,900 JPY   to shop   maple-7731-crow
notice   bank → buyer   road-taken
forward  shop → bank   9,900 JPY   of first
refused  above-limit
notice   bank → shop   forward-refused
notice   bank → buyer   forward-warning
tick     1 second
forward  shop → bank   9,900 JPY   of first   subject once more
advanced settled
moved    buyer → shop   9,900 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop   receipt-merchant

# Where a rule of the bank asks for a cheque, that of a wallet of yesterday is not enough

policy   step   wallet above 4,000 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key stranger]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow   up to 9,900 JPY
notice   bank → buyer   order-received
cheque   buyer → bank   A   9,900 JPY   to shop   maple-7731-crow   signed by stranger
notice   bank → buyer   road-taken
forward  shop → bank   4,741 JPY
refused  wallet-too-new
notice   bank → shop   forward-refused   says "in some days"
notice   bank → buyer   forward-warning   code wallet-too-new
nothing  moved

# A key that replaces another while a payment waits for its cheque: the new one is too new for it

policy   step   wallet above 4,000 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
tick     7 days
order    buyer → shop, bank   maple-7731-crow   up to 9,900 JPY
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced waits-for-roads
notice   bank → buyer   road-missing
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key new]
notice   bank → buyer   wallet-enrolled   replaced yes
cheque   buyer → bank   A   9,900 JPY   to shop   maple-7731-crow   signed by new
refused  cheque-void
notice   bank → buyer   cheque-void   why wallet-too-new
nothing  moved

# An address that was just added enrols no wallet

person   buyer   Takao Sasaki   takao@buyer.example
decides  wallet   buyer
notice   bank → buyer   wallet-page
address  add   takao@new.example   buyer
notice   bank → buyer   address-added
letter   takao@new.example → wallet   Wallet key: [key stranger]
refused  address-too-new
notice   bank → takao@new.example   enrolment-refused   code address-too-new
letter   buyer → wallet   Wallet key: [key buyer]
advanced wallet-enrolled
notice   bank → buyer   wallet-enrolled
notice   bank → takao@new.example   wallet-enrolled

# A key that has ended is not enrolled again: neither one that staff have revoked nor one that another has replaced

decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
decides  no wallet   buyer
notice   bank → buyer   wallet-revoked
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]   subject the old one
refused  wallet-key-ended
notice   bank → buyer   enrolment-refused   code wallet-key-ended   says "Make a new wallet on the page"
letter   buyer → wallet   Wallet key: [key second]   subject a new one
advanced wallet-enrolled
notice   bank → buyer   wallet-enrolled   replaced no
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key third]
advanced wallet-enrolled
notice   bank → buyer   wallet-enrolled   replaced yes
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key second]   subject the second once more
refused  wallet-key-ended
notice   bank → buyer   enrolment-refused
letter   buyer → wallet   Wallet key: [key buyer]   subject the first once more
refused  wallet-key-ended
notice   bank → buyer   enrolment-refused
letter   buyer → wallet   Wallet key: [key third]   subject the present one
nothing-new same key

# A key that has signed two cheques of one number is not enrolled again

decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice   bank → buyer   road-taken
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   other bytes   subject and again
refused  cheque-void
staff    cheque-doubled
notice   bank → buyer   cheque-void
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]   subject the old one
refused  wallet-key-ended
notice   bank → buyer   enrolment-refused
