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
withdraw fees   0 JPY
refused  not-positive
withdraw fees   1.00 EUR
refused  funds-short
withdraw fees   100 JPY
refused  funds-short
withdraw fees   90 JPY
recorded withdraw-own fees JPY 90
withdraw fees   10 JPY
refused  funds-short

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

# A party has one fee: that of another currency takes its place only where staff take it back first
account  shop   0 JPY
account  shop   0.00 EUR
decides  fee   shop   30 JPY   14.5
decides  fee   shop   0.30 EUR   10
refused  fee-other-currency
decides  fee   shop   20 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   1,000 JPY
moved    shop → bank:fees   20 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant   fee 20 JPY
decides  no fee   shop
decides  fee   shop   0.30 EUR   10

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
notice   bank → buyer   limits-set   says "JPY 3,000"   says "the lower one counts"
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

# A fee that is taken back is a fee no more; nobody unknown gets one, nor an account that is not there
decides  fee   nobody@tea.example   30 JPY
refused  address-unknown
decides  fee   shop   0.30 EUR
refused  no-account
decides  fee   shop   30 JPY   1000.01
refused  fee-unfit
decides  fee   shop   -30 JPY   14.5
refused  fee-unfit
decides  fee   shop   30 JPY   14.5
recorded fee-set
decides  no fee   shop
recorded fee-set
decides  limits   nobody@tea.example   3,000 JPY   4,000 JPY
refused  address-unknown
decides  statements   nobody@tea.example   monthly
refused  address-unknown
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant   fee none

# A party gets another name: each of its addresses hears of it, and orders under the new name find it
policy   two people book   yes
person   shop   Green Tea House   shop@tea.example   second@tea.example
account  shop   0 JPY
account  shop2   0 JPY
decides  name   shop   Green Tea Hall   by Mori
refused  two-people
decides  name   nobody@tea.example   Green Tea Hall
refused  address-unknown
-- no two parties of one name, however it is written
decides  name   shop   BAMBOO works
refused  name-taken
silence
decides  name   shop   Green Tea Hall
recorded renamed
notice   bank → shop@tea.example     renamed   before Green Tea House   name Green Tea Hall
notice   bank → second@tea.example   renamed   before Green Tea House   name Green Tea Hall
-- their own name in another writing is theirs
decides  name   shop   GREEN TEA HALL
recorded renamed
notice   bank → shop@tea.example     renamed   name GREEN TEA HALL
notice   bank → second@tea.example   renamed
order    buyer → bank   maple-7731-crow   pay to Green Tea House
refused  payee-unknown
notice   bank → buyer   order-refused   code payee-unknown   suggestions none
order    buyer → bank   maple-7731-crow   pay to Green Tea Hall
advanced order-received
notice   bank → buyer   order-received   shop GREEN TEA HALL

# Without a ceiling of the buyer's own the bank's ceiling holds, each in its currency
policy   an order without a ceiling at most   3,000 JPY
policy   an order without a ceiling at most   20.00 EUR
account  buyer   10,000 JPY
account  buyer   100.00 EUR
account  shop   0 JPY
account  shop   0 EUR
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   20.01 EUR
refused  above-ceiling
notice   bank → shop    forward-refused   code above-ceiling   says "above what an order without a line "Up to:" may cost here"   says "a line "Up to:" that covers it"   does not say "the buyer allowed"
notice   bank → buyer   forward-warning   code above-ceiling   total 20.01 EUR   ceiling none   says "order again with that line"   does not say "you allowed"
forward  shop → bank   3,001 JPY
refused  above-ceiling
notice   bank → shop    forward-refused   code above-ceiling
notice   bank → buyer   forward-warning   code above-ceiling
forward  shop → bank   3,000 JPY
advanced asked
notice   bank → buyer   question   total 3,000 JPY
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   20.00 EUR
advanced asked
notice   bank → buyer   question   total 20.00 EUR
-- who says more may be asked more
order    buyer → shop, bank   heron-4412-pine   up to 4,000 JPY
notice   bank → buyer   order-received
forward  shop → bank   3,001 JPY
advanced asked
notice   bank → buyer   question   total 3,001 JPY

# Whoever wishes their balance in receipts reads that of the payment's currency; nobody else reads any
person   buyer   Takao Sasaki   takao@buyer.example   balance in receipts
account  buyer   100.00 EUR
account  buyer   10,000 JPY
account  shop   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer      balance 5,259 JPY
notice   bank → shop    receipt-merchant   balance none
letter   shop → bank   REFUND [reference] 741 JPY
notice   bank → shop    refund-question
answer   shop   OK
moved    shop → buyer   741 JPY
notice   bank → buyer   refund-receipt   balance 6,000 JPY
notice   bank → shop    refund-receipt   balance none
