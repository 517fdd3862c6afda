# The account does not hold enough: both are told, a deposit wakes the payment
account  buyer   3,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
advanced waits-for-funds
payment  awaiting-funds
held     buyer 0 JPY
no       entry
notice   bank → buyer   funds-short-buyer      available 3,000 JPY   missing 1,741 JPY   until Tue 24 Nov 10:32   asks yes   says "we ask you by mail whether to pay"
notice   bank → shop    funds-short-merchant   invoice GT-1042   total 4,741 JPY   does not say "1,741"   does not say "3,000"
deposit  buyer   1,000 JPY
silence
payment  awaiting-funds
tick     1 day
deposit  buyer   741 JPY
recorded deposit JPY 741
held     buyer 4,741 JPY
entry    accepted
notice   bank → buyer   question   total 4,741 JPY   until Wed 25 Nov 10:32
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
balance  buyer 0 JPY   shop 4,741 JPY

# Nobody pays in: it ends at the deadline, and the password is not spent before
account  buyer   3,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   funds-short-buyer   until Tue 24 Nov 10:32
notice   bank → shop    funds-short-merchant
tick     73 hours
payment  ended   no-funds
notice   bank → buyer   ended-buyer      reason no-funds   freed none
notice   bank → shop    ended-merchant   does not say "funds"
no       entry

# While money is missing: the same forward is nothing new, a smaller total is asked at once
account  buyer   3,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
forward  shop → bank   4,741 JPY
nothing-new same claim
silence
forward  shop → bank   2,900 JPY
advanced asked
notice   bank → buyer   question   total 2,900 JPY
held     buyer 2,900 JPY

# The buyer cancels a payment that waits for money
account  buyer   3,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
letter   buyer → bank   CANCEL
advanced cancelled
notice   bank → buyer   ended-buyer      reason cancelled
notice   bank → shop    ended-merchant   reason cancelled

# What is set aside for one question can't be set aside for another
account  buyer   8,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
order    buyer → shop, bank   birch-2209-owl   as second
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   of second
notice   bank → buyer   question
letter   shop → bank
  | Total: 4,741 JPY
  | ---------- Forwarded message ----------
  | From: takao@buyer.example
  | To: shop@tea.example
  |
  | 2 Sencha 100g
  | 1 bamboo whisk
  |
  | Password: maple-7731-crow
advanced waits-for-funds
notice   bank → buyer   funds-short-buyer   available 3,259 JPY   missing 1,482 JPY
notice   bank → shop    funds-short-merchant
held     buyer 4,741 JPY

# The ceiling of the order holds: at it the bank asks, one yen above it refuses
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice   bank → buyer   order-received   ceiling 5,000 JPY
forward  shop → bank   5,001 JPY
refused  above-ceiling
notice   bank → shop    forward-refused   code above-ceiling   does not say "5,000"
notice   bank → buyer   forward-warning   code above-ceiling   total 5,001 JPY   ceiling 5,000 JPY
held     buyer 0 JPY
forward  shop → bank   5,000 JPY
advanced asked
notice   bank → buyer   question   total 5,000 JPY

# A ceiling that can be read in two ways is no ceiling
account  buyer   100.00 EUR
account  shop      0.00 EUR
order    buyer → shop, bank   maple-7731-crow   up to 1.080
refused  ceiling-unreadable
notice   bank → buyer   order-refused   code ceiling-unreadable

# A bare ceiling is in the buyer's own currency
order    buyer → shop, bank   maple-7731-crow   up to 5,000
notice   bank → buyer   order-received   ceiling 5,000 JPY

# A limit for one payment
policy   a payment at most   4,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,001 JPY
refused  above-limit
notice   bank → shop    forward-refused   code above-limit
notice   bank → buyer   forward-warning   code above-limit   total 4,001 JPY
forward  shop → bank   4,000 JPY
advanced asked
notice   bank → buyer   question

