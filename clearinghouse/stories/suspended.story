# An address from which no mail has come for a year is suspended: its domain may belong to somebody else by then
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance
tick      364 days
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance
tick      364 days
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance
tick      365 days
letter    shop → bank   BALANCE
set-aside address-idle
notice    bank → shop   address-idle   says "your address is suspended"   says "Call us"
staff     address-idle
order     buyer → shop, bank   maple-7731-crow   as order
set-aside address-idle
notice    bank → buyer   address-idle   does not say "maple-7731-crow"
staff     address-idle
-- Once a day is enough.
letter    buyer → bank   HELP
set-aside address-idle
silence
no        entry

# Staff know whose it is: it is taken again, all addresses hear of it, and the mail that was set aside is decided
person    buyer   Takao Sasaki   takao@buyer.example   takao@work.example
letter    buyer → bank   BALANCE
answered  balance
notice    bank → takao@buyer.example   balance
tick      366 days
order     buyer → shop, bank   maple-7731-crow   as order
set-aside address-idle
notice    bank → takao@buyer.example   address-idle
staff     address-idle
address   resume   takao@buyer.example
recorded  address-resumed
notice    bank → takao@buyer.example   address-resumed   address takao@buyer.example
notice    bank → takao@work.example    address-resumed   address takao@buyer.example
requeue   order
recorded  requeued
advanced  order-received
notice    bank → takao@buyer.example   order-received
address   resume   takao@buyer.example
recorded  not-suspended
silence
address   resume   nobody@elsewhere.example
refused   address-unknown

# Whoever writes now and then is not suspended
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance
tick      6 days
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance
tick      364 days
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance

# What can't be read has no effect either, and whoever wrote it reads why
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance
tick      365 days
letter    buyer → bank   BALANCE   unreadable cut-off
set-aside address-idle
notice    bank → buyer   address-idle
staff     address-idle

# A suspended address gets no copies, and no notice that has a choice: another address of the party does
person    buyer   Takao Sasaki   takao@buyer.example   takao@work.example
letter    takao@work.example → bank   BALANCE
answered  balance
notice    bank → takao@work.example   balance
tick      364 days
letter    takao@work.example → bank   BALANCE
answered  balance
notice    bank → takao@work.example   balance
letter    shop → bank   BALANCE
answered  balance
notice    bank → shop   balance
tick      2 days
order     takao@work.example → shop, bank   maple-7731-crow
notice    bank → takao@work.example   order-received
forward   shop → bank   4,741 JPY
notice    bank → takao@work.example   question
answer    takao@work.example   OK maple-7731-crow
moved     buyer → shop   4,741 JPY
notice    bank → takao@work.example   receipt-buyer
notice    bank → shop   receipt-merchant

# By the bank's page nobody orders in the name of an address that is suspended
decides   card   buyer   A
notice    bank → buyer   card-sent
letter    buyer → card   ACTIVATE [card A]
notice    bank → buyer   card-active
tick      365 days
order     page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House
set-aside address-idle
silence
address   resume   buyer@buyer.example
refused   address-unknown

# What machines write keeps no address alive
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance
tick      360 days
letter    buyer → bank   BALANCE   automatic
recorded  automatic
letter    buyer → bank   BALANCE   unsigned
set-aside not-authenticated
letter    buyer → bank   BALANCE   weak
answered  balance
notice    bank → buyer   balance
tick      5 days
letter    buyer → bank   BALANCE
set-aside address-idle
notice    bank → buyer   address-idle
staff     address-idle

# A party that staff suspend: what is open ends, both sides read it, and its mails have no effect until they say otherwise
order     buyer → shop, bank   maple-7731-crow
notice    bank → buyer   order-received
forward   shop → bank   4,741 JPY
notice    bank → buyer   question
held      buyer 4,741 JPY
decides   suspend   buyer   mailbox taken over   by Mori and Abe
recorded  suspended
payment   ended   stopped
held      buyer 0 JPY
notice    bank → buyer   ended-buyer
notice    bank → shop    ended-merchant
notice    bank → buyer   party-suspended   does not say "taken over"
answer    buyer   OK maple-7731-crow
set-aside suspended
nothing   moved
order     buyer → shop, bank   birch-2209-owl   as order
set-aside suspended
silence
decides   suspend   buyer   once more
recorded  suspended-already
silence
decides   resume   buyer
recorded  resumed
notice    bank → buyer   party-resumed
requeue   order
recorded  requeued
advanced  order-received
notice    bank → buyer   order-received
decides   resume   buyer
recorded  not-suspended
silence

