# Order, post and forward agree: paid without a question

policy  board   yes
policy  scheme   board
order  buyer → shop, bank, board   maple-7731-crow   up to 5,000 JPY   says Tea for my aunt
advanced  order-received
notice  bank → buyer   order-received
entry  posted
board  publishes
face  posted   kind   reference   time   alias T.S.   ordered   shop Green Tea House   text Tea for my aunt   order
forward  shop → bank   4,741 JPY   post seen
advanced  settled
moved  buyer → shop   4,741 JPY
entry  settled
board  publishes
notice  bank → buyer   receipt-buyer
notice  bank → shop   receipt-merchant

# The post comes by a mail of its own, before or after the order

policy  board   yes
policy  scheme   board
post  buyer → board   maple-7731-crow   pay to Green Tea House
advanced  post-waits
notice  bank → buyer   road-taken   says "Your post for the board is taken."
no  entry
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
advanced  order-received
notice  bank → buyer   order-received
entry  posted
forward  shop → bank   4,741 JPY   post seen
advanced  settled
moved  buyer → shop   4,741 JPY
entry  settled

# The shop has not looked at the board: the buyer is asked

policy  board   yes
policy  scheme   board
order  buyer → shop, bank, board   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
entry  posted
forward  shop → bank   4,741 JPY
advanced  asked
notice  bank → buyer   question
entry  accepted
forward  shop → bank   4,741 JPY   post seen
advanced  settled
moved  buyer → shop   4,741 JPY
entry  settled

# Without a ceiling in the signed order nothing is paid unasked

policy  board   yes
policy  scheme   board
order  buyer → shop, bank, board   maple-7731-crow
notice  bank → buyer   order-received
entry  posted
forward  shop → bank   4,741 JPY   post seen
advanced  asked
notice  bank → buyer   question
entry  accepted

# No post comes: after half an hour the bank asks instead

policy  board   yes
policy  scheme   board
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received   says "Still needed: your post on the board."
forward  shop → bank   4,741 JPY
advanced  waits-for-roads
tick  31 minutes
notice  bank → buyer   road-missing   says "your post on the board is missing"
notice  bank → buyer   question
entry  accepted

# A post by somebody else with the same words and password

policy  board   yes
policy  scheme   board
account  stranger   10,000 JPY
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
post  stranger → board   maple-7731-crow   pay to Green Tea House
advanced  post-waits
notice  bank → stranger   road-taken   says "your order, which has not reached us yet"
no  entry
forward  shop → bank   4,741 JPY   post seen
advanced  waits-for-roads
tick  8 days
notice  bank → buyer   road-missing
notice  bank → buyer   question
entry  accepted
notice  bank → buyer   question   again yes
notice  bank → buyer   ended-buyer
notice  bank → shop   ended-merchant
entry  returned
notice  bank → stranger   ended-buyer   says "Your order did not reach us in time."

# A post that disagrees, a second post and a late post

policy  board   yes
policy  scheme   board
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY   as O
notice  bank → buyer   order-received
letter  buyer → board   subject my post
| 3 Sencha 100g
| 1 bamboo whisk
|
| Pay to: Green Tea House
| Password: maple-7731-crow
refused  post-refused
notice  bank → buyer   post-refused   says "do not say the same"
post  buyer → board   maple-7731-crow   pay to Green Tea House   says Tea
advanced  post-kept
notice  bank → buyer   road-taken
entry  posted
post  buyer → board   maple-7731-crow   pay to Green Tea House   says Coffee
refused  post-refused
notice  bank → buyer   post-refused   says "is there already"
post  buyer → board   maple-7731-crow   pay to Green Tea House   says Tea   subject again
nothing-new  same post
silence
forward  shop → bank   4,741 JPY   post seen   of O
advanced  settled
moved  buyer → shop   4,741 JPY
entry  settled
post  buyer → board   maple-7731-crow   pay to Green Tea House   says Late
refused  post-refused
notice  bank → buyer   post-refused   says "The payment of this password is over."

# Words that can not be shown to everybody

policy  board   yes
policy  scheme   board
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
post  buyer → board   maple-7731-crow   pay to Green Tea House   says see www.shop.example
refused  post-refused
notice  bank → buyer   post-refused   says "can not be shown to everybody"
post  buyer → board   maple-7731-crow   pay to Green Tea House   says my word is maple-7731-crow
refused  post-refused
notice  bank → buyer   post-refused   says "can not be shown to everybody"
post  buyer → board   maple-7731-crow   pay to Green Tea House   says call 090 1234 5678
refused  post-refused
notice  bank → buyer   post-refused
no  entry

# The password of another open order is no word for the board

policy  board   yes
policy  scheme   board
order  buyer → shop, bank   river-1234-stone   up to 5,000 JPY   as other
notice  bank → buyer   order-received
order  buyer → shop, bank   maple-tulip-crow   up to 5,000 JPY
notice  bank → buyer   order-received
post  buyer → board   river-1234-stone   pay to Green Tea House   says as with Maple-Tulip-Crow
refused  post-refused
notice  bank → buyer   post-refused   says "words without a password of yours"
no  entry
post  buyer → board   river-1234-stone   pay to Green Tea House   says as with maple tulip crow
refused  post-refused
notice  bank → buyer   post-refused   says "words without a password of yours"
no  entry
post  buyer → board   river-1234-stone   pay to Green Tea House   says as with maple-syrup-crow
advanced  post-kept
notice  bank → buyer   road-taken
entry  posted

