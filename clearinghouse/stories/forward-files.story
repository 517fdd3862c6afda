# A forward without a total but with an e-invoice: the file is the claim
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY with 431 tax
  | Thank you, the invoice is attached.
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 4,741 JPY   invoice GT-1042   says "2 x Sencha 100g"   says "Tax 10 %"   in your order: 2 x Sencha 100g
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant   invoice GT-1042

# A forward as an attachment, no word of its own, and an e-invoice
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   original attached   attached CII GT-1042 4,741 JPY
advanced asked
notice   bank → buyer   question   total 4,741 JPY   invoice GT-1042

# Text and file say the same: the shop's typed lines are shown, the number is the file's
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY
  | 2 x Sencha 100g @ 2,000
  | Shipping 741
  | Total: 4,741 JPY
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 4,741 JPY   invoice GT-1042   says "Shipping"

# XML and PDF of one invoice are one; two that differ are refused with both sums
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY   attached UBL GT-1043 4,742 JPY
  | [forwarded order]
refused  invoice-file
notice   bank → shop   forward-refused   code invoice-file   trouble several   says "JPY 4,741"   says "JPY 4,742"
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY   attached CII gt-1042 4,741 JPY   attached a picture
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 4,741 JPY

# Text and file disagree: refused, with both sums
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached CII GT-1042 4,741 JPY
  | Total: 4,714 JPY
  | [forwarded order]
refused  invoice-differs
notice   bank → shop   forward-refused   code invoice-differs   text 4,714 JPY   file 4,741 JPY   says "Total: 4,741 JPY"   says "2 x Sencha 100g"
held     buyer 0 JPY
letter   shop → bank   subject Fwd: Order   attached CII GT-1042 4,741 JPY
  | Invoice: GT-1041
  | Total: 4,741 JPY
  | [forwarded order]
refused  invoice-differs
notice   bank → shop   forward-refused   code invoice-differs   text GT-1041   file GT-1042
letter   shop → bank   subject Fwd: Order   attached CII GT-1042 4,741 JPY
  | Invoice: GT-1041
  | [forwarded order]
refused  invoice-differs
notice   bank → shop   forward-refused   code invoice-differs   text GT-1041   file GT-1042
letter   shop → bank   subject Fwd: Order   attached CII GT-1042 4,741 JPY
  | Invoice: GT-1041
  | 2 x Sencha 100g @ 2,000
  | [forwarded order]
refused  invoice-differs
notice   bank → shop   forward-refused   code invoice-differs   text 4,000 JPY   file 4,741 JPY   text GT-1041   file GT-1042
letter   shop → bank   subject Fwd: Order   attached CII GT-1042 47.41 EUR
  | Total: 4,741 JPY
  | [forwarded order]
refused  invoice-differs
notice   bank → shop   forward-refused   code invoice-differs   text 4,741 JPY   file 47.41 EUR
letter   shop → bank   subject Fwd: Order   attached CII GT-1042 4,741 JPY
  | 2 x Sencha 100g @ 2,000
  | [forwarded order]
refused  invoice-differs
notice   bank → shop   forward-refused   code invoice-differs   text 4,000 JPY   file 4,741 JPY
letter   shop → bank   subject Fwd: Order   attached CII GT-1042 4,741 JPY
  | Total: 4,741 JPY
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 4,741 JPY

# The same number beside the file, in whatever case, or words that name none: the file counts
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached CII GT-1042 4,741 JPY
  | Invoice: gt-1042
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 4,741 JPY   invoice GT-1042
letter   shop → bank   subject Fwd: Order   attached CII GT-1042 4,742 JPY
  | Invoice: see attachment
  | [forwarded order]
advanced asked-anew
notice   bank → buyer   question   total 4,742 JPY   invoice GT-1042

# A file that is an e-invoice and can't be taken is never passed over, a right total in the text or not
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY adding 100 too much
  | Total: 4,741 JPY
  | [forwarded order]
refused  invoice-file
notice   bank → shop   forward-refused   code invoice-file   trouble sum-differs   says "JPY 4,741"   says "JPY 4,841"   says "Total: 4,741 JPY"
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY a credit note
  | Total: 4,741 JPY
  | [forwarded order]
