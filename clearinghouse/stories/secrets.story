# A password pays once: used again after the payment it is refused, and both are told
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → shop, bank
  | 1 teapot
  | Password: Maple 7731 Crow
refused  secret-used
notice   bank → buyer   order-refused
notice   bank → shop    order-refused-merchant   buyer Takao Sasaki
silence
payment  settled

# The forward of that second order is the forward of no order
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → shop, bank   as second
  | 1 teapot
  | Password: maple-7731-crow
notice   bank → buyer   order-refused   code secret-used
notice   bank → shop    order-refused-merchant
forward  shop → bank   3,300 JPY   of second
refused  order-unknown
notice   bank → shop   forward-refused   code order-unknown
balance  buyer 5,259 JPY   shop 4,741 JPY

# Used again after a NO
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   NO
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
order    buyer → shop, bank   maple-7731-crow
refused  secret-used
notice   bank → buyer   order-refused   code secret-used
notice   bank → shop    order-refused-merchant
forward  shop → bank   4,741 JPY
refused  order-ended
notice   bank → shop    forward-refused   code order-ended

# Used again while the first order is open
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → shop, bank
  | 1 teapot
  | Password: maple-7731-crow
refused  secret-used
notice   bank → buyer   order-refused   code secret-used
notice   bank → shop    order-refused-merchant
payment  awaiting-forward

# The same order sent twice by hand is nothing new
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
order    buyer → shop, bank   maple-7731-crow
nothing-new same order
silence

# The same mail by two ways is nothing new
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
again    order
nothing-new same as 1
silence
forward  shop → bank   4,741 JPY   as forward
notice   bank → buyer   question
again    forward
nothing-new same as 3
silence

# Weak passwords are refused, and the shop hears that neither mail will work
letter   buyer → shop, bank
  | 2 Sencha 100g
  | Password: abc12
refused  secret-weak
notice   bank → buyer   order-refused   code secret-weak
notice   bank → shop    order-refused-merchant
letter   buyer → shop, bank
  | 2 Sencha 100g
  | Password: 1111111
refused  secret-weak
notice   bank → buyer   order-refused   code secret-weak
notice   bank → shop    order-refused-merchant
letter   buyer → shop, bank
  | 2 Sencha 100g
  | Password: Sencha
refused  secret-weak
notice   bank → buyer   order-refused   code secret-weak
notice   bank → shop    order-refused-merchant

# A forward that waits for an order with a refused password ends at once
letter   buyer → shop, bank   on the way   as order
  | 1 teapot
  | 1 teapot lid
  |
  | Password: teapot lid
forward  shop → bank   3,300 JPY
advanced forward-waits
arrives  order
refused  secret-weak
notice   bank → buyer   order-refused    code secret-weak
notice   bank → shop    ended-merchant   reason secret-refused
payment  ended   secret-refused

# The same where whom the order is to stands in no signed field: it is the forward's that holds it, and no other one's with this password
account  shop2   0 JPY
letter   buyer → shop, bank   on the way   as order   to unsigned   cc unsigned
  | 1 teapot
  | 1 teapot lid
  |
  | Password: teapot lid
letter   shop2 → bank   subject Fwd: Order
  | Total: 800 JPY
  |
  | ---------- Forwarded message ----------
  | From: Hanako Mori <hanako@mori.example>
  | Subject: Order
  |
  | 3 cups
  | Password: teapot lid
advanced forward-waits
forward  shop → bank   3,300 JPY   of order
advanced forward-waits
arrives  order
refused  secret-weak
notice   bank → buyer   order-refused    code secret-weak
notice   bank → shop    ended-merchant   reason secret-refused
payment  1   awaiting-order
payment  2   ended   secret-refused

# Two passwords in one order, and none
letter   buyer → shop, bank
  | 2 Sencha 100g
  | Password: maple-7731-crow
  | Password: birch-2209-owl
refused  several-secrets
notice   bank → buyer   order-refused   code several-secrets
notice   bank → shop    order-refused-merchant
letter   buyer → bank
  | 2 Sencha 100g
refused  secret-missing
notice   bank → buyer   help   asked no

# Two buyers choose the same password: each order stands for itself
account  buyer2   10,000 JPY
order    buyer → shop, bank   maple-7731-crow   as one
advanced order-received
notice   bank → buyer   order-received
letter   buyer2 → shop, bank   as two
  | 1 teapot
  | Password: maple-7731-crow
advanced order-received
notice   bank → buyer2   order-received
forward  shop → bank   3,300 JPY   of two
advanced asked
notice   bank → buyer2   question   total 3,300 JPY
forward  shop → bank   4,741 JPY   of one
advanced asked
notice   bank → buyer   question   total 4,741 JPY
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
answer   buyer2   OK maple-7731-crow
moved    buyer2 → shop   3,300 JPY
notice   bank → buyer2   receipt-buyer
notice   bank → shop     receipt-merchant
balance  buyer 5,259 JPY   buyer2 6,700 JPY   shop 8,041 JPY

# Two buyers choose the same password and the same words: the bank can't say whose order a forward without a header block is
account  buyer2   10,000 JPY
letter   buyer → shop, bank   subject Order
  | 2 Sencha 100g
  | Password: maple-7731-crow
