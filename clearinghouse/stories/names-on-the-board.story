# The initials of a post: of each word the first letter, at most four, in capitals
person   buyer   anna-Lena von der Maas   anna@buyer.example
policy   board   yes
policy   scheme   board
order    buyer → shop, bank, board   maple-7731-crow   up to 5,000 JPY
notice   bank → buyer   order-received
entry    posted
board    publishes
face     posted   kind   reference   time   alias A.L.V.D.   ordered   shop Green Tea House   order

# A name without blanks between its words: the first letter alone; a chosen alias goes before it
person   buyer   佐々木孝夫   takao@buyer.example   Japanese
policy   board   yes
policy   scheme   board
order    buyer → shop, bank, board   maple-7731-crow   up to 5,000 JPY   as A
notice   bank → buyer   order-received
entry    posted
board    publishes
face     posted   kind   reference   time   alias 佐.   ordered   shop Green Tea House   order
shows    buyer   alias T.S.
recorded board-face-set
order    buyer → shop, bank, board   birch-2209-owl   up to 5,000 JPY   as B
notice   bank → buyer   order-received
entry    posted
board    publishes
face     posted   kind   reference   time   alias T.S.   ordered   shop Green Tea House   order

# A post of an order to two shops names neither
account  shop    0 JPY
account  shop2   0 JPY
policy   board   yes
policy   scheme   board
order    buyer → shop, shop2, bank, board   maple-7731-crow   up to 5,000 JPY
notice   bank → buyer   order-received
entry    posted
board    publishes
face     posted   kind   reference   time   alias T.S.   ordered   order

# Each side shows what it chose, and nothing of the other's
policy   board   yes
shows    shop   order time   alias G.T.
recorded board-face-set
shows    buyer   shop name
recorded board-face-set
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
entry    accepted
board    publishes
face     accepted   kind   reference   time
