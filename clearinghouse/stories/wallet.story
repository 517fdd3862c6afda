# A wallet is enrolled, and a cheque pays without a question

decides  wallet   buyer
recorded  wallet-page-sent
notice  bank → buyer   wallet-page   says "wallet.html"
letter  buyer → wallet   Wallet key: [key buyer]
advanced  wallet-enrolled
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
advanced  order-received
notice  bank → buyer   order-received   says "Still needed: your cheque."
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  cheque-kept
notice  bank → buyer   road-taken   says "Your cheque has reached us and is good."
forward  shop → bank   4,741 JPY   invoice GT-1042
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer   total 4,741 JPY
notice  bank → shop   receipt-merchant   total 4,741 JPY
entry  settled
payment  settled
balance  buyer 5,259 JPY   shop 4,741 JPY

# The cheque is the last to come

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
silence
held  buyer 0 JPY
payment  awaiting-roads
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The cheque comes before its order, and the forward before both

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
letter  buyer → shop   as O   subject Order
| 2 Sencha 100g
| 1 bamboo whisk
|
| Password: maple-7731-crow
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  cheque-waits
notice  bank → buyer   road-taken   says "your order, which has not reached us yet"
forward  shop → bank   4,741 JPY   of O
advanced  forward-waits
silence
letter  buyer → shop, bank   subject Order
| 2 Sencha 100g
| 1 bamboo whisk
|
| Password: maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# No cheque comes: after half an hour the bank asks instead

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
tick  20 minutes
notice  bank → buyer   road-missing   says "Without it we ask you by mail instead."
tick  10 minutes
notice  bank → buyer   question   total 4,741 JPY
entry  accepted
held  buyer 4,741 JPY
answer  buyer   OK maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# A cheque that comes after the question is as good as the answer; the answer then finds it paid

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
tick  40 minutes
notice  bank → buyer   road-missing
notice  bank → buyer   question
entry  accepted
cheque  buyer → bank   A   4,741 JPY   to shop   maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled
held  buyer 0 JPY
answer  buyer   OK maple-7731-crow
nothing-new  already-paid
silence

# The account is set to end where no cheque comes

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   wallet   or end
recorded  scheme-set
notice   bank → buyer   scheme-set
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
tick  2 days
notice  bank → buyer   road-missing   says "Without it nothing is paid."
tick  2 days
notice  bank → buyer   ended-buyer   says "did not come in time"
notice  bank → shop   ended-merchant
nothing  moved
payment  ended   no-road

# The account is set to end without a cheque while half an hour is waited for one: there is the whole time then

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
tick  5 minutes
decides  scheme   buyer   wallet   or end
recorded  scheme-set
notice   bank → buyer   scheme-set
tick  10 minutes
notice  bank → buyer   road-missing   says "Without it nothing is paid."
tick  1 day
payment  awaiting-roads
cheque  buyer → bank   A   4,741 JPY   to shop   maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The same at the last minute, and no cheque comes

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
tick  20 minutes
notice  bank → buyer   road-missing   says "Without it we ask you by mail instead."
decides  scheme   buyer   wallet   or end
recorded  scheme-set
notice   bank → buyer   scheme-set
tick  10 minutes
notice  bank → buyer   road-missing   says "Without it nothing is paid."
tick  2 days
notice  bank → buyer   road-missing   says "Without it nothing is paid."
tick  2 days
notice  bank → buyer   ended-buyer   says "did not come in time"
notice  bank → shop   ended-merchant
nothing  moved
payment  ended   no-road

# Void files are said to be void, and harm nothing

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   X1   altered
refused  cheque-void
notice  bank → buyer   cheque-void   says "altered or cut off on the way"
cheque  buyer → bank   X2   several-recipients
refused  cheque-void
notice  bank → buyer   cheque-void   says "counts as opened"
cheque  buyer → bank   X3   5,000 JPY   to shop   maple-7731-crow   signed by buyer2
refused  cheque-void
notice  bank → buyer   cheque-void   says "another key than the one that you have enrolled"
cheque  buyer → bank   X4   5,000 JPY   to buyer2   maple-7731-crow
refused  cheque-void
notice  bank → buyer   cheque-void   says "The payee in the cheque is not registered here."
cheque  buyer → bank   X5   5,000 JPY   to shop   maple-7731-crow   account of stranger
refused  cheque-void
notice  bank → buyer   cheque-void   says "of another account than yours"
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  cheque-kept
notice  bank → buyer   road-taken
forward  shop → bank   4,741 JPY
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# A cheque to another shop than the order's is void, and so is one that has expired

