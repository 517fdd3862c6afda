# Money that is freed wakes the payment that waits for it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   8,000 JPY
notice   bank → buyer   question
order    buyer → shop, bank   heron-4412-pine
notice   bank → buyer   order-received
forward  shop → bank   5,000 JPY
advanced waits-for-funds
notice   bank → buyer   funds-short-buyer   available 2,000 JPY   missing 3,000 JPY
notice   bank → shop    funds-short-merchant
answer   buyer   NO   to question 1
advanced refused
notice   bank → buyer   ended-buyer   freed 8,000 JPY
notice   bank → shop    ended-merchant
notice   bank → buyer   question   total 5,000 JPY
held     buyer 5,000 JPY

# A password line of the shop's own above the forward that came first is no password of the order
letter   buyer → shop   subject Order   as plain   on the way
  | 2 Sencha 100g
  | Password: maple-7731-crow
letter   shop → bank   subject Fwd: Order
  | Total: 2,160 JPY
  | Password: wooden-1111-spoon
  |
  | ---------- Forwarded message ----------
  | From: Takao Sasaki <takao@buyer.example>
  | Subject: Order
  |
  | 2 Sencha 100g
  | Password: maple-7731-crow
advanced forward-waits
silence
letter   buyer → shop, bank   subject Order
  | 2 Sencha 100g
  | Password: maple-7731-crow
advanced asked
notice   bank → buyer   question   total 2,160 JPY
answer   buyer   OK wooden-1111-spoon
refused  wrong-password
notice   bank → buyer   wrong-password
nothing  moved
order    buyer → shop, bank   wooden-1111-spoon
advanced order-received
notice   bank → buyer   order-received

# The shop brings the bank its own copy first, which does not have the ceiling: the stricter one counts
order    buyer → shop, bank   maple-7731-crow
advanced order-received
notice   bank → buyer   order-received
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
advanced ceiling-lowered
silence
forward  shop → bank   8,000 JPY
refused  above-ceiling
notice   bank → buyer   forward-warning   code above-ceiling   ceiling 5,000 JPY
notice   bank → shop    forward-refused   code above-ceiling
held     buyer 0 JPY

# A shop's reply to everybody is no claim, also where it comes before the order
letter   shop → buyer, bank   subject Re: Order
  | Total: 8,000 JPY
  |
  | ---------- Forwarded message ----------
  | From: Takao Sasaki <takao@buyer.example>
  | Subject: Order
  |
  | 2 Sencha 100g
  | Password: maple-7731-crow
silence
letter   buyer → shop, bank   subject Order
  | 2 Sencha 100g
  | Password: maple-7731-crow
advanced order-received
notice   bank → buyer   order-received
held     buyer 0 JPY

# The day's limit holds for claims that waited for money too
policy   a day at most   10,000 JPY
account  buyer   100 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
order    buyer → shop, bank   heron-4412-pine
notice   bank → buyer   order-received
forward  shop → bank   8,500 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
deposit  buyer   20,000 JPY
notice   bank → buyer   question   total 9,000 JPY
held     buyer 9,000 JPY

# A shop may not try totals without end while money is missing
account  buyer   100 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
forward  shop → bank   8,000 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
forward  shop → bank   7,000 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
forward  shop → bank   6,000 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
forward  shop → bank   5,000 JPY
refused  too-many-changes
notice   bank → shop    forward-refused   code too-many-changes

# CANCEL in an answer to some other mail cancels nothing else
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL   replying to nothing
advanced cancelled
notice   bank → buyer   ended-buyer   reason cancelled
notice   bank → shop    ended-merchant

# A voucher that is typed in twice is booked once
deposit  buyer   500 JPY   voucher V-17   by Mori and Abe
recorded deposit JPY 500
deposit  buyer   500 JPY   voucher V-17   by Mori and Abe
refused  voucher-used
balance  buyer 10,500 JPY

# NO to the mail that says "wrong password" is a NO
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK heron-4412-pine
refused  wrong-password
notice   bank → buyer   wrong-password
letter   buyer → bank   NO   replying to notice wrong-password
advanced refused
notice   bank → buyer   ended-buyer   freed 4,741 JPY
notice   bank → shop    ended-merchant

# A new order written as an answer to an old question
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → shop, bank   subject Another   replying to question 1
  | 3 Matcha
  | Password: heron-4412-pine
advanced order-received
notice   bank → buyer   order-received

# The same while that question is open: another password, words of an order, and a shop among those whom the mail is to
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → shop2, bank   subject Another   replying to question 1
  | 3 Matcha
  | Password: heron-4412-pine
advanced order-received
notice   bank → buyer   order-received   shop Bamboo Works
-- to the bank alone, with the question's own password, or with nothing but a password it is an answer that can't be read
letter   buyer → bank   replying to question 1
  | 3 Matcha
  | Password: birch-2209-owl
refused  answer-unclear
notice   bank → buyer   answer-unclear
letter   buyer → shop2, bank   replying to question 1
  | 3 Matcha
  | Password: maple-7731-crow
refused  answer-unclear
letter   buyer → shop2, bank   subject Re: Pay   replying to question 1
  | Password: maple-7731-cow
refused  answer-unclear
silence
payment  1   awaiting-answer
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# The password in the shop's words around an attached original never stands in a mail of the bank
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   original attached
  | Invoice: GT-1042
  | 2 x maple-7731-crow @ 2,000
  | Total: 4,000 JPY
refused  secret-in-invoice
notice   bank → shop    forward-refused   code secret-in-invoice
notice   bank → buyer   forward-warning   code secret-in-invoice

# OK with the right password as an answer to the mail that says "wrong password"
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK heron-4412-pine
refused  wrong-password
notice   bank → buyer   wrong-password   does not say "pays nothing"
letter   buyer → bank   OK maple-7731-crow   replying to notice wrong-password
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# CANCEL as an answer to the mail that asks to pay in
account  buyer   100 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
letter   buyer → bank   CANCEL   replying to notice funds-short-buyer
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → shop    ended-merchant
