# A total that the shop writes to somebody else too, or with the bank in Cc, or with a word of consent, is talk and no forgotten order
account  shop2   0 JPY
letter   shop → bank, shop2   subject a
  | Total: 2,160 JPY
refused  secret-missing
notice   bank → shop   help   does not say "choose Forward"
letter   shop → shop, bank   subject b
  | Total: 2,160 JPY
nothing-new not to the bank
silence
letter   shop → bank   subject c
  | OK
  | Total: 2,160 JPY
refused  secret-missing
silence
letter   shop → bank   subject d
  | Total: 2,160 JPY
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing   says "choose Forward"

# A total in the buyer's own reply about their own order is no claim; in a mail about nothing it is told like a shop's
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   buyer → bank   replying to notice order-received
  | Total: 2,160 JPY
answered status
notice   bank → buyer   status   unread yes
letter   shop → bank   replying to notice order-received
  | Total: 2,160 JPY
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing
letter   buyer → bank   subject something
  | Total: 2,160 JPY
refused  secret-missing
notice   bank → buyer   forward-refused   code secret-missing
