# A ceiling in a currency in which the buyer has no account: refused at once, with an example in their own
account  buyer   120.00 EUR
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
refused  currency-differs
notice   bank → buyer   order-refused   code currency-differs   says "Up to: 50.00 EUR"   does not say "JPY:"
letter   buyer → bank   HELP
answered help
notice   bank → buyer   help   says "Up to: 50.00 EUR"   does not say "JPY"
order    buyer → shop, bank   maple-7731-crow   up to 50.00 EUR
notice   bank → buyer   order-received   ceiling 50.00 EUR

# Of several accounts any will do for a ceiling
account  buyer   120.00 EUR
account  buyer   5,000 JPY
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice   bank → buyer   order-received   ceiling 5,000 JPY
order    buyer → shop, bank   birch-2209-owl   up to 5,000.00 USD
refused  currency-differs
notice   bank → buyer   order-refused   code currency-differs