# Forty characters may stand on the board, and not one more (9-rules 27)

policy  board   yes
policy  scheme   board
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
post  buyer → board   maple-7731-crow   pay to Green Tea House   says Two bags of tea and a whisk for my auntie
refused  post-refused
notice  bank → buyer   post-refused   says "at most 40 characters"
no  entry
post  buyer → board   maple-7731-crow   pay to Green Tea House   says Two bags of tea and a whisk for my uncle
advanced  post-kept
notice  bank → buyer   road-taken
entry  posted

# A bank without a board takes no posts

order  buyer → shop, bank, board   maple-7731-crow   up to 5,000 JPY
advanced  order-received
notice  bank → buyer   order-received
notice  bank → buyer   post-refused   says "We keep no public board at present."
forward  shop → bank   4,741 JPY
advanced  asked
notice  bank → buyer   question
entry  accepted

# Without the bank in what is signed, or with the shop named nowhere else, nothing is paid unasked

policy  board   yes
policy  scheme   board
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY   cc unsigned
notice  bank → buyer   order-received
post  buyer → board   maple-7731-crow   pay to Green Tea House
advanced  post-kept
notice  bank → buyer   road-taken
entry  posted
forward  shop → bank   4,741 JPY   post seen
advanced  asked
notice  bank → buyer   question
entry  accepted

# The payee's name in the text is enough, where the bank alone is written to

policy  board   yes
policy  scheme   board
order  buyer → bank   maple-7731-crow   up to 5,000 JPY   pay to Green Tea House   to unsigned
notice  bank → buyer   order-received
post  buyer → board   maple-7731-crow   pay to Green Tea House
advanced  post-kept
notice  bank → buyer   road-taken
entry  posted
forward  shop → bank   4,741 JPY   post seen
advanced  settled
moved  buyer → shop   4,741 JPY
entry  settled

# A post that came before its order and is not its post: told when the order comes, nothing is posted

policy  board   yes
policy  scheme   board
account  shop2   0 JPY
post  buyer → board   maple-7731-crow   pay to Bamboo Works
advanced  post-waits
notice  bank → buyer   road-taken
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
advanced  order-received
notice  bank → buyer   post-refused   why differs   reference none
notice  bank → buyer   order-received   says "Still needed: your post on the board."
no  entry

# The same shops in another order are the same shops; other words for everybody are another post

policy  board   yes
policy  scheme   board
account  shop2   0 JPY
order  buyer → shop, shop2, bank   maple-7731-crow   up to 5,000 JPY
notice  bank → buyer   order-received
post  buyer → shop2, shop, board   maple-7731-crow   says Tea
advanced  post-kept
notice  bank → buyer   road-taken
entry  posted
post  buyer → shop2, shop, board   maple-7731-crow   says Tea   subject again
nothing-new  same post
silence
post  buyer → shop2, shop, board   maple-7731-crow   says Coffee
refused  post-refused
notice  bank → buyer   post-refused   why second
letter  buyer → shop2, shop, board
| Post: Tea
| 3 Sencha 100g
| 1 bamboo whisk
|
| Password: maple-7731-crow
refused  post-refused
notice  bank → buyer   post-refused   why second

# Twenty posts a day, also in Cc of their orders: the next order is taken without its post, and its writer reads so

policy   board   yes
policy   scheme   board
order    buyer → shop, bank, board   maple-7710-crow   up to 5,000 JPY   subject n0
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7711-crow   up to 5,000 JPY   subject n1
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7712-crow   up to 5,000 JPY   subject n2
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7713-crow   up to 5,000 JPY   subject n3
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7714-crow   up to 5,000 JPY   subject n4
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7715-crow   up to 5,000 JPY   subject n5
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7716-crow   up to 5,000 JPY   subject n6
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7717-crow   up to 5,000 JPY   subject n7
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7718-crow   up to 5,000 JPY   subject n8
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7719-crow   up to 5,000 JPY   subject n9
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7720-crow   up to 5,000 JPY   subject n10
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7721-crow   up to 5,000 JPY   subject n11
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7722-crow   up to 5,000 JPY   subject n12
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7723-crow   up to 5,000 JPY   subject n13
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7724-crow   up to 5,000 JPY   subject n14
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7725-crow   up to 5,000 JPY   subject n15
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7726-crow   up to 5,000 JPY   subject n16
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7727-crow   up to 5,000 JPY   subject n17
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7728-crow   up to 5,000 JPY   subject n18
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7729-crow   up to 5,000 JPY   subject n19
notice   bank → buyer   order-received
entry    posted
order    buyer → shop, bank, board   maple-7730-crow   up to 5,000 JPY   subject n20
advanced order-received
notice   bank → buyer   order-received
notice   bank → buyer   post-refused   why too-many
no  entry
post     buyer → board   maple-7731-crow   pay to Green Tea House   says Tea
refused  post-refused
notice   bank → buyer   post-refused   why too-many
