# Above a sum a cheque is asked for; below it the question is enough

policy  step   wallet above 4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
decides  scheme   buyer   two-mail
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow   as O1
notice  bank → buyer   order-received   says "we ask you by mail before anything is paid"
forward  shop → bank   3,000 JPY   of O1
advanced  asked
notice  bank → buyer   question
entry  accepted
answer  buyer   OK maple-7731-crow
advanced  settled
moved  buyer → shop   3,000 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled
order  buyer → shop, bank   river-1234-stone   as O2
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY   of O2
advanced  waits-for-roads
notice  bank → buyer   road-missing   says "your cheque is missing"
cheque  buyer → bank   A   5,000 JPY   to shop   river-1234-stone
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# A claim that is replaced by a higher one steps up, and the old question pays nothing

policy  step   wallet above 4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
decides  scheme   buyer   two-mail
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   3,000 JPY
advanced  asked
notice  bank → buyer   question
entry  accepted
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing
held  buyer 0 JPY
answer  buyer   OK maple-7731-crow
refused  old-question
silence
nothing  moved
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# Never down: once a cheque was asked for, a lower total asks for it still

policy  step   wallet above 4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
decides  scheme   buyer   two-mail
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing
forward  shop → bank   3,000 JPY
advanced  waits-for-roads
nothing  moved

# Who has no wallet can't be paid for above it

policy  step   wallet above 4,000 JPY
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
refused  wallet-needed
notice  bank → shop   forward-refused
notice  bank → buyer   forward-warning
nothing  moved

# A limit of the bank is no end for who has a wallet: the cheque is the second road

policy  a payment at most   4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
decides  scheme   buyer   two-mail
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# A new payee, a weak domain, a certain shop

policy  step   wallet new payee
policy  step   wallet domain buyer.example
policy  step   full merchant gt@shop.example
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   100 JPY
refused  wallet-needed
notice  bank → shop   forward-refused
notice  bank → buyer   forward-warning

# A rule for a certain shop holds for each of its addresses

policy  step   wallet merchant shop@tea.example
person  shop   Green Tea House   shop@tea.example   till@tea.example
order  buyer → till@tea.example, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  till@tea.example → bank   100 JPY
refused  wallet-needed
notice  bank → till@tea.example   forward-refused
notice  bank → buyer   forward-warning

# The buyer's mail provider lets others sign badly: a step for such domains

policy  step   wallet dmarc below reject
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   100 JPY
refused  wallet-needed
notice  bank → shop   forward-refused
notice  bank → buyer   forward-warning

# The same where the order comes by the bank's page: its own domain's record says nothing of the buyer's

policy  step   wallet dmarc below reject
policy  numbers ask above   9,000 JPY
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
order  page → shop, bank   [number A 1]   for buyer   up to 5,000 JPY   pay to Green Tea House   dmarc reject
advanced  order-received
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
refused  wallet-needed
notice  bank → shop   forward-refused
notice  bank → buyer   forward-warning
nothing  moved

# Above the bank's sum nothing takes the cheque's place, also where the buyer pays by cheque anyway and set that a question may

policy  step   wallet above 4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing   says "your cheque is missing"
tick  35 minutes
silence
held  buyer 0 JPY
payment  awaiting-roads
forward  shop → bank   4,900 JPY
advanced  waits-for-roads
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  settled
moved  buyer → shop   4,900 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The question stands in the cheque's place; then the total rises above the bank's sum: the question is void, only a cheque pays

policy  step   wallet above 4,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   3,000 JPY
advanced  waits-for-roads
tick  35 minutes
notice  bank → buyer   road-missing
notice  bank → buyer   question
entry  accepted
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing   says "your cheque is missing"
held  buyer 0 JPY
answer  buyer   OK maple-7731-crow
refused  old-question
silence
nothing  moved

# At the bank's sum itself the question is enough

policy  step   wallet above 4,741 JPY
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  asked
notice  bank → buyer   question
entry  accepted

# A known payee, a domain that protects itself, another provider, another shop: no step, the question is enough

policy  step   wallet new payee
policy  step   wallet dmarc below reject
policy  step   wallet domain freemail.example
policy  step   wallet merchant gt@shop.example
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
tick  7 days
decides  scheme   buyer   two-mail
recorded  scheme-set
notice   bank → buyer   scheme-set
-- the first payment to a shop needs the cheque
order  buyer → shop, bank   maple-7731-crow   dmarc reject
notice  bank → buyer   order-received
forward  shop → bank   100 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  settled
moved  buyer → shop   100 JPY
entry  settled
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
tick  7 days
order  buyer → shop, bank   birch-2209-owl   dmarc reject
notice  bank → buyer   order-received
forward  shop → bank   100 JPY
advanced  asked
notice  bank → buyer   question
entry  accepted
-- a domain that only sets such mail aside is below that
order  buyer → shop, bank   heron-4412-pine   dmarc quarantine
notice  bank → buyer   order-received
forward  shop → bank   100 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing   says "your cheque is missing"

# So many refusals a day are told to one address; then staff are called, once, and each is a refusal all the same

policy  refusals a day   2
letter  buyer → bank   subject one
| Password: abc
refused  secret-weak
notice  bank → buyer   order-refused
letter  buyer → bank   subject two
| Password: abc
refused  secret-weak
notice  bank → buyer   order-refused
letter  buyer → bank   subject three
| Password: abc
refused  secret-weak
silence
staff  sender-breaker
letter  buyer → bank   subject and one more
| Password: abc
refused  secret-weak
silence
tick  1 day
letter  buyer → bank   subject four
| Password: abc
refused  secret-weak
notice  bank → buyer   order-refused

# Customers have their addresses in the bank's own domain: a forward in the thread of an order is no answer to the bank, and each refusal is told

person  buyer   Takao Sasaki   takao@bank.example
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   0 JPY   replying to the order
refused  not-positive
notice  bank → shop   forward-refused
forward  shop → bank   0 JPY   replying to the order
refused  not-positive
notice  bank → shop   forward-refused
forward  shop → bank   0 JPY   replying to the order
refused  not-positive
notice  bank → shop   forward-refused
-- in answer to the bank itself it may be a machine's
forward  shop → bank   0 JPY   replying to notice forward-refused
refused  not-positive
notice  bank → shop   forward-refused
forward  shop → bank   0 JPY   replying to notice forward-refused
refused  not-positive
notice  bank → shop   forward-refused
forward  shop → bank   0 JPY   replying to notice forward-refused
refused  not-positive
silence
