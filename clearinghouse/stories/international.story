# A buyer whose address is beyond ASCII on both sides of the @ orders, is asked, answers and pays
person   buyer   佐藤 孝夫   佐藤@例え.jp
order    buyer → shop, bank   maple-7731-crow
advanced order-received
notice   bank → 佐藤@例え.jp   order-received
forward  shop → bank   4,741 JPY
notice   bank → 佐藤@xn--r8jz45g.jp   question   total 4,741 JPY
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant   buyer 佐藤@xn--r8jz45g.jp   says "佐藤@例え.jp [xn--r8jz45g.jp]"

# The shop's mail program writes U-labels above the forward
person   buyer   Hana Sato   hana@例え.jp
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order
  | Total: 4,741 JPY
  |
  | ---------- Forwarded message ----------
  | From: Hana Sato <hana@例え.jp>
  | Subject: Order
  |
  | 3 Sencha 100g
  | 1 bamboo whisk
  |
  | Password: maple-7731-crow
refused  order-changed
notice   bank → buyer   forward-warning   code order-changed
notice   bank → shop    forward-refused   code order-changed

# A shop beyond ASCII is named by its address, and stands with both forms of its domain in the question's first and last line
person   shop   Casa José   josé@bücher.example
letter   buyer → bank   subject Order
  | 2 Sencha 100g
  | Password: maple-7731-crow
  | Pay to: josé@bücher.example
advanced order-received
notice   bank → buyer   order-received   shop josé@xn--bcher-kva.example
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   says "Casa José (josé@bücher.example [xn--bcher-kva.example]) asks"   says "to Casa José (josé@bücher.example [xn--bcher-kva.example])."
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# Composed or decomposed letters: the same mailbox, the same party
person   buyer   José Núñez   josé@correo.example
order    josé@correo.example → shop, bank   maple-7731-crow
advanced order-received
notice   bank → josé@correo.example   order-received
letter   josé@correo.example → bank   BALANCE
answered balance
notice   bank → buyer   balance   balance 10,000 JPY
address  add   josé@correo.example   shop
refused  address-taken
silence

# Look-alikes of a registered address are nobody
person   buyer   佐藤 孝夫   佐藤@例え.jp
person   buyer2   Paula Paypal   paypal@buyer.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
-- another ideograph; another domain; a small kana in the domain
letter   佐籐@例え.jp → question   OK maple-7731-crow
set-aside unknown-sender
letter   佐藤@例え.example → question   OK maple-7731-crow
set-aside unknown-sender
letter   佐藤@例ぇ.jp → question   OK maple-7731-crow
set-aside unknown-sender
-- Cyrillic letters, in the local part and in the domain
letter   pаypal@buyer.example → bank   BALANCE
set-aside unknown-sender
letter   paypal@buуer.example → bank   BALANCE
set-aside unknown-sender
letter   ｐａｙｐａｌ@buyer.example → bank   BALANCE
set-aside unknown-sender
letter   paypal@ｂｕｙｅｒ.example → bank   BALANCE
set-aside unknown-sender
letter   =?utf-8?q?paypal?=@buyer.example → bank   BALANCE
set-aside unknown-sender
silence
nothing  moved

# The outgoing server has no SMTPUTF8: the address is marked and staff are told, and nobody else gets the mail
person   buyer   José Núñez   josé@correo.example   jose@correo.example
order    buyer → shop, bank   maple-7731-crow
notice   bank → josé@correo.example   order-received
undelivered  bank → josé@correo.example   order-received   the outgoing server does not offer SMTPUTF8 (RFC 6531)
staff    notice-failed
