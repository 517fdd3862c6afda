# A wallet page is good for fourteen days and an hour of grace, to the last moment
decides  wallet   buyer
recorded wallet-page-sent
notice   bank → buyer   wallet-page   until Sat 5 Dec 10:32
tick     14 days 1 hour
letter   buyer → wallet   Wallet key: [key buyer]
advanced wallet-enrolled
notice   bank → buyer   wallet-enrolled

# A second later it is not
decides  wallet   buyer
notice   bank → buyer   wallet-page   until Sat 5 Dec 10:32
tick     14 days 1 hour 1 second
letter   buyer → wallet   Wallet key: [key buyer]
refused  too-late
notice   bank → buyer   enrolment-refused   code too-late
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
refused  cheque-void
notice   bank → buyer   cheque-void   why no-wallet

# Two keys in one mail: nobody can say which; the same key twice is one
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   subject two keys
  | Wallet key: [key buyer]
  | Wallet key: [key stranger]
refused  wallet-key-missing
notice   bank → buyer   enrolment-refused   code wallet-key-missing
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   signed by stranger
refused  cheque-void
notice   bank → buyer   cheque-void   why no-wallet
letter   buyer → wallet   subject one key
  | Wallet key: [key buyer]
  | Wallet key: [key buyer]
advanced wallet-enrolled
notice   bank → buyer   wallet-enrolled   replaced no

# The key that is in force comes again: nothing is new, and the page still waits for another
decides  wallet   buyer
notice   bank → buyer   wallet-page   again no
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled   replaced no
decides  wallet   buyer
notice   bank → buyer   wallet-page   again yes
letter   buyer → wallet   Wallet key: [key buyer]   subject the same
nothing-new same key
silence
letter   buyer → wallet   Wallet key: [key new]   subject the new one
advanced wallet-enrolled
notice   bank → buyer   wallet-enrolled   replaced yes
-- the page has had its answer: a third key finds no page that waits
letter   buyer → wallet   Wallet key: [key third]   subject a third one
set-aside not-your-question
silence

# An order that is written as an answer to the wallet page is an order; with a key in it, it is the answer
decides  wallet   buyer
notice   bank → buyer   wallet-page
order    buyer → wallet, shop, bank   maple-7731-crow
advanced order-received
notice   bank → buyer   order-received
letter   buyer → wallet   subject here it is
  | Wallet key: [key buyer]
  |
  | > Password: maple-7731-crow
advanced wallet-enrolled
notice   bank → buyer   wallet-enrolled

# Every address of the buyer hears of the page, of the key and of its end
person   buyer   Takao Sasaki   takao@buyer.example   zzz@buyer.example   aaa@buyer.example
decides  wallet   buyer
notice   bank → takao@buyer.example   wallet-page
notice   bank → aaa@buyer.example   wallet-offered
notice   bank → zzz@buyer.example   wallet-offered
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → takao@buyer.example   wallet-enrolled
notice   bank → aaa@buyer.example   wallet-enrolled
notice   bank → zzz@buyer.example   wallet-enrolled
decides  no wallet   buyer
notice   bank → takao@buyer.example   wallet-revoked
notice   bank → aaa@buyer.example   wallet-revoked
notice   bank → zzz@buyer.example   wallet-revoked

# A page that nobody has answered is called back: its key comes too late
decides  wallet   buyer
notice   bank → buyer   wallet-page
decides  no wallet   buyer
recorded wallet-revoked
notice   bank → buyer   wallet-revoked
letter   buyer → wallet   Wallet key: [key buyer]
set-aside not-your-question
silence
decides  no wallet   buyer
refused  wallet-missing
silence

# Whoever has had a wallet before pays by cheque again once a new one is enrolled
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key buyer]
notice   bank → buyer   wallet-enrolled
decides  no wallet   buyer
notice   bank → buyer   wallet-revoked
order    buyer → shop, bank   birch-2209-owl   as first
notice   bank → buyer   order-received   does not say "Still needed"
decides  wallet   buyer
notice   bank → buyer   wallet-page
letter   buyer → wallet   Wallet key: [key next]
notice   bank → buyer   wallet-enrolled
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY   as second
notice   bank → buyer   order-received   says "Still needed: your cheque."
cheque   buyer → bank   A   5,000 JPY   to shop   maple-7731-crow   signed by next
advanced cheque-kept
notice   bank → buyer   road-taken
forward  shop → bank   4,741 JPY   of second
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# A card is activated once
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
advanced card-active
notice   bank → buyer   card-active
letter   buyer → card   ACTIVATE [card A]   subject again
nothing-new card is active
silence
letter   buyer → card   ACTIVATE ZZZZZZ   subject and again
nothing-new card is active
silence

# Five wrong tries in a day lock a card before it was ever used; the right letters do not open it any more
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE ZZZZZ1   subject a
refused  card-id-wrong
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   ACTIVATE ZZZZZ2   subject b
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   ACTIVATE ZZZZZ3   subject c
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   ACTIVATE ZZZZZ4   subject d
notice   bank → buyer   enrolment-refused   code card-id-wrong
tick     23 hours 59 minutes 59 seconds
letter   buyer → card   ACTIVATE ZZZZZ5   subject e
refused  card-locked
staff    card-locked
notice   bank → buyer   card-locked
notice   bank → buyer   enrolment-refused   code card-locked
letter   buyer → card   ACTIVATE [card A]   subject f
refused  card-locked
notice   bank → buyer   enrolment-refused   code card-locked
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY
refused  card-locked
notice   bank → buyer   order-refused
notice   bank → shop    order-refused-merchant

# Letters alone, many in one mail: each mail is a try, and none of them is taken though the right ones are among them
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   subject a
  | ZZZZZ1
  | ZZZZZ2
  | ZZZZZ3
refused  card-id-wrong
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   subject b
  | ACTIVATE ZZZZZ1
  | ACTIVATE [card A]
refused  card-id-wrong
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   ZZZZZ4   subject c
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   ZZZZZZ   subject d
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   subject e
  | ZZZZZ5
  | [card A]
refused  card-locked
staff    card-locked
notice   bank → buyer   card-locked
notice   bank → buyer   enrolment-refused   code card-locked

# Wrong tries of the day before do not count, to the moment
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE ZZZZZ1   subject a
notice   bank → buyer   enrolment-refused   code card-id-wrong
tick     24 hours
letter   buyer → card   ACTIVATE ZZZZZ2   subject b
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   ACTIVATE ZZZZZ3   subject c
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   ACTIVATE ZZZZZ4   subject d
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   ACTIVATE ZZZZZ5   subject e
refused  card-id-wrong
notice   bank → buyer   enrolment-refused   code card-id-wrong
letter   buyer → card   ACTIVATE [card A]   subject f
advanced card-active
notice   bank → buyer   card-active
-- and what was wrong before it was active is forgotten with that
order    buyer → shop, bank   10000001   up to 5,000 JPY   subject g
refused  number-wrong
notice   bank → buyer   order-refused
notice   bank → shop    order-refused-merchant

# A new card voids the one before, whether that was active or not
decides  card   buyer   A
notice   bank → buyer   card-sent   replaces no
decides  card   buyer   B
notice   bank → buyer   card-sent   replaces yes
letter   buyer → card   ACTIVATE [card A]   subject the old one
refused  card-id-wrong
notice   bank → buyer   enrolment-refused
letter   buyer → card   ACTIVATE [card B]   subject the new one
advanced card-active
notice   bank → buyer   card-active
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY   subject old
refused  number-used
notice   bank → buyer   order-refused
notice   bank → shop    order-refused-merchant
