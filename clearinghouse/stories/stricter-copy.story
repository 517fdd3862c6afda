# The shop brings its copy without the ceiling first and asks above it: the buyer's own mail comes later and lowers the running payment
letter   buyer → bank   on the way   as strict
  | 2 Sencha 100g
  | Pay to: shop@tea.example
  | Up to: 4,000 JPY
  |
  | Password: maple-7731-crow
letter   buyer → shop, bank   as stripped
  | 2 Sencha 100g
  |
  | Password: maple-7731-crow
notice   bank → buyer   order-received   ceiling none
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
held     buyer 4,741 JPY
arrives  strict
advanced above-ceiling
payment  awaiting-forward
held     buyer 0 JPY
notice   bank → buyer   forward-warning   code above-ceiling   total 4,741 JPY   ceiling 4,000 JPY
notice   bank → shop    forward-refused   code above-ceiling
-- the question is void: no OK to it pays
answer   buyer   OK maple-7731-crow
refused  old-question
notice   bank → buyer   forward-warning   code above-ceiling   total 4,741 JPY   ceiling 4,000 JPY
nothing  moved
-- the same claim is refused again, a lower one is asked
forward  shop → bank   4,741 JPY   of stripped
refused  above-ceiling
notice   bank → buyer   forward-warning   code above-ceiling
notice   bank → shop    forward-refused   code above-ceiling
forward  shop → bank   3,900 JPY   of stripped
advanced asked
notice   bank → buyer   question   total 3,900 JPY   replaces 4,741 JPY
answer   buyer   OK maple-7731-crow
moved    buyer → shop   3,900 JPY
entry    settled
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# A stricter copy that the claim keeps to changes nothing but the ceiling
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
advanced ceiling-lowered
silence
held     buyer 4,741 JPY
forward  shop → bank   5,200 JPY   of order
refused  above-ceiling
notice   bank → buyer   forward-warning   code above-ceiling   ceiling 5,000 JPY
notice   bank → shop    forward-refused   code above-ceiling
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# A void question: NO ends the order, FRAUD blocks the shop, silence ends it when its days are over
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
order    buyer → shop, bank   maple-7731-crow   up to 4,000 JPY
notice   bank → buyer   forward-warning
notice   bank → shop    forward-refused
answer   buyer   NO
advanced refused
entry    returned
notice   bank → buyer   ended-buyer   reason refused
notice   bank → shop    ended-merchant
order    buyer → shop, bank   heron-4412-pine
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
order    buyer → shop, bank   heron-4412-pine   up to 4,000 JPY
notice   bank → buyer   forward-warning
notice   bank → shop    forward-refused
tick     6 days
silence
tick     2 days
payment  ended   no-forward
notice   bank → buyer   ended-buyer   reason no-forward
notice   bank → shop    ended-merchant
held     buyer 0 JPY
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
order    buyer → shop, bank   birch-2209-owl   up to 4,000 JPY
notice   bank → buyer   forward-warning
notice   bank → shop    forward-refused
answer   buyer   FRAUD
advanced fraud
staff    fraud
notice   bank → buyer   ended-buyer   reason fraud
notice   bank → shop    ended-merchant

# A claim that waits for money is refused likewise
account  buyer   4,000 JPY
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   funds-short-buyer
notice   bank → shop    funds-short-merchant
order    buyer → shop, bank   maple-7731-crow   up to 4,000 JPY
advanced above-ceiling
notice   bank → buyer   forward-warning   ceiling 4,000 JPY
notice   bank → shop    forward-refused
deposit  buyer   5,000 JPY
silence
payment  awaiting-forward

# A ceiling in another currency than the claim's refuses the claim
account  buyer   10,000 JPY   100.00 EUR
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
order    buyer → shop, bank   maple-7731-crow   up to 30 EUR
advanced currency-differs
held     buyer 0 JPY
notice   bank → buyer   forward-warning   code currency-differs
notice   bank → shop    forward-refused   code currency-differs

# The stricter copy comes after the payment: it was paid already, and the password was not used twice
order    buyer → shop, bank   maple-7731-crow   up to 4,000 JPY   on the way   as strict
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
tick     5 minutes
forward  shop → bank   4,741 JPY   of order
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
arrives  strict
refused  already-paid
notice   bank → buyer   already-paid   total 4,741 JPY   answer copy   says "Another copy of your order reached us after the payment"
nothing  moved
-- written after it was paid, it is a new order under a used password
tick     1 hour
order    buyer → shop, bank   maple-7731-crow
refused  secret-used
notice   bank → buyer   order-refused   code secret-used
notice   bank → shop    order-refused-merchant

