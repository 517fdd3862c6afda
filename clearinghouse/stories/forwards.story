# The same invoice forwarded twice is nothing new
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
forward  shop → bank   4,741 JPY   invoice GT-1042
nothing-new same claim
silence
held     buyer 4,741 JPY

# The same total with other lines is another invoice: the buyer is asked anew, and what was asked is what is paid
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
| 2 x Sencha 100g @ 1,080
| 1 x bamboo whisk 2,581
| Total: 4,741 JPY
|
| [forwarded order]
advanced asked
notice   bank → buyer   question   in your order: 2 x Sencha 100g
entry    accepted
letter   shop → bank   subject Fwd: Order
| 1 x Sencha 100g @ 1,080
| 1 x bamboo whisk 3,661
| Total: 4,741 JPY
|
| [forwarded order]
advanced asked-anew
notice   bank → buyer   question   not in your order: 1 x Sencha 100g   says "The total is the same; the shop may have changed"
held     buyer 4,741 JPY
-- a copy of the second is nothing new; what answers the first pays nothing
letter   shop → bank   subject Fwd: Order
| 1 x Sencha 100g @ 1,080
| 1 x bamboo whisk 3,661
| Total: 4,741 JPY
|
| [forwarded order]
nothing-new same claim
answer   buyer   OK maple-7731-crow   to question 1
refused  old-question
notice   bank → buyer   question   says "changed its invoice, not the total"
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer    not in your order: 1 x Sencha 100g
notice   bank → shop    receipt-merchant
entry    settled
-- after the payment other lines change nothing, and the shop is told
letter   shop → bank   subject Fwd: Order
| 2 x Sencha 100g @ 1,080
| 1 x bamboo whisk 2,581
| Total: 4,741 JPY
|
| [forwarded order]
refused  already-paid
notice   bank → shop   forward-refused   code already-paid

# Lines that are shuffled within one total end with the third change, so that nobody can wear a buyer out with questions
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
| 1 x Tea = 1,000
| Total: 1,000 JPY
|
| [forwarded order]
notice   bank → buyer   question
entry    accepted
letter   shop → bank   subject Fwd: Order
| 1 x Cake = 1,000
| Total: 1,000 JPY
|
| [forwarded order]
notice   bank → buyer   question
letter   shop → bank   subject Fwd: Order
| 1 x Tea = 1,000
| Total: 1,000 JPY
|
| [forwarded order]
notice   bank → buyer   question
letter   shop → bank   subject Fwd: Order
| 1 x Cake = 1,000
| Total: 1,000 JPY
|
| [forwarded order]
notice   bank → buyer   question
letter   shop → bank   subject Fwd: Order
| 1 x Tea = 1,000
| Total: 1,000 JPY
|
| [forwarded order]
refused  too-many-changes
notice   bank → shop   forward-refused
held     buyer 1,000 JPY

# Another total before the answer replaces the question, three times at most
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   total 4,741 JPY   replaces none   until Tue 24 Nov 10:32
entry    accepted
tick     1 hour
forward  shop → bank   4,241 JPY
advanced asked-anew
no       entry
notice   bank → buyer   question   total 4,241 JPY   replaces 4,741 JPY   until Tue 24 Nov 10:32
held     buyer 4,241 JPY
forward  shop → bank   4,300 JPY
notice   bank → buyer   question   total 4,300 JPY   replaces 4,241 JPY
forward  shop → bank   4,400 JPY
notice   bank → buyer   question   total 4,400 JPY   replaces 4,300 JPY
held     buyer 4,400 JPY
forward  shop → bank   4,500 JPY
refused  too-many-changes
notice   bank → shop   forward-refused   code too-many-changes
held     buyer 4,400 JPY
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,400 JPY
notice   bank → buyer   receipt-buyer      total 4,400 JPY
notice   bank → shop    receipt-merchant   total 4,400 JPY

# OK to the old question gets the new one again and pays nothing
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   total 4,741 JPY
forward  shop → bank   4,900 JPY
notice   bank → buyer   question   total 4,900 JPY
answer   buyer   OK maple-7731-crow   to question 1
refused  old-question
nothing  moved
notice   bank → buyer   question   total 4,900 JPY   again yes
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,900 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# NO to the old question ends the payment as well
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
forward  shop → bank   4,900 JPY
notice   bank → buyer   question
answer   buyer   NO   to question 1
advanced refused
notice   bank → buyer   ended-buyer   freed 4,900 JPY
notice   bank → shop    ended-merchant

