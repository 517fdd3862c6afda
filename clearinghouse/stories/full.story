# Everything together: direct mail, forward, cheque, post, and the answer

policy  board   yes
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   full
recorded  scheme-set
notice   bank → buyer   scheme-set
order  buyer → shop, bank, board   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received   says "Still needed: your cheque."   says "we ask you by mail before anything is paid"   does not say "it is paid, and we write"
entry  posted
forward  shop → bank   4,741 JPY   post seen
advanced  waits-for-roads
silence
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  asked
notice  bank → buyer   question   total 4,741 JPY
entry  accepted
answer  buyer   OK maple-7731-crow
advanced  settled
moved  buyer → shop   4,741 JPY
entry  settled

# Without the cheque nothing is paid, not even by OK: there is no question to answer

policy  board   yes
decides  wallet   buyer
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
notice  bank → buyer   wallet-enrolled
decides  scheme   buyer   full
notice   bank → buyer   scheme-set
order  buyer → shop, bank, board   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
entry  posted
forward  shop → bank   4,741 JPY   post seen
advanced  waits-for-roads
letter  buyer → bank   OK maple-7731-crow   replying to notice order-received
answered  status
notice  bank → buyer   status   unread yes   state awaiting-roads
nothing  moved
tick  4 days
notice  bank → buyer   road-missing   says "Without it nothing is paid."
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
nothing  moved
payment  ended   no-road

# Nobody can be asked for a cheque who has no wallet

decides  scheme   buyer   wallet
refused  wallet-missing

# A wallet of an account that asks for everything ends: it asks for everything still, before and after the new key

policy   board   yes
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
decides  wallet   buyer
notice   bank → takao@buyer.example   wallet-page
notice   bank → takao@work.example    wallet-offered
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → takao@buyer.example   wallet-enrolled
notice   bank → takao@work.example    wallet-enrolled
decides  scheme   buyer   full
notice   bank → buyer   scheme-set   scheme full
notice   bank → takao@work.example   scheme-set   says "Each payment needs a cheque of your wallet, your post on our board"
decides  no wallet   buyer
notice   bank → takao@buyer.example   wallet-revoked   says "until you have a new wallet nothing is paid"
notice   bank → takao@work.example    wallet-revoked
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice   bank → takao@buyer.example   order-received   says "your cheque and your post"
forward  shop → bank   4,741 JPY
advanced waits-for-roads
decides  wallet   buyer
notice   bank → takao@buyer.example   wallet-page
notice   bank → takao@work.example    wallet-offered
letter   buyer → wallet   Wallet key: [key new]
notice   bank → takao@buyer.example   wallet-enrolled   scheme full
notice   bank → takao@work.example    wallet-enrolled   scheme full
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   signed by new
advanced cheque-kept
notice   bank → takao@buyer.example   road-taken
nothing  moved
-- staff may lower it
decides  scheme   buyer   wallet
notice   bank → buyer   scheme-set   scheme wallet
notice   bank → takao@work.example   scheme-set   says "Each payment needs a cheque of your wallet."   says "we ask you by mail instead"
order    buyer → shop, bank   birch-2209-owl   up to 5,000 JPY   as next
notice   bank → takao@buyer.example   order-received   does not say "your post"

# A new wallet page under the scheme that needs everything promises no payment without a question

person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
policy   board   yes
decides  wallet   buyer
notice   bank → takao@buyer.example   wallet-page   says "we need not ask you by mail before a payment"
notice   bank → takao@work.example    wallet-offered   says "without a question by mail"
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → takao@buyer.example   wallet-enrolled
notice   bank → takao@work.example    wallet-enrolled
decides  scheme   buyer   full
notice   bank → takao@buyer.example   scheme-set   scheme full
notice   bank → takao@work.example    scheme-set   scheme full
decides  wallet   buyer
notice   bank → takao@buyer.example   wallet-page   does not say "need not ask"
notice   bank → takao@work.example    wallet-offered   does not say "without a question"
