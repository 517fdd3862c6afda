# A wallet is enrolled, and a cheque pays without a question

decides  wallet   buyer
recorded  wallet-page-sent
notice  bank → buyer   wallet-page
letter  buyer → wallet   Wallet key: [key buyer]
advanced  wallet-enrolled
notice  bank → buyer   wallet-enrolled
order  buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
advanced  order-received
notice  bank → buyer   order-received   says "Still needed: your cheque."
cheque  buyer → bank   A   5,000 JPY   to shop   maple-7731-crow
advanced  cheque-kept
notice  bank → buyer   road-taken   says "Your cheque has reached us and is good."
forward  shop → bank   4,741 JPY   invoice GT-1042
advanced  settled
moved  buyer → shop   4,741 JPY
notice  bank → buyer   receipt-buyer   total 4,741 JPY
notice  bank → shop   receipt-merchant   total 4,741 JPY
entry  settled
payment  settled