# A dearer total that the account does not hold frees what was set aside and waits
account  buyer   5,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
forward  shop → bank   5,100 JPY
advanced waits-for-funds
held     buyer 0 JPY
notice   bank → buyer   funds-short-buyer   missing 100 JPY   until Tue 24 Nov 10:32
notice   bank → shop    funds-short-merchant
answer   buyer   OK maple-7731-crow
refused  funds-short
notice   bank → buyer   funds-short-buyer
nothing  moved
deposit  buyer   100 JPY
notice   bank → buyer   question   total 5,100 JPY
answer   buyer   OK maple-7731-crow
moved    buyer → shop   5,100 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# After the payment: the same invoice is nothing new, another total is refused, the shop alone is told
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
forward  shop → bank   4,741 JPY
nothing-new same claim
silence
forward  shop → bank   6,000 JPY
refused  already-paid
notice   bank → shop   forward-refused   code already-paid
balance  buyer 5,259 JPY   shop 4,741 JPY

# Two shops, both named: the first forward claims the order, the second is refused
account  shop2   0 JPY
order    buyer → shop, shop2, bank   maple-7731-crow
notice   bank → buyer   order-received   shop none
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   shop Green Tea House
forward  shop2 → bank   3,300 JPY
refused  claimed-by-other-shop
notice   bank → shop2   forward-refused   code claimed-by-other-shop   reference none
notice   bank → buyer   forward-warning   code claimed-by-other-shop   from Bamboo Works   does not say "is not for"   says "Another shop had asked for this order before"
held     buyer 4,741 JPY

# Whom the order is to stands in no signed field, and a foreign shop claims it first: the buyer does not read that it is not for their own shop
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow   to unsigned   cc unsigned
notice   bank → buyer   order-received   shop none
forward  shop2 → bank   3,300 JPY
notice   bank → buyer   question   shop Bamboo Works
forward  shop → bank   4,741 JPY
refused  claimed-by-other-shop
notice   bank → shop    forward-refused   code claimed-by-other-shop
notice   bank → buyer   forward-warning   from Green Tea House   does not say "is not for"   says "order again there with a new password"

# A shop that the order is not for: it learns nothing, the buyer is warned
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop2 → bank   3,300 JPY
refused  order-unknown
notice   bank → shop2   forward-refused   code order-unknown   reference none
notice   bank → buyer   forward-warning   from Bamboo Works
held     buyer 0 JPY
forward  shop → bank   4,741 JPY
advanced asked
notice   bank → buyer   question

# A shop that is not registered: silence
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  stranger → bank   3,300 JPY
set-aside unknown-sender
silence
payment  awaiting-forward

# The order's text was changed by one character: both read what differs
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   6,900 JPY   changing "2 Sencha" to "3 Sencha"
refused  order-changed
notice   bank → shop    forward-refused   code order-changed   missing 2 Sencha 100g   found 3 Sencha 100g
notice   bank → buyer   forward-warning   code order-changed   missing 2 Sencha 100g   found 3 Sencha 100g
held     buyer 0 JPY
forward  shop → bank   4,741 JPY
advanced asked
notice   bank → buyer   question

# The attached copy was changed
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
order    buyer → shop   maple-7731-crow   as copy
letter   shop → bank   subject Fwd: Order   original attached   of copy   changing "2 Sencha" to "3 Sencha"
  | Total: 6,900 JPY
refused  order-changed
notice   bank → shop    forward-refused   code order-changed
notice   bank → buyer   forward-warning   code order-changed

# The password was taken out of the forward, or changed
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   changing "Password: maple-7731-crow" to ""
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing   says "Password:"
forward  shop → bank   4,741 JPY   changing "maple" to "mable"
advanced forward-waits
silence
held     buyer 0 JPY
payment  1   awaiting-forward

# The lines do not add up to the total: the shop reads both sums
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | 2 x Sencha 100g @ 1,080
  | 1 x Bamboo whisk @ 1,650
  | Total: 4,741 JPY
  | [forwarded order]
refused  sum-differs
notice   bank → shop   forward-refused   code sum-differs   lines 3,810 JPY   total 4,741 JPY
held     buyer 0 JPY

