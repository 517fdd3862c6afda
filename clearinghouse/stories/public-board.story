# The receipts leave when the entry is published, and prove themselves
policy  board   yes
order  buyer → shop, bank   maple-7731-crow
  notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
  entry  accepted
  notice  bank → buyer   question
answer  buyer   OK maple-7731-crow
  advanced  settled
  moved  buyer → shop   4,741 JPY
  entry  settled
  silence
board  publishes
  notice  bank → buyer   receipt-buyer   says "entry.bin"
  notice  bank → shop   receipt-merchant   says "entry.bin"
  face  accepted   kind   reference   time
  face  settled   kind   reference   time
-- the Message-ID of the order is the buyer's alone; the number of our letter nobody's
  proof  buyer   reference, payer, payee, total, invoice, ordered, at, order-message-id, –
  proof  shop   reference, payer, payee, total, invoice, ordered, at, –, –

# Nothing more than kind, reference and minute is public unless its owner chose it
policy  board   yes
shows  buyer   alias T.S.   order time
  recorded  board-face-set
shows  shop   shop name
  recorded  board-face-set
order  buyer → shop, bank   maple-7731-crow
  notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
  notice  bank → buyer   question
board  publishes
  face  accepted   kind   reference   time   alias T.S.   ordered   shop Green Tea House
answer  buyer   NO
  advanced  refused
  entry  returned
  notice  bank → buyer   ended-buyer
  notice  bank → shop   ended-merchant
shows  shop
  recorded  board-face-set
board  publishes
  face  returned   kind   reference   time   alias T.S.   ordered   shop Green Tea House

# An alias that is an address or a promise does not come on the board
policy  board   yes
shows  buyer   alias takao@buyer.example
  refused  alias-unfit
shows  buyer   alias www.evil.example
  refused  alias-unfit

# Paid, and the board stands still: both hear of the payment after five minutes, and get their receipts when it goes on
policy  board   yes
order  buyer → shop, bank   maple-7731-crow
  notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
  notice  bank → buyer   question
answer  buyer   OK maple-7731-crow
  moved  buyer → shop   4,741 JPY
tick  4 minutes
board  stands still
  silence
tick  2 minutes
board  stands still
  notice  bank → buyer   proof-follows   total 4,741 JPY
  notice  bank → shop   proof-follows   total 4,741 JPY   invoice GT-1042
tick  1 hour
board  stands still
  silence
board  publishes
  notice  bank → buyer   receipt-buyer
  notice  bank → shop   receipt-merchant
  proof  buyer   reference, payer, payee, total, invoice, ordered, at, order-message-id, –

# STATUS tells the ledger's truth whatever the board does
policy  board   yes
order  buyer → shop, bank   maple-7731-crow
  notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
  notice  bank → buyer   question
answer  buyer   OK maple-7731-crow
  moved  buyer → shop   4,741 JPY
letter  buyer → bank   STATUS [reference]
  notice  bank → buyer   status   state settled

# While the oldest entry waits for more than an hour nobody's money is set aside; then it goes on as if nothing had been
policy  board   yes
order  buyer → shop, bank   maple-7731-crow   as A
  notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY   of A
  notice  bank → buyer   question
tick  61 minutes
order  buyer → shop, bank   amber-5520-finch   as B
  notice  bank → buyer   order-received
forward  shop → bank   1,000 JPY   of B
  waits
  silence
  no  entry
held  buyer 4,741 JPY
-- an answer to a question that was asked before is taken: its money is set aside already
answer  buyer   OK maple-7731-crow   to question 1
  moved  buyer → shop   4,741 JPY
board  publishes
  notice  bank → buyer   receipt-buyer
  notice  bank → shop   receipt-merchant
  notice  bank → buyer   question   total 1,000 JPY
held  buyer 1,000 JPY

# A deposit does not wake what waits for money while the board stands still
policy  board   yes
order  buyer → shop, bank   maple-7731-crow   as A
  notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY   of A
  notice  bank → buyer   question
order  buyer → shop, bank   amber-5520-finch   as B
  notice  bank → buyer   order-received
forward  shop → bank   9,000 JPY   of B
  notice  bank → buyer   funds-short-buyer
  notice  bank → shop   funds-short-merchant
tick  61 minutes
deposit  buyer   9,000 JPY
  recorded  deposit JPY 9,000
  silence
tick  20 minutes
  silence
board  publishes
  silence
tick  15 minutes
  notice  bank → buyer   question   total 9,000 JPY

# An erased face is gone for everybody; its entry stays, and another one says that it was erased
policy  board   yes
shows  buyer   alias T.S.
  recorded  board-face-set
order  buyer → shop, bank   maple-7731-crow
  notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
  notice  bank → buyer   question
board  publishes
answer  buyer   OK maple-7731-crow
  moved  buyer → shop   4,741 JPY
erases  settled   asked for by the person
  refused  entry-unpublished
board  publishes
  notice  bank → buyer   receipt-buyer
  notice  bank → shop   receipt-merchant
erases  settled   asked for by the person
  recorded  withdrawn
  entry  withdrawn
board  publishes
  face  settled   erased
  face  settled.withdrawn   kind   time   reason asked for by the person
  face  accepted   kind   reference   time   alias T.S.
erases  settled   asked again
  refused  entry-withdrawn
erases  settled.withdrawn   the erasure too
  refused  entry-lasting
erases  returned   no such entry
  refused  entry-unknown
erases  accepted   write to takao@buyer.example
  refused  reason-unfit

# Published, but the receipt does not prove itself: both hear of the payment all the same
policy  board   yes
order  buyer → shop, bank   maple-7731-crow
  notice  bank → buyer   order-received
forward  shop → bank   4,741 JPY
  notice  bank → buyer   question
answer  buyer   OK maple-7731-crow
  moved  buyer → shop   4,741 JPY
board  is damaged
board  publishes
  silence
tick  6 minutes
board  publishes
  notice  bank → buyer   proof-follows   total 4,741 JPY
  notice  bank → shop   proof-follows
board  is repaired
tick  2 minutes
  notice  bank → buyer   receipt-buyer
  notice  bank → shop   receipt-merchant