# Of two copies the fewer shops count too
account  shop2   0 JPY
order    buyer → shop, shop2, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
order    buyer → shop, bank   maple-7731-crow
advanced fewer-shops
silence
forward  shop2 → bank   1,000 JPY   of order
refused  order-unknown
notice   bank → buyer   forward-warning   code order-unknown
notice   bank → shop2   forward-refused   code order-unknown

# Another shop under the same password is another order
account  shop2   0 JPY
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
order    buyer → shop2, bank   maple-7731-crow
refused  secret-used
notice   bank → buyer   order-refused
notice   bank → shop2   order-refused-merchant

# Of three shops two are left, whichever is named first; a copy in which nothing is stricter is nothing new
account  shop2   0 JPY
person   shop3   Iron Kettle   kettle@iron.example
account  shop3   0 JPY
order    buyer → shop, shop2, shop3, bank   maple-7731-crow   up to 5,000 JPY   as order
notice   bank → buyer   order-received
order    buyer → shop3, shop2, bank   maple-7731-crow   up to 5,000 JPY
advanced fewer-shops
order    buyer → shop, shop2, shop3, bank   maple-7731-crow   up to 6,000 JPY
nothing-new same order
order    buyer → shop, shop2, shop3, bank   maple-7731-crow   up to 30 EUR
nothing-new same order
order    buyer → shop, shop2, shop3, bank   maple-7731-crow
nothing-new same order
silence
forward  shop → bank   1,000 JPY   of order
refused  order-unknown
notice   bank → buyer   forward-warning   code order-unknown   ceiling 5,000 JPY
notice   bank → shop    forward-refused   code order-unknown
forward  shop2 → bank   5,001 JPY   of order
refused  above-ceiling
notice   bank → buyer   forward-warning   code above-ceiling   ceiling 5,000 JPY
notice   bank → shop2   forward-refused   code above-ceiling
forward  shop2 → bank   5,000 JPY   of order
advanced asked
notice   bank → buyer   question   total 5,000 JPY

# The shop that has claimed stays the order's, whatever a copy says of others
account  shop2   0 JPY
person   shop3   Iron Kettle   kettle@iron.example
account  shop3   0 JPY
order    buyer → shop, shop2, shop3, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
-- a copy that names it beside another takes the third away
order    buyer → shop, shop2, bank   maple-7731-crow
advanced fewer-shops
-- one that names only another leaves the claim as it is
order    buyer → shop2, bank   maple-7731-crow
nothing-new same order
silence
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# A shop whose claim a cheque turns away: the order waits for its own shop as long as a fresh one, and its hour of grace
account  shop2   0 JPY
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
order    buyer → bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop2 → bank   100 JPY
advanced waits-for-roads
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced cheque-kept
notice   bank → shop2   forward-refused   code order-unknown
notice   bank → buyer   forward-warning   code order-unknown   total 100 JPY
notice   bank → buyer   road-taken
-- the cheque was there first when the other shop tries again
forward  shop2 → bank   100 JPY
refused  order-unknown
notice   bank → shop2   forward-refused   code order-unknown
notice   bank → buyer   forward-warning   code order-unknown
tick     7 days 30 minutes
silence
payment  awaiting-forward
tick     31 minutes
payment  ended   no-forward
notice   bank → buyer   ended-buyer   reason no-forward

# The board stands still, so that an end has to wait: a stricter copy after the order's own time changes nothing
policy   board   yes
order    buyer → shop, bank   maple-7731-crow   as first
notice   bank → buyer   order-received
tick     4 days
order    buyer → shop, bank   birch-2209-owl   as second
notice   bank → buyer   order-received
forward  shop → bank   100 JPY   of second
notice   bank → buyer   question
tick     2 days 23 hours
notice   bank → buyer   question   again yes
forward  shop → bank   200 JPY   of first
waits
tick     2 hours 5 minutes
silence
order    buyer → shop, bank   maple-7731-crow   up to 150 JPY
nothing-new same order
silence