# Two totals, no total, only a subtotal, nothing to pay
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Total: 4,741 JPY
  | Total: 4,700 JPY
  | [forwarded order]
refused  two-totals
notice   bank → shop   forward-refused   code two-totals
letter   shop → bank   subject Fwd: Order
  | Please pay me.
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total
letter   shop → bank   subject 転送: 注文
  | 小計：4,741円
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total
letter   shop → bank   subject Fwd: Order
  | Total: 0 JPY
  | [forwarded order]
refused  not-positive
notice   bank → shop   forward-refused   code not-positive

# A total that can be read in two ways is shown with both
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   1.080 JPY
refused  amount-ambiguous
notice   bank → shop   forward-refused   code amount-ambiguous   readings JPY 1,080   readings JPY 1.080
forward  shop → bank   四千円
refused  amount-unreadable
notice   bank → shop   forward-refused   code amount-unreadable

# A total in the buyer's own text is the buyer's word, not the shop's
letter   buyer → shop, bank   as order
  | 2 Sencha 100g
  | Total: 1 JPY
  |
  | Password: maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total
forward  shop → bank   4,741 JPY
advanced asked
notice   bank → buyer   question   total 4,741 JPY

# An invoice below the forwarded order is not taken: it could be the buyer's own words; the shop is told to write above
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | [forwarded order]
  |
  | Total: 4,741 JPY
refused  no-total
notice   bank → shop   forward-refused   code no-total   says "above the order"
held     buyer 0 JPY

# Where the buyer wrote two mails, a total below the order could be the buyer's as well: it is not taken
order    buyer → shop   maple-7731-crow   as plain
order    buyer → bank   maple-7731-crow   pay to Green Tea House
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   of plain
  | [forwarded order]
  |
  | Total: 4,741 JPY
refused  no-total
notice   bank → shop   forward-refused   code no-total   says "above the order"
held     buyer 0 JPY

# The password in the shop's own lines: the question would repeat it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Invoice: maple 7731 crow
  | Total: 4,741 JPY
  | [forwarded order]
refused  secret-in-invoice
notice   bank → shop    forward-refused   code secret-in-invoice
notice   bank → buyer   forward-warning   code secret-in-invoice

# A line of the invoice that begins like an answer
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Invoice: OK then
  | Total: 100 JPY
  | [forwarded order]
refused  consent-in-invoice
notice   bank → shop    forward-refused   code consent-in-invoice
notice   bank → buyer   forward-warning   code consent-in-invoice

# An invoice number is paid once
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   1,080 JPY   invoice gt-1042
refused  invoice-paid
notice   bank → shop   forward-refused   code invoice-paid
forward  shop → bank   1,080 JPY   invoice GT-1043
advanced asked
notice   bank → buyer   question

# The same shop and total within 48 hours: the question says so
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
tick     47 hours
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   reference [reference 1]   says "[reference 1]"
tick     2 hours
answer   buyer   NO
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
order    buyer → shop, bank   cedar-4415-fox
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   paid before none

# The same shop and total once more: said also where the total is a corrected one
order    buyer → shop, bank   cedar-4415-fox
notice   bank → buyer   order-received
forward  shop → bank   500 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK cedar-4415-fox
moved    buyer → shop   500 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   1,080 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK maple-7731-crow
moved    buyer → shop   1,080 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
tick     20 hours
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   1,081 JPY
notice   bank → buyer   question   paid before none
forward  shop → bank   1,080 JPY
notice   bank → buyer   question   reference [reference 2]   says "[reference 2]"

# The same shop and total once more: said also where the forward came before its order
order    buyer → shop, bank   cedar-4415-fox
notice   bank → buyer   order-received
forward  shop → bank   500 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK cedar-4415-fox
moved    buyer → shop   500 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   1,080 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK maple-7731-crow
moved    buyer → shop   1,080 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   birch-2209-owl   on the way   as order
forward  shop → bank   1,080 JPY
advanced forward-waits
tick     5 minutes
arrives  order
advanced asked
notice   bank → buyer   question   reference [reference 2]   says "[reference 2]"

# The same shop and total once more: said also where the total stands in a file
order    buyer → shop, bank   cedar-4415-fox
notice   bank → buyer   order-received
forward  shop → bank   500 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK cedar-4415-fox
moved    buyer → shop   500 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY
  | [forwarded order]