account  shop2   0 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop2   maple-7731-crow
refused  cheque-void
notice  bank → buyer   cheque-void   says "another payee than the order"
cheque  buyer → bank   B   5,000 JPY   to shop   maple-7731-crow   for 1 hours
advanced  cheque-kept
notice  bank → buyer   road-taken
tick  2 hours
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing
cheque  buyer → bank   C   5,000 JPY   to shop   maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The shop asks for more than the cheque covers: refused, and the cheque stays good for what it covers

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   4,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
forward  shop → bank   4,741 JPY
refused  above-cheque
notice  bank → shop   forward-refused   says "above what the buyer's cheque covers"
notice  bank → buyer   forward-warning
forward  shop → bank   3,900 JPY
advanced  settled
moved  buyer → shop   3,900 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# A cheque that comes after the invoice and covers less is void

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
cheque  buyer → bank   A   4,000 JPY   to shop   maple-7731-crow
refused  cheque-void
notice  bank → buyer   cheque-void   says "covers less than the shop asks for"
nothing  moved

# The same file again is nothing new; the same number with other bytes is an alarm, and the bank asks

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   subject my cheque once more
nothing-new  same cheque
silence
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   other bytes   subject and again
refused  cheque-void
staff  cheque-doubled
notice  bank → buyer   cheque-void   says "Both are void"
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
tick  31 minutes
notice  bank → buyer   road-missing
notice  bank → buyer   question
entry  accepted

# The same number with other bytes after it was spent: what is paid stays paid, and the wallet is closed, so that no other cheque of it pays unasked

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
forward  shop → bank   4,741 JPY
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer   says "your cheque"
notice  bank → shop   receipt-merchant
cheque  buyer → bank   A   5,000 JPY   to shop   river-1234-stone   other bytes   subject and again
refused  cheque-void
staff  cheque-doubled
notice  bank → buyer   cheque-void   asks yes   says "Your wallet is closed"   says "before we have asked you by mail"
order  buyer → shop, bank   stone-8842-lake   as next
notice  bank → buyer   order-received
cheque  buyer → bank   B   5,000 JPY   to shop   stone-8842-lake   subject B
refused  cheque-void
notice  bank → buyer   cheque-void   says "There is no wallet for your account"
forward  shop → bank   4,741 JPY   of next   invoice GT-1043
notice  bank → buyer   question
nothing  moved

# Staff look into a cheque: it is void from then on

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
decides  cheque   buyer   A   the buyer asked what it says
recorded  cheque-opened
notice  bank → buyer   cheque-void   says "opened for a look is void"   does not say "until we ask you"
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
nothing  moved

# A cheque whose order never comes ends, and its writer is told

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   for 7 days
advanced  cheque-waits
notice  bank → buyer   road-taken
tick  8 days
notice  bank → buyer   ended-buyer   says "Your order did not reach us in time."
payment  ended   no-order

# A cheque comes back after its payment: already paid

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
forward  shop → bank   4,741 JPY
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled
cheque  buyer → bank   B   5,000 JPY   to shop   maple-7731-crow
refused  cheque-void
notice  bank → buyer   cheque-void   says "The payment of this password was made before."
nothing  moved

# The money is short: the cheque waits for a deposit, and pays then

account  buyer   1,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
forward  shop → bank   4,741 JPY
advanced  waits-for-funds
notice  bank → buyer   funds-short-buyer   asks no   says "paid at once, without a question"   says "CANCEL [reference]"   does not say "ask you by mail"
notice  bank → shop   funds-short-merchant
deposit  buyer   5,000 JPY
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant
entry  settled

# The money is short, and the cheque would pay at once: CANCEL before the deposit stops it

account  buyer   1,000 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
forward  shop → bank   4,741 JPY
notice  bank → buyer   funds-short-buyer   asks no
notice  bank → shop   funds-short-merchant
letter  buyer → bank   CANCEL [reference]   replying to notice funds-short-buyer
advanced  cancelled
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
deposit  buyer   5,000 JPY
nothing  moved

