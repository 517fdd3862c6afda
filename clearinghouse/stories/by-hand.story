# Lines that do not add up: the example is the shop's own, with the right sum
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Invoice: GT-1042
  | 2 x Sencha 100g @ 1,080
  | 1 x Bamboo whisk @ 1,650
  | Shipping 500
  | Total: 4,741 JPY
  | [forwarded order]
refused  sum-differs
notice   bank → shop   forward-refused   code sum-differs   says "JPY 431"   says "If your lines are right, the total is JPY 4,310."   lines Total: 4,310 JPY   lines 2 x Sencha 100g @ 1,080
letter   shop → bank   subject Fwd: Order
  | Invoice: GT-1042
  | 2 x Sencha 100g @ 1,080
  | 1 x Bamboo whisk @ 1,650
  | Shipping 500
  | Total: 4,310 JPY
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 4,310 JPY

# No total: the sum of the shop's own lines
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Hello bank!
  | 2 x Sencha 100g @ 1,080
  | Shipping 500
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total   lines Total: 2,660 JPY
letter   shop → bank   subject Fwd: Order
  | Please pay me.
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total   says "An example to copy"

# Two totals: with lines their sum, without lines both, to choose from
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | 2 x Sencha 100g @ 1,080
  | Total: 2,160
  | Total: 2,400 JPY
  | [forwarded order]
refused  two-totals
notice   bank → shop   forward-refused   code two-totals   lines Total: 2,160 JPY
letter   shop → bank   subject Fwd: Order
  | Total: 4,741 JPY
  | Total: 4,700 JPY
  | [forwarded order]
refused  two-totals
notice   bank → shop   forward-refused   code two-totals   says "Choose the one that is right"   lines Total: 4,741 JPY   lines Total: 4,700 JPY

# An amount that can be read in two ways is written in one
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Invoice: GT-1042
  | Total: 1.080 JPY
  | [forwarded order]
refused  amount-ambiguous
notice   bank → shop   forward-refused   code amount-ambiguous   lines Invoice: GT-1042   lines Total: 1,080 JPY

# Amounts that can't be read: decimals that a yen has not, a line without a number of pieces, other numerals
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   1080.00 JPY
refused  amount-unreadable
notice   bank → shop   forward-refused   code amount-unreadable   lines Total: 1080 JPY
letter   shop → bank   subject Fwd: Order
  | Sencha 2,160
  | Shipping 500
  | Total: 2,660 JPY
  | [forwarded order]
refused  amount-unreadable
notice   bank → shop   forward-refused   code amount-unreadable   lines 1 x Sencha = 2,160   lines Total: 2,660 JPY
forward  shop → bank   四千円
refused  amount-unreadable
notice   bank → shop   forward-refused   code amount-unreadable   says "the digits 0 to 9"   says "An example to copy"

# Several currencies, and another than that of the account
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | 2 x Sencha 100g @ 8.00 EUR
  | Total: 2,160 JPY
  | [forwarded order]
refused  mixed-currencies
notice   bank → shop   forward-refused   code mixed-currencies   says "We found EUR and JPY."   does not say "An example to copy"
forward  shop → bank   47.41 EUR
refused  currency-differs
notice   bank → shop    forward-refused   code currency-differs   says "Your account with us is in JPY, your total in EUR."
notice   bank → buyer   forward-warning   code currency-differs

# The password in the shop's own lines: the same lines without it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Invoice: maple 7731 crow
  | 2 x Sencha 100g @ 1,080
  | Total: 2,160 JPY
  | [forwarded order]
refused  secret-in-invoice
notice   bank → shop    forward-refused   code secret-in-invoice   lines 2 x Sencha 100g @ 1,080   lines Total: 2,160 JPY
notice   bank → buyer   forward-warning   code secret-in-invoice

# Where nothing of the shop's own would be taken, the common example stands there, and no half of a line
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | 2 x maple 7731 crow @ 1,080
  | Total: 2,160 JPY
  | [forwarded order]
refused  secret-in-invoice
notice   bank → shop    forward-refused   code secret-in-invoice   examples none   says "An example to copy"
notice   bank → buyer   forward-warning   code secret-in-invoice

# A number that begins like an answer: the same lines without it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Invoice: OK then
  | Total: 100 JPY
  | [forwarded order]
refused  consent-in-invoice
notice   bank → shop    forward-refused   code consent-in-invoice   lines Total: 100 JPY
notice   bank → buyer   forward-warning   code consent-in-invoice

# Lines below the forwarded order: found, and shown to be written above it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | [forwarded order]
  |
  | 2 x Sencha 100g @ 1,080
  | Total: 2,160 JPY