# A printed number in a mail of a party that is suspended lies in a mailbox all the same: it is dead, and staff who have the mail decided later get no payment by it
decides   card   buyer   A
notice    bank → buyer   card-sent
letter    buyer → card   ACTIVATE [card A]
notice    bank → buyer   card-active
decides   suspend   buyer   mailbox taken over
notice    bank → buyer   party-suspended
order     buyer → shop, bank   [number A 1]   up to 5,000 JPY   resent
set-aside suspended
order     buyer → shop, bank   [number A 2]   up to 5,000 JPY   as order
set-aside suspended
letter    buyer → bank   my next one is [number A 3], please keep it
set-aside suspended
silence
decides   resume   buyer
notice    bank → buyer   party-resumed
requeue   order
recorded  requeued
refused   number-used
notice    bank → buyer   order-refused   code number-used
notice    bank → shop    order-refused-merchant
order     buyer → shop, bank   [number A 3]   up to 5,000 JPY
refused   number-used
notice    bank → buyer   order-refused   code number-used
notice    bank → shop    order-refused-merchant
staff     number-again
order     buyer → shop, bank   [number A 1]   up to 5,000 JPY
advanced  order-received
notice    bank → buyer   order-received

# A shop that is suspended is not paid: not what was asked already, and not what it asks for next
order     buyer → shop, bank   maple-7731-crow
notice    bank → buyer   order-received
forward   shop → bank   4,741 JPY
notice    bank → buyer   question
decides   suspend   shop   complaints
recorded  suspended
payment   ended   stopped
notice    bank → buyer   ended-buyer
notice    bank → shop    ended-merchant
notice    bank → shop    party-suspended
answer    buyer   OK maple-7731-crow
nothing   moved
notice    bank → buyer   answer-late
-- an order to it is not taken, and its buyer hears so at once
order     buyer → shop, bank   birch-2209-owl
refused   shop-suspended
notice    bank → buyer   order-refused   says "can not be paid here at present"   does not say "Write the order again"
forward   shop → bank   4,741 JPY
set-aside suspended
nothing   moved
-- one that names another shop as well waits for that one; resumed, the shop takes orders as before, by the same password too
account   shop2   0 JPY
order     buyer → shop, shop2, bank   cedar-4415-fox
notice    bank → buyer   order-received
decides   resume   shop
recorded  resumed
notice    bank → shop    party-resumed
order     buyer → shop, bank   birch-2209-owl   subject once more
advanced  order-received
notice    bank → buyer   order-received

# What waits for the forward of a shop ends when the shop is suspended; what another shop may claim as well stays
account   shop2   0 JPY
order     buyer → shop, bank   maple-7731-crow
notice    bank → buyer   order-received
order     buyer → shop, shop2, bank   cedar-4415-fox   as both
notice    bank → buyer   order-received
decides   suspend   shop   complaints
recorded  suspended
notice    bank → buyer   ended-buyer   reason stopped
notice    bank → shop    ended-merchant
notice    bank → shop    party-suspended
payment   1   ended   stopped
payment   2   awaiting-forward
forward   shop2 → bank   4,741 JPY   of both
advanced  asked
notice    bank → buyer   question
entry     accepted

# What a shop gives back goes to a suspended buyer's account as ever, and can be used when they are resumed
order     buyer → shop, bank   maple-7731-crow
notice    bank → buyer   order-received
forward   shop → bank   4,741 JPY
notice    bank → buyer   question
answer    buyer   OK maple-7731-crow
moved     buyer → shop   4,741 JPY
notice    bank → buyer   receipt-buyer
notice    bank → shop    receipt-merchant
decides   suspend   buyer   mailbox taken over
recorded  suspended
notice    bank → buyer   party-suspended
letter    shop → bank   REFUND [reference]
notice    bank → shop   refund-question   returns 4,741 JPY
answer    shop   OK
moved     shop → buyer   4,741 JPY
notice    bank → buyer   refund-receipt   returned 4,741 JPY
notice    bank → shop    refund-receipt
balance   buyer 10,000 JPY   shop 0 JPY

# Who wrote while they were suspended need not have their address resumed as well
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance
decides   suspend   buyer   moved away
recorded  suspended
notice    bank → buyer   party-suspended
tick      400 days
letter    buyer → bank   BALANCE
set-aside suspended
decides   resume   buyer
recorded  resumed
notice    bank → buyer   party-resumed
letter    buyer → bank   HELP
answered  help
notice    bank → buyer   help

# Two people suspend and resume, where the bank asks for two
policy    two people book   yes
letter    buyer → bank   BALANCE
answered  balance
notice    bank → buyer   balance
decides   suspend   buyer   a reason   by Mori
refused   two-people
decides   suspend   buyer   a reason   by Mori and Abe
recorded  suspended
notice    bank → buyer   party-suspended
decides   resume   buyer   by Mori
refused   two-people