# A new key revokes the old one

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  wallet   buyer
notice  bank → buyer   wallet-page   says "Your present wallet stays in force"
letter  buyer → wallet   Wallet key: [key new]
advanced  wallet-enrolled
notice  bank → buyer   wallet-enrolled   says "Cheques of the one before are void."
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
refused  cheque-void
notice  bank → buyer   cheque-void   says "another key"
cheque  buyer → bank   B   5,000 JPY   to shop   maple-7731-crow   signed by new
advanced  cheque-kept
notice  bank → buyer   road-taken

# A thief with a stranger's mailbox enrols nothing; a late key and a mail without one are told

account  stranger   0 JPY
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  stranger → wallet   Wallet key: [key stranger]
set-aside  not-your-question
silence
letter  buyer → wallet   Here is my key
refused  wallet-key-missing
notice  bank → buyer   enrolment-refused   says "Wallet key:"
tick  15 days
letter  buyer → wallet   Wallet key: [key buyer]
refused  too-late
notice  bank → buyer   enrolment-refused

# A new key revokes a cheque that waits: what the old key has signed pays nothing more

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key new]
notice  bank → buyer   wallet-enrolled
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing
nothing  moved

# A wallet that staff have ended: its cheque pays nothing, the bank asks

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow
notice  bank → buyer   order-received
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
decides  no wallet   buyer
recorded  wallet-revoked
notice  bank → buyer   wallet-revoked   asks yes   says "We ask you by mail before each payment."
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
notice  bank → buyer   road-missing
tick  31 minutes
notice  bank → buyer   road-missing
notice  bank → buyer   question
entry  accepted
nothing  moved

# The forward came before its order, and the cheque is missing: the buyer reads at once what is waited for, and until when

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
letter  buyer → shop   as O   subject Order
| 2 Sencha 100g
| 1 bamboo whisk
|
| Password: maple-7731-crow
forward  shop → bank   4,741 JPY   of O
advanced  forward-waits
letter  buyer → shop, bank   subject Order
| 2 Sencha 100g
| 1 bamboo whisk
|
| Password: maple-7731-crow
advanced  waits-for-roads
notice  bank → buyer   road-missing   missing cheque   until Sat 21 Nov 11:02   then ask
letter  buyer → bank   CANCEL [reference]
advanced  cancelled
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant

# A wallet ends, and a card stays: no question is promised, since a number of the card pays without one

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled   scheme wallet   says "When the shop's invoice is here it is paid"
decides  card   buyer   A
notice  bank → buyer   card-sent
letter  buyer → card   ACTIVATE [card A]
notice  bank → buyer   card-active
decides  no wallet   buyer
recorded  wallet-revoked
notice  bank → buyer   wallet-revoked   asks no   does not say "We ask you by mail"
order  buyer → shop, bank   [number A 1]   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant

# A new key under the scheme that needs everything: no payment without a question is promised

policy  board   yes
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   full
notice   bank → buyer   scheme-set
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key new]
advanced  wallet-enrolled
notice  bank → buyer   wallet-enrolled   scheme full   says "nothing is paid without your answer"   does not say "we ask you by mail instead"

# The account is set to end where no cheque comes, and its wallet is over: nothing is paid by the mailbox alone until a new key comes

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   wallet   or end
notice   bank → buyer   scheme-set
decides  no wallet   buyer
recorded  wallet-revoked
notice  bank → buyer   wallet-revoked   says "until you have a new wallet nothing is paid"
order   buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
nothing  moved
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key new]
notice  bank → buyer   wallet-enrolled
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   signed by new
advanced  settled
moved   buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant

# The same where two cheques of one number close the wallet

decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   wallet   or end
notice   bank → buyer   scheme-set
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
notice  bank → buyer   road-taken
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   other bytes
refused  cheque-void
staff   cheque-doubled
notice  bank → buyer   cheque-void   why doubled   does not say "asked you by mail"
order   buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
tick    4 days
notice  bank → buyer   road-missing
notice  bank → buyer   ended-buyer   reason no-road
notice  bank → shop    ended-merchant
nothing  moved
