# Whoever is unknown and asks for an account is told how, once a day, if their domain signs for them
policy   register   by staff
letter   stranger → bank   REGISTER
answered register
notice   bank → stranger   register   says "opened by our staff"   without a token
letter   stranger → bank   REGISTER please
set-aside unknown-sender
silence
letter   stranger → bank   REGISTER
set-aside unknown-sender
silence
tick     1 day
letter   stranger → bank   REGISTER
answered register
notice   bank → stranger   register

# No word to somebody whom nothing proves, to a machine, or where the bank answers nobody unknown
policy   register   5,000 JPY
letter   stranger → bank   REGISTER   unsigned
set-aside not-authenticated
letter   stranger → bank   REGISTER   weak
set-aside not-authenticated
letter   stranger → bank   REGISTER   automatic
set-aside not-authenticated
silence

# A bank that does not answer it
letter   stranger → bank   REGISTER
set-aside unknown-sender
silence

# Self-service: OK to the token opens an account with limits
policy   register   5,000 JPY
letter   stranger → bank   REGISTER
answered register
notice   bank → stranger   register   says "answer this mail with the word OK alone"   says "JPY 5,000"
letter   stranger → registration   OK
advanced registered
staff    registered
notice   bank → stranger   registered   says "Your account is open"   says "JPY 5,000"
-- the same answer again: the account is there, and nothing more
letter   stranger → registration   OK
nothing-new not to the bank
silence
letter   stranger → bank   BALANCE
answered balance
notice   bank → stranger   balance

# Who has an account, and asks for one, is told what can be done with it
policy   register   5,000 JPY
letter   buyer → bank   REGISTER
answered help
notice   bank → buyer   help

# An answer that is not sure, of another's token, or late, opens nothing
policy   register   5,000 JPY
person   stranger2   Eve   eve@evil.example
letter   stranger → bank   REGISTER
notice   bank → stranger   register
letter   stranger → registration   OK if it costs nothing
refused  answer-unclear
notice   bank → stranger   register   unclear yes
letter   stranger2 → registration   OK
set-aside not-your-question
silence
tick     4 days
letter   stranger → registration   OK
refused  too-late
silence

# An address that staff have removed opens no account by itself: it is told to call
policy   register   5,000 JPY
address  remove   takao@buyer.example
letter   takao@buyer.example → bank   REGISTER
answered register
notice   bank → takao@buyer.example   register   says "opened by our staff"   without a token
letter   takao@buyer.example → registration   OK
set-aside unknown-sender
silence

# A token from before its address was registered and removed opens nothing any more
policy   register   5,000 JPY
letter   stranger → bank   REGISTER
notice   bank → stranger   register
letter   stranger → registration   OK
staff    registered
notice   bank → stranger   registered
address  remove   eve@elsewhere.example
letter   stranger → registration   OK   subject Once more
set-aside unknown-sender
silence

# One mailbox in many writings is answered once a day
policy   register   5,000 JPY
letter   eve@elsewhere.example → bank   REGISTER
notice   bank → eve@elsewhere.example   register
letter   EVE@elsewhere.example → bank   REGISTER
set-aside unknown-sender
letter   eve+2@elsewhere.example → bank   REGISTER
set-aside unknown-sender
silence

# The bank's own addresses open no account
policy   register   5,000 JPY
letter   pay@bank.example → bank   REGISTER
set-aside unknown-sender
letter   bounce+x@bank.example → bank   REGISTER
set-aside unknown-sender
silence

# Subdomains cost nothing: all of one domain are answered as often as one
policy   register   by staff
letter   a@one.evil.example → bank   REGISTER
notice   bank → a@one.evil.example   register
letter   a@two.evil.example → bank   REGISTER
notice   bank → a@two.evil.example   register
letter   a@three.four.evil.example → bank   REGISTER
notice   bank → a@three.four.evil.example   register
letter   a@five.evil.example → bank   REGISTER
set-aside unknown-sender
silence
letter   a@evil2.example → bank   REGISTER
notice   bank → a@evil2.example   register

# Two people open accounts one after the other, and staff pay money in for both
policy   register   5,000 JPY
person   stranger2   Ann   ann@far.example
letter   stranger → bank   REGISTER
notice   bank → stranger   register
letter   stranger → registration
refused  answer-unclear
letter   stranger → registration   OK
advanced registered
staff    registered
notice   bank → stranger   registered
deposit  stranger   500 JPY
recorded deposit JPY 500
letter   stranger2 → bank   REGISTER
notice   bank → stranger2   register
letter   stranger2 → registration   OK
advanced registered
staff    registered
notice   bank → stranger2   registered
deposit  stranger2   700 JPY
recorded deposit JPY 700
letter   stranger → bank   BALANCE
notice   bank → stranger   balance   says "JPY 500"

# The first account in a currency that nobody of the bank has had: money can be paid in
policy   register   50.00 EUR
letter   stranger → bank   REGISTER
notice   bank → stranger   register   says "EUR 50.00"
letter   stranger → registration   OK
advanced registered
staff    registered
notice   bank → stranger   registered
deposit  stranger   20.00 EUR
recorded deposit EUR 20.00
letter   stranger → bank   BALANCE
notice   bank → stranger   balance   says "EUR 20.00"

# OK to the answer holds until the hour that it names, and its hour of grace
policy   register   5,000 JPY
letter   stranger → bank   REGISTER
notice   bank → stranger   register   until Tue 24 Nov 10:00
tick     3 days 27 minutes 55 seconds
clock    Tue 24 Nov 11:00
letter   stranger → registration   OK
advanced registered
staff    registered
notice   bank → stranger   registered

# A second after that hour of grace it opens nothing
policy   register   5,000 JPY
letter   stranger → bank   REGISTER
notice   bank → stranger   register   until Tue 24 Nov 10:00
tick     3 days 27 minutes 56 seconds
letter   stranger → registration   OK
refused  too-late
silence

# Who has asked by REGISTER, and whose account staff have opened, is told; whom staff register unasked is not
policy   register   by staff
person   stranger2   Ida   ida@new.example
letter   stranger → bank   REGISTER
answered register
notice   bank → stranger   register
tick     10 days
decides  account   stranger   JPY
recorded opened
notice   bank → stranger   registered   by staff   says "Your account is open."   says "To pay money in, call us"   does not say "to give your name"
letter   stranger → bank   BALANCE
notice   bank → stranger   balance
decides  account   stranger2   JPY
recorded opened
silence

# "Yes please" to the offer: the offer comes once more with what to write, once a day; a NO is heard without a word
policy   register   5,000 JPY
letter   stranger → bank   REGISTER
notice   bank → stranger   register
letter   stranger → registration   Yes please
refused  answer-unclear
notice   bank → stranger   register   unclear yes   until Tue 24 Nov 10:00   says "the word OK alone"
letter   stranger → registration   はい、お願いします
refused  answer-unclear
silence
letter   stranger → registration   OK
advanced registered
staff    registered
notice   bank → stranger   registered

# NO to the offer is heard without a word
policy   register   5,000 JPY
letter   stranger → bank   REGISTER
notice   bank → stranger   register
letter   stranger → registration   NO
refused  answer-unclear
silence