refused  no-total
notice   bank → shop   forward-refused   code no-total   says "We found a total within or below the forwarded order"   lines 2 x Sencha 100g @ 1,080   lines Total: 2,160 JPY

# A total in the buyer's own text is not found for the shop
letter   buyer → shop, bank
  | 2 Sencha 100g
  | Total: 1 JPY
  | Password: maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total   does not say "Total: 1 JPY"   does not say "We found a total"

# Above the ceiling: there is no line to correct, and the ceiling is not told
order    buyer → shop, bank   maple-7731-crow   up to 4,000 JPY
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
refused  above-ceiling
notice   bank → shop    forward-refused   code above-ceiling   says "ask the customer"   does not say "4,000"   does not say "An example to copy"
notice   bank → buyer   forward-warning   code above-ceiling

# The order was changed: the line that is missing
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   changing "2 Sencha 100g" to "3 Sencha 100g"
refused  order-changed
notice   bank → shop    forward-refused   code order-changed   says "2 Sencha 100g"   says "3 Sencha 100g"
notice   bank → buyer   forward-warning   code order-changed

# The order was forgotten, or is a picture: the lines are read, and what is to be forwarded is told
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Order from Takao
  | 2 x Sencha 100g @ 1,080
  | Total: 2,160 JPY
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing   says "choose Forward"   lines 2 x Sencha 100g @ 1,080   lines Total: 2,160 JPY
letter   shop → bank   subject Fwd: Order   attached a picture
  | Total: 2,160 JPY
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing   says "A picture of it can not be read."
letter   shop → bank   subject Invoice   attached UBL GT-1042 2,160 JPY
  | See attached.
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing

# Corrected lines as an answer to the refusal, without the order: told again, not passed over
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Please pay me.
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total
letter   shop → bank   subject Re: Not taken   replying to notice forward-refused
  | Total: 2,160 JPY
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing   says "choose Forward"
letter   shop → buyer, bank   subject Re: Order   replying to the order
  | Total: 2,160 JPY, is that all right?
nothing-new mail in a running order
silence

# The order pasted without any mark of a forward, with a colleague in Cc: it is no order of the shop's own
person   shop   Green Tea House   shop@tea.example   ben@tea.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank, ben@tea.example   subject Order of Takao
  | [order]
  | Total: 4,741 JPY
refused  no-total
notice   bank → shop   forward-refused   code no-total
letter   shop → bank, ben@tea.example   subject Order of Takao
  | Total: 4,741 JPY
  | [order]
advanced asked
notice   bank → buyer   question

# In Japanese
person   shop   緑茶の家   shop@tea.example   Japanese
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject 転送: 注文
  | 2 x 煎茶 100g @ 1,080
  | 送料 500
  | 合計：2,600円
  | [forwarded order]
refused  sum-differs
notice   bank → shop   forward-refused   code sum-differs   in Japanese   lines 合計：2,660 JPY   lines 2 x 煎茶 100g @ 1,080   says "差額"

# Lines without the order, under a greeting: what is to be copied holds the lines alone
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Order from Takao
  | Dear bank,
  | 2 x Sencha 100g @ 1,080
  | Total: 2,160 JPY
  | Kind regards
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing   examples 1   lines 2   lines Total: 2,160 JPY

# A line that is too long to be copied: only the total is shown
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | 2 x Sencha of the first harvest from the southern hills of Uji @ 1,080
  | Shipping 100
  | Total: 2,400 JPY
  | [forwarded order]
refused  sum-differs
notice   bank → shop   forward-refused   code sum-differs   whole no   lines 1   lines Total: 2,260 JPY

# A long invoice: of one and twenty lines only the total is shown, twenty stand there whole
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | 1 x Tea 01 @ 10
  | 1 x Tea 02 @ 10
  | 1 x Tea 03 @ 10
  | 1 x Tea 04 @ 10
  | 1 x Tea 05 @ 10
  | 1 x Tea 06 @ 10
  | 1 x Tea 07 @ 10
  | 1 x Tea 08 @ 10
  | 1 x Tea 09 @ 10
  | 1 x Tea 10 @ 10
  | 1 x Tea 11 @ 10
  | 1 x Tea 12 @ 10
  | 1 x Tea 13 @ 10
  | 1 x Tea 14 @ 10
  | 1 x Tea 15 @ 10
  | 1 x Tea 16 @ 10
  | 1 x Tea 17 @ 10
  | 1 x Tea 18 @ 10
  | 1 x Tea 19 @ 10
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total   whole yes   lines 20   lines Total: 190 JPY
letter   shop → bank   subject Fwd: Order
  | 1 x Tea 01 @ 10
  | 1 x Tea 02 @ 10
  | 1 x Tea 03 @ 10
  | 1 x Tea 04 @ 10
  | 1 x Tea 05 @ 10
  | 1 x Tea 06 @ 10
  | 1 x Tea 07 @ 10
  | 1 x Tea 08 @ 10
  | 1 x Tea 09 @ 10
  | 1 x Tea 10 @ 10
  | 1 x Tea 11 @ 10
  | 1 x Tea 12 @ 10
  | 1 x Tea 13 @ 10
  | 1 x Tea 14 @ 10
  | 1 x Tea 15 @ 10
  | 1 x Tea 16 @ 10
  | 1 x Tea 17 @ 10
  | 1 x Tea 18 @ 10
  | 1 x Tea 19 @ 10
  | 1 x Tea 20 @ 10
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total   whole no   lines 1   lines Total: 200 JPY

