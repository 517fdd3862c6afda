# The number in another case is the same number
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-a42 4,741 JPY
  | Invoice: gt-A42
  | Total: 4,741 JPY
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 4,741 JPY   invoice gt-A42

# An e-invoice alone, without a word: the shop reads what is missing
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Invoice   attached UBL GT-1042 2,160 JPY
refused  secret-missing
notice   bank → shop   forward-refused   code secret-missing   transcript none
-- an empty mail is nothing of the kind
letter   shop → bank   subject nothing
refused  secret-missing
notice   bank → shop   help