refused  invoice-file
notice   bank → shop   forward-refused   code invoice-file   trouble not-an-invoice
letter   shop → bank   subject Fwd: Order   attached half of an invoice
  | [forwarded order]
refused  invoice-file
notice   bank → shop   forward-refused   code invoice-file   trouble broken
held     buyer 0 JPY

# The password within the file: its words, its number, its notes
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY for Sencha maple 7731 crow
  | [forwarded order]
refused  secret-in-invoice
notice   bank → shop    forward-refused   code secret-in-invoice   does not say "7731"
notice   bank → buyer   forward-warning   code secret-in-invoice
letter   shop → bank   subject Fwd: Order   attached UBL MAPLE-7731-CROW 4,741 JPY
  | Total: 4,741 JPY
  | [forwarded order]
refused  secret-in-invoice
notice   bank → shop    forward-refused   code secret-in-invoice
notice   bank → buyer   forward-warning   code secret-in-invoice
letter   shop → bank   subject Fwd: Order   original attached   attached UBL GT-1 4,741 JPY noting maple-7731-crow
refused  secret-in-invoice
notice   bank → shop    forward-refused   code secret-in-invoice
notice   bank → buyer   forward-warning   code secret-in-invoice

# A number in the file that begins like an answer
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL OK 4,741 JPY
  | [forwarded order]
refused  consent-in-invoice
notice   bank → shop    forward-refused   code consent-in-invoice
notice   bank → buyer   forward-warning   code consent-in-invoice

# An invoice that the buyer attached to the order is the buyer's, also where the shop's client sends it on
letter   buyer → shop, bank   subject Order   attached UBL B-1 1 JPY
  | 2 Sencha 100g
  | Password: maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL B-1 1 JPY
  | [forwarded order]
refused  no-total
notice   bank → shop   forward-refused   code no-total
letter   shop → bank   subject Fwd: Order   attached UBL B-1 1 JPY
  | Total: 4,741 JPY
  | [forwarded order]
advanced asked
notice   bank → buyer   question   total 4,741 JPY   invoice none

# The forward comes first: its file waits with it
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY
  | ---------- Forwarded message ----------
  | From: <takao@buyer.example>
  | Subject: Order
  |
  | 2 Sencha 100g
  | 1 bamboo whisk
  |
  | Password: maple-7731-crow
advanced forward-waits
silence
order    buyer → shop, bank   maple-7731-crow
advanced asked
notice   bank → buyer   question   total 4,741 JPY   invoice GT-1042

# An e-invoice in another currency than the accounts
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 47.41 EUR
  | [forwarded order]
refused  currency-differs
notice   bank → shop    forward-refused   code currency-differs   says "Your account with us is in JPY, your total in EUR."
notice   bank → buyer   forward-warning   code currency-differs

# An invoice number that stands in an attached file alone is paid once, whoever pays and whichever mail comes first
account  buyer2   10,000 JPY
order    buyer2 → shop, bank   birch-2209-owl
notice   bank → buyer2   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 4,741 JPY
  | [forwarded order]
advanced asked
notice   bank → buyer2   question   invoice GT-1042
answer   buyer2   OK birch-2209-owl
moved    buyer2 → shop   4,741 JPY
notice   bank → buyer2   receipt-buyer
notice   bank → shop     receipt-merchant
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 1,080 JPY
  | [forwarded order]
refused  invoice-paid
notice   bank → shop    forward-refused   code invoice-paid
letter   shop → bank   subject Fwd: Order   original attached   attached CII gt-1042 1,081 JPY
refused  invoice-paid
notice   bank → shop    forward-refused   code invoice-paid
letter   shop → bank   subject Fwd: Order   attached UBL GT-1042 1,082 JPY
  | ---------- Forwarded message ----------
  | From: <takao@buyer.example>
  | Subject: Order
  |
  | 2 Sencha 100g
  | 1 bamboo whisk
  |
  | Password: cedar-4415-fox
advanced forward-waits
silence
order    buyer → shop, bank   cedar-4415-fox
advanced order-received
notice   bank → shop    forward-refused   code invoice-paid
notice   bank → buyer   order-received