advanced asked
notice   bank → buyer   question   reference [reference 2]   says "[reference 2]"

# The same shop and total once more: said also where money had to come first
order    buyer → shop, bank   cedar-4415-fox
notice   bank → buyer   order-received
forward  shop → bank   500 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK cedar-4415-fox
moved    buyer → shop   500 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   6,000 JPY
notice   bank → buyer   question   paid before none
answer   buyer   OK maple-7731-crow
moved    buyer → shop   6,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   6,000 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
deposit  buyer   3,000 JPY
notice   bank → buyer   question   reference [reference 2]   says "[reference 2]"

# Nobody pays themselves
letter   shop → bank
  | 2 Sencha 100g
  | Password: maple-7731-crow
  | Pay to: Green Tea House
refused  payer-is-payee
notice   bank → shop   order-refused   code payer-is-payee

# A shop that the bank does not know by that name
letter   buyer → bank
  | 2 Sencha 100g
  | Password: maple-7731-crow
  | Pay to: Grean Tea House
refused  payee-unknown
notice   bank → buyer   order-refused   code payee-unknown

# A shop may also buy
account  shop2   5,000 JPY
order    shop2 → shop, bank   maple-7731-crow
notice   bank → shop2   order-received
forward  shop → bank   4,741 JPY
notice   bank → shop2   question
answer   shop2   OK maple-7731-crow
moved    shop2 → shop   4,741 JPY
notice   bank → shop2   receipt-buyer
notice   bank → shop    receipt-merchant

# The shop copies the order below its own lines without any mark of a forward
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Invoice for Takao
  | Total: 4,741 JPY
  |
  | [order]
advanced asked
notice   bank → buyer   question   total 4,741 JPY

# A changed copy of an order that is over is not spoken of: neither side reads what stood in it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL [reference]
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
forward  shop → bank   4,741 JPY   changing "2 Sencha 100g" to "3 Sencha 100g"
refused  order-unknown
notice   bank → shop   forward-refused   code order-unknown   does not say "Sencha"

# A shop that the order does not name reads nothing of it, however it changes its copy
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop2 → bank   4,741 JPY   changing "2 Sencha 100g" to "3 Sencha 100g"
refused  order-unknown
notice   bank → shop2   forward-refused   code order-unknown   does not say "2 Sencha 100g"

# A changed order that is quoted without saying who wrote it: with one order of that password both are told what differs
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   changing "2 Sencha 100g" to "3 Sencha 100g"
  | Total: 4,741 JPY
  |
  | [quoted order]
refused  order-changed
notice   bank → shop    forward-refused   code order-changed   says "3 Sencha 100g"
notice   bank → buyer   forward-warning   code order-changed

# The very mail attached: the shop's own words stand above and below what it quotes, and are read
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   original attached
  | > Your order has reached us.
  | Invoice: GT-1042
  | Total: 4,741 JPY
advanced asked
notice   bank → buyer   question   total 4,741 JPY   invoice GT-1042

# The shop's forward was refused and never mended: at the end nobody reads that none came
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Please pay me.
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total
tick     8 days
notice   bank → buyer   ended-buyer   reason no-forward   says "No invoice of the shop that we could take reached us in time."
notice   bank → shop    ended-merchant   reason no-forward   says "no forward of it that we could take"

# Only the number of the invoice was added: an OK to the older question is asked for anew, and no changed total is told
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
forward  shop → bank   4,741 JPY   invoice GT-1042
advanced asked-anew
notice   bank → buyer   question   replaces 4,741 JPY
answer   buyer   OK maple-7731-crow   to question 1
refused  old-question
notice   bank → buyer   question   again yes   says "The shop has changed its invoice, not the total, since"

# A total that a shop quotes from an older mail, without marks, is not its claim
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
| Yes, we have it.
|
| On Tuesday, November 3, 2026 at 10:00:00 AM GMT+9, Green Tea House <shop@tea.example> wrote:
|
| Total: 30,000 JPY
|
| [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total
held     buyer 0 JPY

# Another shop forwards an order that is over: the buyer reads of it, and not that the order waits
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
forward  shop2 → bank   1,000 JPY
refused  order-unknown
notice   bank → buyer   forward-warning   code order-unknown   says "Your order is over already"   does not say "waits as before"   does not say "CANCEL"
notice   bank → shop2   forward-refused   code order-unknown
