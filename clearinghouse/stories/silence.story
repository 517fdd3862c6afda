# Strangers and unproved senders are answered by nothing
letter   stranger → bank   HELP
set-aside unknown-sender
silence
letter   buyer → bank   HELP   unsigned
set-aside not-authenticated
silence
order    buyer → shop, bank   maple-7731-crow   unsigned
set-aside not-authenticated
silence
order    buyer → shop, bank   maple-7731-crow   weak
set-aside weak-sender
silence

# What a weakly proved sender may do: ask
letter   buyer → bank   BALANCE   weak
answered balance
notice   bank → buyer   balance   available 10,000 JPY
letter   buyer → bank   HELP   weak
answered help
notice   bank → buyer   help
letter   buyer → bank   STATUS   weak
answered status
notice   bank → buyer   status
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   CANCEL   weak
set-aside weak-sender
silence
payment  awaiting-forward

# A copy that comes first and has no effect does not make the true mail void
order    buyer → shop, bank   maple-7731-crow   resent   as copy
nothing-new redirected copy
order    buyer → shop, bank   maple-7731-crow   weak   unreadable ambiguous-text   the same mail as copy
set-aside unreadable
order    buyer → shop, bank   maple-7731-crow   automatic   the same mail as copy
recorded automatic
order    buyer → shop, bank   maple-7731-crow   the same mail as copy
advanced order-received
notice   bank → buyer   order-received
order    buyer → shop, bank   maple-7731-crow   the same mail as copy
nothing-new same as 4
silence

# Automatic mail is kept and answered by nothing
letter   buyer → bank   I am on holiday.   automatic
recorded automatic
silence
letter   shop → bank   BALANCE   automatic
recorded automatic
silence

# The buyer redirects the shop's mail: a second copy claims nothing
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   resent
  | [order]
nothing-new redirected copy
silence
forward  shop → bank   4,741 JPY   resent
nothing-new redirected copy
silence

# The buyer answers all in the running order
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → shop, bank   replying to the order   subject Re: Order
  | Please wrap it as a present.
  |
  | [quoted order]
nothing-new mail in a running order
silence
letter   buyer → shop, bank   replying to the order   subject Re: Order
  | Thank you!
nothing-new mail in a running order
silence

# The shop answers all, to the buyer: a talk, no claim
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → buyer, bank   replying to the order   subject Re: Order
  | It will be 4,741 yen with shipping. Shall I send the invoice?
  | Total: 4,741 JPY
  |
  | [quoted order]
nothing-new mail to the buyer
silence
held     buyer 0 JPY
letter   shop → buyer, bank   replying to the order   subject Re: Order
  | On its way!
nothing-new mail in a running order
silence

# The same to another address of the buyer, as their mail asks by Reply-To
person   buyer   Takao Sasaki   takao@buyer.example   takao@mobile.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → takao@mobile.example, bank   replying to the order   subject Re: Order
  | It will be 4,741 yen with shipping. Shall I send the invoice?
  | Total: 4,741 JPY
  |
  | [quoted order]
nothing-new mail to the buyer
silence
held     buyer 0 JPY
-- and where it comes before the order
letter   shop → takao@mobile.example, bank   subject Re: Another order
  | Total: 8,000 JPY
  |
  | ---------- Forwarded message ----------
  | From: Takao Sasaki <takao@buyer.example>
  | Subject: Another order
  |
  | 1 kettle
  | Password: heron-4412-pine
silence
letter   buyer → shop, bank   subject Another order
  | 1 kettle
  | Password: heron-4412-pine
advanced order-received
notice   bank → buyer   order-received
held     buyer 0 JPY

# The same letter by two ways: one effect each
order    buyer → shop, bank   maple-7731-crow   as order
notice   bank → buyer   order-received
again    order
nothing-new same as 1
forward  shop → bank   4,741 JPY   as forward
notice   bank → buyer   question
again    forward
nothing-new same as 3
again    order
nothing-new same as 1
letter   buyer → bank   BALANCE   as balance
notice   bank → buyer   balance
again    balance
nothing-new same as 6
silence

# A mail that can't be read for sure: said to its proved sender, once a day
letter   buyer → bank   HELP   unreadable broken-charset
refused  unreadable
notice   bank → buyer   help   asked no
letter   buyer → bank   HELP   unreadable broken-charset
refused  unreadable
silence
letter   stranger → bank   HELP   unreadable broken-charset
refused  unreadable
silence

# Text and HTML of an order say different things: neither is taken
order    buyer → shop, bank   maple-7731-crow   in HTML "Password: birch-2209-owl"
refused  unreadable
notice   bank → buyer   help

# A long talk with the bank in copy only
letter   buyer → shop, bank
  | Do you have the new harvest?
nothing-new not to the bank
silence

# A mail that can't be read, written by a machine, weakly proved or from nobody known: no word
letter   buyer → bank   unreadable cut-off   automatic
refused  unreadable
letter   buyer → bank   unreadable cut-off   weak
set-aside unreadable
letter   stranger → bank   unreadable cut-off
refused  unreadable
silence
letter   buyer → bank   unreadable cut-off
refused  unreadable
notice   bank → buyer   help

# Nor does it kill the printed number that the true mail pays with
decides  card   buyer   A
notice   bank → buyer   card-sent
letter   buyer → card   ACTIVATE [card A]
notice   bank → buyer   card-active
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY   resent   as copy
nothing-new redirected copy
order    buyer → shop, bank   [number A 1]   up to 5,000 JPY   the same mail as copy
advanced order-received
notice   bank → buyer   order-received
silence

# An order whose password is not on a line of its own: who thinks to have ordered is told, at most once a day
letter   buyer → shop, bank   subject Order
  | Please send 2 Sencha 100g, and the password is the one of my card.
refused secret-missing
notice   bank → buyer   help
letter   buyer → shop, bank   subject Order
  | 1 bamboo whisk
  |
  | Passwort nicht vergessen
refused secret-missing
silence
letter   buyer → shop, bank   subject A question
  | Do you sell whisks, too?
nothing-new not to the bank
silence