# A limit for the day counts what was paid and what is set aside
policy   a day at most   6,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   3,000 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   3,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   2,000 JPY
notice   bank → buyer   question
order    buyer → shop, bank   cedar-4415-fox
notice   bank → buyer   order-received
forward  shop → bank   1,001 JPY
refused  above-limit
notice   bank → shop    forward-refused   code above-limit
notice   bank → buyer   forward-warning   code above-limit
forward  shop → bank   1,000 JPY
advanced asked
notice   bank → buyer   question

# What a shop has set aside to give back is not spent: it takes no room in the day's limit for what the shop buys itself
policy   a day at most   9,000 JPY
account  shop    10,000 JPY
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,800 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,800 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 4,800
notice   bank → shop    refund-question
held     shop 4,800 JPY
order    shop → shop2, bank   birch-2209-owl
notice   bank → shop    order-received
forward  shop2 → bank   9,001 JPY
refused  above-limit
notice   bank → shop    forward-warning
notice   bank → shop2   forward-refused
forward  shop2 → bank   4,500 JPY
advanced asked
notice   bank → shop    question
held     shop 9,300 JPY
answer   shop   OK birch-2209-owl
moved    shop → shop2   4,500 JPY
notice   bank → shop    receipt-buyer
notice   bank → shop2   receipt-merchant
-- what is spent counts, and what another question holds
order    shop → shop2, bank   cedar-4415-fox
notice   bank → shop    order-received
forward  shop2 → bank   4,501 JPY
refused  above-limit
notice   bank → shop    forward-warning
notice   bank → shop2   forward-refused
held     shop 4,800 JPY

# A limit for a payee that the buyer has paid for less than a week
policy   a new payee at most   1,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   1,001 JPY
refused  above-limit
notice   bank → shop    forward-refused   code above-limit
notice   bank → buyer   forward-warning   code above-limit
forward  shop → bank   1,000 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   1,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
tick     6 days
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   2,000 JPY
refused  above-limit
notice   bank → shop    forward-refused   code above-limit
notice   bank → buyer   forward-warning   code above-limit
tick     1 day
forward  shop → bank   2,000 JPY
advanced asked
notice   bank → buyer   question

# Claim, ceiling and both accounts must be in one currency
account  buyer   10,000 JPY
account  shop    0.00 EUR
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   40.00 EUR
refused  currency-differs
notice   bank → shop    forward-refused   code currency-differs
notice   bank → buyer   forward-warning   code currency-differs
forward  shop → bank   4,741 JPY
refused  currency-differs
notice   bank → shop    forward-refused   code currency-differs
notice   bank → buyer   forward-warning   code currency-differs
held     buyer 0 JPY

# A ceiling in another currency than the claim is never converted
account  buyer   10,000 JPY
account  buyer   100.00 EUR
account  shop    0 JPY
order    buyer → shop, bank   maple-7731-crow   up to 50 EUR
notice   bank → buyer   order-received   ceiling 50.00 EUR
forward  shop → bank   4,741 JPY
refused  currency-differs
notice   bank → shop    forward-refused   code currency-differs
notice   bank → buyer   forward-warning   code currency-differs

# With accounts in two currencies each payment stays in its own
account  buyer   10,000 JPY
account  buyer   100.00 EUR
account  shop    0 JPY
account  shop    0.00 EUR
order    buyer → shop, bank   maple-7731-crow   up to 50 EUR
notice   bank → buyer   order-received
forward  shop → bank   40.00 EUR
notice   bank → buyer   question   total 40.00 EUR
answer   buyer   OK maple-7731-crow
moved    buyer → shop   40.00 EUR
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
balance  buyer 10,000 JPY   buyer 60.00 EUR   shop 0 JPY   shop 40.00 EUR

# Deposits and withdrawals need an amount, a voucher and somebody who may
deposit  buyer   500 JPY   voucher V-17
recorded deposit JPY 500
balance  buyer 10,500 JPY
withdraw buyer   10,501 JPY
refused  funds-short
withdraw buyer   10,500 JPY
recorded withdraw JPY 10,500
balance  buyer 0 JPY
withdraw buyer   1 JPY
refused  funds-short
deposit  buyer   0 JPY
refused  not-positive
deposit  stranger   500 JPY
refused  address-unknown
deposit  buyer   5.00 EUR
refused  no-account

