# The question comes back: the payment ends, the money is free, staff are called
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
held     buyer 4,741 JPY
bounce   bank → buyer   question   5.1.1
recorded bounced
payment  ended   undeliverable
held     buyer 0 JPY
staff    bounce
notice   bank → shop   ended-merchant   reason undeliverable
balance  buyer 10,000 JPY

# The same where the buyer has another address: it has read that an answer is waited for, and reads that none is any more
person   buyer   Takao Sasaki   takao@buyer.example   takao@mobile.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → takao@buyer.example   order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@mobile.example   question-copy
bounce   bank → takao@buyer.example   question   5.1.1
staff    bounce
notice   bank → takao@mobile.example   ended-buyer   reason undeliverable   freed 4,741 JPY   says "could not be delivered"
notice   bank → shop   ended-merchant   reason undeliverable

# No server takes the question at all
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
undelivered   bank → buyer   question   550 no such user
recorded notice-failed
payment  ended   undeliverable
held     buyer 0 JPY
staff    notice-failed
notice   bank → shop   ended-merchant

# A delay ends nothing
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
bounce   bank → buyer   question   4.4.1
recorded delivery delayed
silence
payment  awaiting-answer

# A receipt that comes back takes nothing back
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
bounce   bank → shop   receipt-merchant   5.2.2
recorded bounced
staff    bounce
silence
payment  settled
balance  shop 4,741 JPY

# The void question comes back after a new one was asked: nothing ends
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   as first
notice   bank → buyer   question
complaint   bank → buyer   question
recorded complaint
staff    complaint
silence
payment  awaiting-answer

# A mail about no payment comes back: its address is marked, whatever else is decided with it
decides  wallet   buyer
notice   bank → buyer   wallet-page
bounce   bank → buyer   wallet-page   5.1.1
recorded bounced
staff    bounce
letter   buyer → bank   BALANCE
notice   bank → buyer   balance
