# No answer: the money is free again, both are told
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   until Tue 24 Nov 10:32
held     buyer 4,741 JPY
tick     36 hours
notice   bank → buyer   question   again yes
tick     37 hours
clock    Tue 24 Nov 11:32
payment  ended   no-answer
notice   bank → buyer   ended-buyer      reason no-answer   freed 4,741 JPY
notice   bank → shop    ended-merchant   reason no-answer
entry    returned
held     buyer 0 JPY
balance  buyer 10,000 JPY   shop 0 JPY

# An hour of grace at the end that nobody is told of
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   until Tue 24 Nov 10:32
tick     36 hours
notice   bank → buyer   question   again yes
tick     36 hours 59 minutes
clock    Tue 24 Nov 11:31
silence
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# OK after the end pays nothing
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
tick     73 hours
notice   bank → buyer   question   again yes
notice   bank → buyer   ended-buyer   reason no-answer
notice   bank → shop    ended-merchant
answer   buyer   OK maple-7731-crow
refused  too-late
nothing  moved
notice   bank → buyer   answer-late   reason no-answer
balance  buyer 10,000 JPY   shop 0 JPY
answer   buyer   NO
nothing-new has-ended
silence

# Words that can't be read, in answer to a question that is over: its sender is told once how the payment stands, and nothing follows
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
tick     73 hours
notice   bank → buyer   question   again yes
notice   bank → buyer   ended-buyer   reason no-answer
notice   bank → shop    ended-merchant
answer   buyer   Yes, I would like it
answered status
notice   bank → buyer   status   reason no-answer   says "nothing that we can act on"
answer   buyer   OK no-such-word-77
answered status
silence
answer   buyer   Hello? Is anybody there?
answered status
silence
-- nobody else learns of it: not unsigned, not by a stranger, not a machine
account  buyer2   10,000 JPY
answer   buyer2   Yes, I would like it   to question 1
set-aside not-your-question
staff    token-of-another
answer   buyer   Yes, and soon   unsigned
set-aside not-authenticated
answer   buyer   I am away until Monday   automatic
recorded automatic
silence
nothing  moved

# The same after it was paid: how to dispute is told, once
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
-- the same answer once more is nothing new: the receipt says it all
answer   buyer   OK maple-7731-crow
nothing-new already-paid
silence
answer   buyer   Where is my parcel?
answered status
notice   bank → buyer   status   says "DISPUTE"
answer   buyer   Where is it, please?
answered status
silence

# The bank could not look into its mailbox: an answer counts from when the mailbox had it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   until Tue 24 Nov 10:32
tick     36 hours
notice   bank → buyer   question   again yes
tick     30 hours
outage   begins
tick     2 hours
answer   buyer   OK maple-7731-crow
tick     2 days
silence
payment  awaiting-answer
held     buyer 4,741 JPY
outage   ends
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# An outage saves nobody who answered too late
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   until Tue 24 Nov 10:32
tick     36 hours
notice   bank → buyer   question   again yes
outage   begins
tick     40 hours
answer   buyer   OK maple-7731-crow
tick     1 hour
outage   ends
refused  too-late
nothing  moved
payment  ended   no-answer
notice   bank → buyer   ended-buyer   reason no-answer
notice   bank → buyer   answer-late   reason no-answer
notice   bank → shop    ended-merchant