# What is set aside can't be withdrawn
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
withdraw buyer   5,260 JPY
refused  funds-short
withdraw buyer   5,259 JPY
recorded withdraw JPY 5,259
balance  buyer 4,741 JPY
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
balance  buyer 0 JPY   shop 4,741 JPY

# Where the bank asks for two people, one is not enough
policy   two people book   yes
account  buyer   0 JPY
deposit  buyer   500 JPY   by Mori
refused  two-people
deposit  buyer   500 JPY   by Mori and Mori
refused  two-people
deposit  buyer   500 JPY   by Mori and Abe
recorded deposit JPY 500

# The largest amounts that can be kept, and not one more
account  buyer   9007199254740990 JPY minor
deposit  buyer   1 JPY
recorded deposit JPY 1
balance  buyer 9007199254740991 JPY minor
deposit  buyer   1 JPY
refused  amount-too-large
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   999,999,999,999 JPY
notice   bank → buyer   question   total 999,999,999,999 JPY
answer   buyer   OK maple-7731-crow
moved    buyer → shop   999,999,999,999 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
balance  buyer 9006199254740992 JPY minor   shop 999999999999 JPY minor

# A total of thirteen digits is no amount
account  buyer   9007199254740991 JPY minor
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   9,007,199,254,740,991 JPY
refused  amount-unreadable
notice   bank → shop   forward-refused   code amount-unreadable

# All accounts of a currency together stay within what can be kept, so that no payment can be too much for the shop
account  buyer   10,000 JPY
account  shop    9007199254730991 JPY minor
deposit  shop    1 JPY
refused  amount-too-large
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   10,000 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   10,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
balance  buyer 0 JPY   shop 9007199254740991 JPY minor

# A voucher is booked once, whichever of the account's addresses it is typed with
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
deposit  takao@buyer.example   500 JPY   voucher B-16
recorded deposit JPY 500
deposit  takao@work.example   500 JPY   voucher B-16
refused  voucher-used
withdraw  takao@work.example   500 JPY   voucher B-16
recorded withdraw JPY 500
withdraw  takao@buyer.example   500 JPY   voucher B-16
refused  voucher-used
balance  buyer 10,000 JPY

# A voucher is booked once
deposit  buyer   500 JPY   voucher B-17
recorded deposit JPY 500
deposit  buyer   500 JPY   voucher B-17
refused  voucher-used
balance  buyer 10,500 JPY
deposit  buyer   500 JPY   voucher B-18
recorded deposit JPY 500

# Payments one after the other, until the account is empty
account  buyer   1,000 JPY
order    buyer → shop, bank   maple-1111-crow
notice   bank → buyer   order-received
forward  shop → bank   400 JPY   invoice A-1
notice   bank → buyer   question
answer   buyer   OK maple-1111-crow
moved    buyer → shop   400 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   maple-2222-crow
notice   bank → buyer   order-received
forward  shop → bank   400 JPY   invoice A-2
notice   bank → buyer   question   says "[reference 1]"
answer   buyer   OK maple-2222-crow
moved    buyer → shop   400 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   maple-3333-crow
notice   bank → buyer   order-received
forward  shop → bank   400 JPY   invoice A-3
advanced waits-for-funds
notice   bank → buyer   funds-short-buyer   available 200 JPY   missing 200 JPY
notice   bank → shop    funds-short-merchant
balance  buyer 200 JPY   shop 800 JPY

# What is set aside for the total that is replaced does not count against the day's limit

policy   a day at most   5,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   3,000 JPY
notice   bank → buyer   question
forward  shop → bank   3,500 JPY
advanced  asked-anew
notice   bank → buyer   question   total 3,500 JPY
held     buyer 3,500 JPY
forward  shop → bank   5,001 JPY
refused  above-limit
notice   bank → buyer   forward-warning
notice   bank → shop    forward-refused

