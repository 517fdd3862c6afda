# Other registered addresses get a copy of each question, without its token, and of each receipt
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → takao@buyer.example   order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy   total 4,741 JPY   asked takao@buyer.example   without a token
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → takao@buyer.example   receipt-buyer
notice   bank → takao@work.example    receipt-buyer   payer takao@buyer.example
notice   bank → shop                  receipt-merchant

# The question goes to the address that ordered
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    takao@work.example → shop, bank   maple-7731-crow
notice   bank → takao@work.example    order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@work.example    question
notice   bank → takao@buyer.example   question-copy
answer   takao@work.example   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → takao@work.example    receipt-buyer
notice   bank → takao@buyer.example   receipt-buyer
notice   bank → shop                  receipt-merchant

# A new address waits seven days, and the old ones hear of it
address  add   takao@new.example   buyer
recorded address-added
notice   bank → takao@buyer.example   address-added   address takao@new.example   usable from Sat 28 Nov 10:32
order    takao@new.example → shop, bank   maple-7731-crow
refused  address-too-new
notice   bank → takao@new.example   order-refused   code address-too-new   usable from Sat 28 Nov 10:32   says "or wait until"   does not say "Write the order again"
tick     7 days
order    takao@new.example → shop, bank   birch-2209-owl
advanced order-received
notice   bank → takao@new.example   order-received

# A shop's new address waits as well
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
address  add   orders@tea.example   shop
notice   bank → shop   address-added
forward  orders@tea.example → bank   4,741 JPY
refused  address-too-new
notice   bank → orders@tea.example   forward-refused   code address-too-new   says "or wait until"   does not say "changes nothing"

# An address that is removed ends what is open from it
person   buyer   Takao Sasaki   takao@buyer.example   takao@work.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → takao@buyer.example   order-received
forward  shop → bank   4,741 JPY
notice   bank → takao@buyer.example   question
notice   bank → takao@work.example    question-copy
order    takao@work.example → shop, bank   birch-2209-owl
notice   bank → takao@work.example   order-received
address  remove   takao@buyer.example
recorded address-removed
payment  1   ended   stopped
payment  2   awaiting-forward
held     buyer 0 JPY
notice   bank → takao@buyer.example   ended-buyer   freed 4,741 JPY
notice   bank → shop                  ended-merchant
notice   bank → takao@work.example    address-removed   address takao@buyer.example
letter   takao@buyer.example → bank   BALANCE
set-aside unknown-sender
silence

# A shop's address that an order names is removed before the shop has forwarded it: what becomes of the order is told at another of its addresses, or to nobody
person   shop   Green Tea House   shop@tea.example   orders@tea.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
address  remove   shop@tea.example
notice   bank → orders@tea.example   address-removed
order    buyer → orders@tea.example, bank   birch-2209-owl
notice   bank → buyer   order-received
address  add   shop@tea.example   buyer
notice   bank → buyer   address-added
address  remove   orders@tea.example
silence
letter   buyer → bank   CANCEL [reference 2]
advanced cancelled
notice   bank → buyer   ended-buyer
address  add   office@tea.example   shop
silence
tick     7 days 1 hour
notice   bank → buyer   ended-buyer   reason no-forward
notice   bank → office@tea.example   ended-merchant   reason no-forward

# An address belongs to one party, and never to the bank
address  add   shop@tea.example   buyer
refused  address-taken
address  add   pay+x@bank.example   buyer
refused  address-is-ours
address  remove   nobody@elsewhere.example
refused  address-unknown
silence

# A letter from an address that is registered later is looked at again
letter   stranger → bank   BALANCE   as early
set-aside unknown-sender
account  stranger   0 JPY
requeue  early
recorded requeued
answered balance
notice   bank → stranger   balance   balance 0 JPY

# An order for a shop that is registered later is looked at again
letter   buyer → bank   as order
  | 2 Sencha 100g
  | Password: maple-7731-crow
  | Pay to: hello@bamboo.example
refused  payee-unknown
notice   bank → buyer   order-refused   code payee-unknown
account  shop2   0 JPY
requeue  order
recorded requeued
advanced order-received
notice   bank → buyer   order-received   shop Bamboo Works
again    order
nothing-new same as 1
silence

# An order to two addresses of one shop, with the buyer in copy: one shop, told at the first of them
person   shop   Green Tea House   shop@tea.example   second@tea.example
account  shop   0 JPY
order    buyer → second@tea.example, shop@tea.example, bank, takao@buyer.example   maple-7731-crow
advanced order-received
notice   bank → buyer   order-received   shop Green Tea House
letter   buyer → bank   CANCEL [reference]
advanced cancelled
notice   bank → buyer   ended-buyer
notice   bank → second@tea.example   ended-merchant

# Only what is signed names the shop: an address that anybody can have written since names nobody
order    buyer → bank, shop   maple-7731-crow   cc unsigned
advanced order-received
notice   bank → buyer   order-received   shop none