# The password for the number of the invoice: the same lines without it, and without its label
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | 2 x Sencha 100g @ 1,080
  | Invoice: maple-7731-crow
  | Total: 2,160 JPY
  | [forwarded order]
refused  secret-in-invoice
notice   bank → shop   forward-refused   code secret-in-invoice   examples 1   lines 2   lines 2 x Sencha 100g @ 1,080   lines Total: 2,160 JPY
notice   bank → buyer  forward-warning   code secret-in-invoice

# Lines in and below the forwarded order that are the buyer's, or are no invoice's, are not shown to be copied
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | [forwarded order]
  |
  | > With best thanks
  | >   2 x Sencha 100g @ 1,080
  | > Total: 2,160 JPY
refused  no-total
notice   bank → shop   forward-refused   code no-total   misplaced 2   misplaced 2 x Sencha 100g @ 1,080   misplaced Total: 2,160 JPY

# The shop's own lines and the attached invoice differ: with lines of its own, or another currency, nothing is proposed
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY
  | 2 x Sencha 100g @ 1,080
  | Total: 2,160 JPY
  | [forwarded order]
refused  invoice-differs
notice   bank → shop   forward-refused   code invoice-differs   examples none
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 47.00 EUR
  | Total: 2,160 JPY
  | [forwarded order]
refused  invoice-differs
notice   bank → shop   forward-refused   code invoice-differs   examples none
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY
  | Total: 2,160 JPY
  | [forwarded order]
refused  invoice-differs
notice   bank → shop   forward-refused   code invoice-differs   examples 1   lines Total: 4,741 JPY

# A total in the buyer's own text, set in and quoted, is not found for the shop
letter   buyer → shop, bank
  | 2 Sencha 100g
  |    Total: 1 JPY
  | Password: maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Please pay us.
  |
  | [quoted order]
refused  no-total
notice   bank → shop   forward-refused   code no-total   misplaced none   examples none

# An amount that can't be read, and no sum of the lines: nothing is proposed that would drop it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Shipping 1.2.3
  | Total: 2,660 JPY
  | [forwarded order]
refused  amount-unreadable
notice   bank → shop   forward-refused   code amount-unreadable   examples none

# A number in brackets behind "Total" is no part of the amount
person   shop   Café Sol   sol@cafe.example
person   buyer  Ana   ana@correo.example
account  buyer  5,000.00 EUR
account  shop   0 EUR
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Total (3): 450.00 EUR
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 450.00 EUR
held     buyer 450.00 EUR

# A total in columns: its number of pieces is no part of the amount
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Total       3     810 JPY
  | [forwarded order]
refused  amount-unreadable
notice   bank → shop   forward-refused   code amount-unreadable   lines Total 3 810 JPY
letter   shop → bank   subject Fwd: Order   as next
  | Total     3 810 JPY
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 3,810 JPY
held     buyer 3,810 JPY

# Cents above the line: nobody is asked for a hundred times as much
person   shop   Café Sol   sol@cafe.example
person   buyer  Ana   ana@correo.example
account  buyer  5,000.00 EUR
account  shop   0 EUR
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Total: 12⁹⁹ EUR
  | [forwarded order]
refused  amount-unreadable
notice   bank → shop   forward-refused   code amount-unreadable   says "12⁹⁹ EUR"
nothing  moved
order    buyer → shop, bank   river-1234-stone   up to 12⁹⁹ EUR   as next
refused  ceiling-unreadable
notice   bank → buyer   order-refused

# Discounts beyond any sum: the refusal goes out all the same
person   shop   Café Sol   sol@cafe.example
person   buyer  Ana   ana@correo.example
account  buyer  5,000.00 EUR
account  shop   0 EUR
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Discount: 999,999,999,999
  | Total: 1.00 EUR
  | [forwarded order]
refused  sum-differs
notice   bank → shop   forward-refused   code sum-differs   says "Your lines add up to"   does not say "Difference"
nothing  moved