# Money comes in on a day whose limit is used up: the payment that waited for it is looked at again when the next day begins, in UTC
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
answer   buyer   OK maple-7731-crow
moved    buyer → shop   9,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
tick     22 hours
silence
tick     1 hour
notice   bank → buyer   question   total 8,500 JPY   until Wed 25 Nov 09:00
held     buyer 8,500 JPY

# Enough is there in time, but never below the limit: the payment ends for the limit, not for lack of money
account  buyer   100 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
decides  limits   buyer   8,000 JPY   8,000 JPY
notice   bank → buyer   limits-set
deposit  buyer   20,000 JPY
silence
tick     3 days
silence
tick     1 hour
notice   bank → buyer   ended-buyer      reason above-limit
notice   bank → shop    ended-merchant   reason above-limit
payment  ended   above-limit

# The same where its time is over before anybody has looked, since the mailbox can't be read: what wakes it then finds the same end
account  buyer   100 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   9,000 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
decides  limits   buyer   8,000 JPY   8,000 JPY
notice   bank → buyer   limits-set
deposit  buyer   20,000 JPY
outage   begins
tick     4 days
deposit  buyer   1 JPY
notice   bank → buyer   ended-buyer      reason above-limit
notice   bank → shop    ended-merchant   reason above-limit
outage   ends

# What is set aside in another currency makes no room in the day's limit
policy   a day at most   50.00 EUR
account  buyer   10,000 JPY
account  buyer   100.00 EUR
account  shop    0 JPY
account  shop    0.00 EUR
order    buyer → shop, bank   cedar-4415-fox
notice   bank → buyer   order-received
forward  shop → bank   40.00 EUR
notice   bank → buyer   question
answer   buyer   OK cedar-4415-fox
moved    buyer → shop   40.00 EUR
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
forward  shop → bank   45.00 EUR
refused  above-limit
notice   bank → buyer   forward-warning   code above-limit
notice   bank → shop    forward-refused   code above-limit
held     buyer 4,741 JPY   buyer 0.00 EUR
forward  shop → bank   10.00 EUR
advanced asked-anew
notice   bank → buyer   question   total 10.00 EUR
held     buyer 0 JPY   buyer 10.00 EUR

# The total rises above the account at half time: no reminder of the void question; a deposit asks anew, and has its own
account  buyer   4,000 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   3,000 JPY
notice   bank → buyer   question   until Tue 24 Nov 10:32
tick     1 day
forward  shop → bank   4,741 JPY
notice   bank → buyer   funds-short-buyer   missing 741 JPY
notice   bank → shop    funds-short-merchant
held     buyer 0 JPY
tick     1 day
silence
deposit  buyer   1,000 JPY
notice   bank → buyer   question   total 4,741 JPY   replaces 3,000 JPY   says "An answer to the older question pays nothing."

# Two open invoices of one number: the first OK pays, the second pays nothing

-- the first payment between the two is always known; this is about a later one
order    buyer → shop, bank   cedar-5512-wren   as O0
notice   bank → buyer   order-received
forward  shop → bank   700 JPY   of O0
notice   bank → buyer   question
answer   buyer   OK cedar-5512-wren
moved    buyer → shop   700 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   maple-7731-crow   as O1
notice   bank → buyer   order-received
order    buyer → shop, bank   birch-2209-owl   as O2
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   invoice GT-1   of O1
notice   bank → buyer   question
forward  shop → bank   900 JPY   invoice gt-1   of O2
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow   to question 2
moved    buyer → shop   1,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
answer   buyer   OK birch-2209-owl   to question 3
advanced invoice-paid
nothing  moved
held     buyer 0 JPY
payment  3   ended   invoice-paid
notice   bank → buyer   ended-buyer   freed 900 JPY   says "has been paid already"
notice   bank → shop    ended-merchant   says "An invoice of this number has been paid already."

# The same where nobody is asked: money that comes in pays one of them

