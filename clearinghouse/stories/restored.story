# After a restore what was open has ended, both sides read it, and no mail from before counts
order     buyer → shop, bank   maple-7731-crow
notice    bank → buyer   order-received
forward   shop → bank   4,741 JPY
notice    bank → buyer   question
held      buyer 4,741 JPY
outage    begins
answer    buyer   OK maple-7731-crow
tick      1 hour
decides   restored
payment   ended   restored
held      buyer 0 JPY
notice    bank → buyer   ended-buyer   says "from a copy"   says "it proves that it was paid"   does not say "Nothing was paid"
notice    bank → shop    ended-merchant   says "unless you have its receipt"   says "from a copy"   does not say "Nothing was paid"   does not say "Not completed"
outage    ends
set-aside before-restore
notice    bank → buyer   before-restore   says "send it again"   does not say "maple-7731-crow"
nothing   moved
-- What is ordered anew is as ever.
order     buyer → shop, bank   birch-2209-owl
notice    bank → buyer   order-received
forward   shop → bank   4,741 JPY
notice    bank → buyer   question
answer    buyer   OK birch-2209-owl
moved     buyer → shop   4,741 JPY
notice    bank → buyer   receipt-buyer
notice    bank → shop    receipt-merchant

# Even where staff have not ended it yet, nothing that was open before is paid
order     buyer → shop, bank   maple-7731-crow
notice    bank → buyer   order-received
forward   shop → bank   4,741 JPY
notice    bank → buyer   question
tick      1 hour
decides   restored   nothing ended
answer    buyer   OK maple-7731-crow
payment   ended   restored
nothing   moved
held      buyer 0 JPY
notice    bank → buyer   ended-buyer
notice    bank → shop    ended-merchant

# A card from before is not in use any more
decides   card   buyer   A
notice    bank → buyer   card-sent
letter    buyer → card   ACTIVATE [card A]
notice    bank → buyer   card-active
tick      1 hour
decides   restored   nothing ended
order     buyer → shop, bank   [number A 1]   up to 5,000 JPY   pay to Green Tea House
refused   card-inactive
notice    bank → buyer   order-refused   code card-inactive
notice    bank → shop    order-refused-merchant

# A cheque of a wallet from before is void
decides   wallet   buyer
notice    bank → buyer   wallet-page
letter    buyer → wallet   Wallet key: [key buyer]
notice    bank → buyer   wallet-enrolled
tick      1 hour
decides   restored   nothing ended
order     buyer → shop, bank   maple-7731-crow
notice    bank → buyer   order-received
cheque    buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
refused   cheque-void
notice    bank → buyer   cheque-void   why no-wallet

# A refund that was asked before is not made any more
order     buyer → shop, bank   maple-7731-crow
notice    bank → buyer   order-received
forward   shop → bank   4,741 JPY
notice    bank → buyer   question
answer    buyer   OK maple-7731-crow
moved     buyer → shop   4,741 JPY
notice    bank → buyer   receipt-buyer
notice    bank → shop    receipt-merchant
letter    shop → bank   REFUND [reference]
notice    bank → shop   refund-question
tick      1 hour
decides   restored   nothing ended
answer    shop   OK
refused   too-late
nothing   moved
held      shop 0 JPY
notice    bank → shop   refund-ended   says "from a copy"   does not say "was not given back"

# Staff end a payment that must not go on
order     buyer → shop, bank   maple-7731-crow
notice    bank → buyer   order-received
forward   shop → bank   4,741 JPY
notice    bank → buyer   question
decides   stop   the shop is closed
payment   ended   stopped
notice    bank → buyer   ended-buyer   freed 4,741 JPY   does not say "closed"
notice    bank → shop    ended-merchant
decides   stop   once more
recorded  nothing-open
silence