notice   bank → buyer   order-received
letter   buyer2 → shop, bank   subject Order
  | 2 Sencha 100g
  | Password: maple-7731-crow
advanced order-received
notice   bank → buyer2   order-received
letter   shop → bank   subject Fwd: Order
  | Total: 4,741 JPY
  |
  | > 2 Sencha 100g
  | > Password: maple-7731-crow
refused  order-ambiguous
notice   bank → shop   forward-refused   code order-ambiguous
held     buyer 0 JPY   buyer2 0 JPY

# The password of another open order of the buyer's in the shop's lines: refused, and repeated to nobody (9-rules 29)
account  shop2   0 JPY
order    buyer → shop2, bank   river-1234-stone
notice   bank → buyer   order-received
order    buyer → shop, bank   maple-7731-crow   as A
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
| 1 x Sencha, as with River-1234-Stone = 1,080
| Total: 1,080 JPY
|
| [forwarded order A]
refused  secret-in-invoice
notice   bank → shop    forward-refused   code secret-in-invoice
notice   bank → buyer   forward-warning   code secret-in-invoice
nothing  moved
forward  shop → bank   1,080 JPY   of A   attached UBL GT-1042 1,080 JPY for river-1234-stone
refused  secret-in-invoice
notice   bank → shop    forward-refused   code secret-in-invoice
notice   bank → buyer   forward-warning   code secret-in-invoice
forward  shop → bank   1,080 JPY   of A   invoice GT-1042
advanced asked
notice   bank → buyer   question
entry    accepted

# The same where the forward comes before its order
account  shop2   0 JPY
order    buyer → shop2, bank   river-1234-stone
notice   bank → buyer   order-received
order    buyer → shop, bank   maple-7731-crow   as A   on the way
forward  shop → bank   4,741 JPY   of A   invoice RIVER1234STONE
advanced forward-waits
arrives  A
advanced order-received
notice   bank → shop    forward-refused   code secret-in-invoice
notice   bank → buyer   order-received
notice   bank → buyer   forward-warning   code secret-in-invoice
nothing  moved

# The address of one buyer is the end of another's: the forward names one of them, and only that one is asked

person  buyer    Joann Suzuki   joann@buyer.example
person  buyer2   Ann Suzuki   ann@buyer.example
account  buyer2   10,000 JPY
order   buyer → shop, bank   maple-7731-crow   as A
notice  bank → buyer   order-received
order   buyer2 → shop, bank   maple-7731-crow
notice  bank → buyer2   order-received
forward  shop → bank   4,741 JPY   of A
advanced  asked
notice  bank → buyer   question
entry   accepted

# Somebody copies an order word for word: the forward's own header block says whose it is, and that buyer is asked
account  buyer2   10,000 JPY
order    buyer2 → shop, bank   maple-7731-crow
notice   bank → buyer2   order-received
order    buyer → shop, bank   maple-7731-crow
advanced order-received
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced asked
notice   bank → buyer   question
held     buyer 4,741 JPY   buyer2 0 JPY

# A password that is also a word in a letter of the shop does not block the shop
order    buyer → shop, bank   Invoice   as order
notice   bank → buyer   order-received
letter   shop → bank
  | Invoice: GT-1042
  | Total: 4,741 JPY
  | Thank you for your order. Password: INVOICE
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing
forward  shop → bank   4,741 JPY
advanced asked
notice   bank → buyer   question

# The password of an earlier order makes no order where it is quoted, with marks or without
letter   buyer → shop, bank   subject Re: Order
| Same as last time please, 3 Gyokuro
|
| On Tuesday, November 3, 2026 at 10:00:00 AM GMT+9, Takao <takao@buyer.example> wrote:
|
| > 2 Sencha
| > Password: maple-7731-crow
advanced forward-waits
letter   buyer → shop, bank   subject Re: Order
| Same as last time please, 3 Gyokuro
|
|     On Tuesday, November 3, 2026 at 10:00:00 AM GMT+9, Takao <takao@buyer.example> wrote:
|
| 2 Genmaicha
| Password: heron-4404-moss
| Up to: 9,000 JPY
advanced forward-waits
silence

# A ceiling on the password's line, and one that can't be read, are not passed over
letter   buyer → shop, bank   subject Order
| 2 Sencha 100g
| Password: maple-7731-crow, Up to: 5,000 JPY
refused  secret-with-key
notice   bank → buyer   order-refused   says "each need a line of their own"
notice   bank → shop   order-refused-merchant
letter   buyer → shop, bank   subject Order
| 2 Sencha 100g
| Password: maple-7731-crow
| Up to 5,000 JPY, please
refused  ceiling-unreadable
notice   bank → buyer   order-refused   code ceiling-unreadable
letter   buyer → shop, bank   subject Order
| - 2 Sencha 100g
| - Password: maple-7731-crow
| - Up to: 4,000 JPY
advanced order-received
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
refused  above-ceiling
notice   bank → shop   forward-refused   code above-ceiling
notice   bank → buyer   forward-warning
nothing  moved

# A gift's card with From and To is the order's text, not a forwarded mail's header
letter   buyer → shop, bank   subject A gift
| 2 Sencha 100g, and on the card:
| From: Takao
| To: Hanako
|
| Password: maple-7731-crow
advanced order-received
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
entry    accepted