account  buyer   100 JPY
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
notice   bank → buyer   card-active
order    buyer → shop, bank   [number A 1]   up to 1,000 JPY   as O1
notice   bank → buyer   order-received
order    buyer → shop, bank   [number A 2]   up to 1,000 JPY   as O2
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   invoice GT-1   of O1
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
forward  shop → bank   1,000 JPY   invoice GT-1   of O2
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
deposit  buyer   5,000 JPY
moved    buyer → shop   1,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
notice   bank → buyer   ended-buyer   reason invoice-paid
notice   bank → shop    ended-merchant

# A cheque that comes to the second of two invoices of one number pays nothing

decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow   as O1
notice   bank → buyer   order-received
order    buyer → shop, bank   birch-2209-owl   as O2
notice   bank → buyer   order-received
forward  shop → bank   1,000 JPY   invoice GT-1   of O1
advanced waits-for-roads
forward  shop → bank   1,000 JPY   invoice GT-1   of O2
advanced waits-for-roads
cheque   buyer → bank   A   1,000 JPY   to shop   maple-7731-crow
advanced settled
moved    buyer → shop   1,000 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
cheque   buyer → bank   B   1,000 JPY   to shop   birch-2209-owl
advanced invoice-paid
nothing  moved
notice   bank → buyer   ended-buyer   reason invoice-paid
notice   bank → shop    ended-merchant

# A number that stands in the attached file alone is paid once, too

decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
notice   bank → buyer   card-active
-- the first payment between the two is always known; this is about a later one
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice   bank → buyer   order-received
forward  shop → bank   700 JPY
moved    buyer → shop   700 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   [number A 2]   up to 5,000 JPY
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY
| [forwarded order]
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   [number A 3]   up to 5,000 JPY
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 3,000 JPY
| [forwarded order]
refused  invoice-paid
notice   bank → shop    forward-refused   code invoice-paid

# The same where the forward with the file comes before its order

decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
notice   bank → buyer   card-active
-- the first payment between the two is always known; this is about a later one
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice   bank → buyer   order-received
forward  shop → bank   700 JPY
moved    buyer → shop   700 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop, bank   [number A 2]   up to 5,000 JPY
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY
| [forwarded order]
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
order    buyer → shop   [number A 3]   up to 5,000 JPY
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 3,000 JPY
| [forwarded order]
advanced forward-waits
order    buyer → shop, bank   [number A 3]   up to 5,000 JPY
advanced order-received
notice   bank → buyer   order-received
notice   bank → shop    forward-refused   code invoice-paid

# Staff lower the limits while a question is open: its OK pays nothing above them

order    buyer → shop, bank   maple-7731-crow   as first
notice   bank → buyer   order-received
order    buyer → shop, bank   birch-2209-owl   as second
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   of first
notice   bank → buyer   question
forward  shop → bank   900 JPY   of second
notice   bank → buyer   question
decides  limits   buyer   1,000 JPY   1,000 JPY
notice   bank → buyer   limits-set
answer   buyer   OK maple-7731-crow   to question 1
advanced above-limit
nothing  moved
payment  1   ended   above-limit
notice   bank → buyer   ended-buyer      reason above-limit   freed 4,741 JPY
notice   bank → shop    ended-merchant   does not say "limit"
answer   buyer   OK birch-2209-owl   to question 2
advanced settled
moved    buyer → shop   900 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# The same, and a cheque comes in place of the answer: that of an old wallet lifts the limits, that of a new one does not

decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow   as first
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   of first
tick     31 minutes
notice   bank → buyer   road-missing
notice   bank → buyer   question
decides  limits   buyer   1,000 JPY   1,000 JPY
notice   bank → buyer   limits-set
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced above-limit
nothing  moved
notice   bank → buyer   ended-buyer   reason above-limit
notice   bank → shop    ended-merchant
decides  limits   buyer   90,000 JPY   90,000 JPY
notice   bank → buyer   limits-set
tick     7 days
order    buyer → shop, bank   birch-2209-owl   as second
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   of second
tick     31 minutes
notice   bank → buyer   road-missing
notice   bank → buyer   question
decides  limits   buyer   1,000 JPY   1,000 JPY
notice   bank → buyer   limits-set
cheque   buyer → bank   B   5,000 JPY   to shop   birch-2209-owl
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
