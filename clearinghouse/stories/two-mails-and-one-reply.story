# A payment by two mails and one reply

letter   buyer → shop, bank   subject Order   signed
  | 2 Sencha 100g
  | 1 bamboo whisk
  |
  | Password: maple-7731-crow
  | Up to: 5,000 JPY
advanced order-received
notice   bank → buyer   order-received   shop Green Tea House   ceiling 5,000 JPY   until Sat 28 Nov 10:32
payment  awaiting-forward
no       entry

letter   shop → bank   subject Fwd: Order   signed
  | Invoice: GT-1042
  | 2 x Sencha 100g @ 1,080
  | 1 x Bamboo whisk @ 1,650
  | Shipping 500
  | Tax (10%) 431
  | Total: 4,741 JPY
  |
  | [forwarded order]
advanced asked
notice   bank → buyer   question   shop shop@tea.example   invoice GT-1042   total 4,741 JPY   until Tue 24 Nov 10:32   in your order: 2 x Sencha 100g   in your order: 1 x Bamboo whisk   not in your order: Shipping   not in your order: Tax   says "answer with the word OK and the password of your order"
held     buyer 4,741 JPY
balance  buyer 10,000 JPY   shop 0 JPY
entry    accepted
nothing  moved

letter   buyer → question   replying to the question   subject Re: Pay?   signed
  | OK maple-7731-crow
  |
  | > Green Tea House asks JPY 4,741 for your order of 21 Nov 2026 10:32.
advanced settled
moved    buyer → shop   4,741 JPY
entry    settled
notice   bank → buyer   receipt-buyer   shop Green Tea House   total 4,741 JPY   invoice GT-1042   paid at Sat 21 Nov 10:32   balance none
notice   bank → shop    receipt-merchant   buyer Takao Sasaki   total 4,741 JPY   invoice GT-1042
held     buyer 0 JPY
balance  buyer 5,259 JPY   shop 4,741 JPY
payment  settled

# The same in euro, from accounts with cents
account  buyer   120.00 EUR
account  shop      0.00 EUR
letter   buyer → shop, bank
  | 3 jars of honey
  | Password: Honig 4711 Tau
  | Up to: 50.00 EUR
notice   bank → buyer   order-received   ceiling 50.00 EUR
forward  shop → bank   40,00 EUR   invoice H-7
notice   bank → buyer   question   total 40.00 EUR
answer   buyer   OK Honig 4711 Tau
moved    buyer → shop   40.00 EUR
entry    settled
notice   bank → buyer   receipt-buyer    total 40.00 EUR
notice   bank → shop    receipt-merchant
balance  buyer 80.00   shop 40.00

# The same in Japanese, full width, as a Japanese mail program writes it
person   buyer   佐々木 孝夫   takao@buyer.example   Japanese
person   shop    緑茶本舗   shop@tea.example   Japanese
letter   buyer → shop, bank   subject 注文
  | 煎茶１００ｇ　２袋
  | 茶筅　１本
  |
  | パスワード：ｍａｐｌｅ－７７３１
  | 上限：５，０００円
notice   bank → buyer   order-received   in Japanese   ceiling 5,000 JPY
letter   shop → bank   subject 転送: 注文
  | 請求書番号：GT-1042
  | 合計：４，７４１円
  |
  | [forwarded order]
notice   bank → buyer   question   in Japanese   total 4,741 JPY   invoice GT-1042
letter   buyer → question
  | お世話になっております。
  | はい、maple7731です。
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer   in Japanese
notice   bank → shop    receipt-merchant   in Japanese

# Each side is written to in its own language
person   shop    緑茶本舗   shop@tea.example   Japanese
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received   in English   shop 緑茶本舗
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   in English
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer   in English
notice   bank → shop    receipt-merchant   in Japanese

# The shop attaches the order instead of quoting it: the very mail that the bank has had settles it
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
letter   shop → bank   subject Fwd: Order   original attached
  | Invoice: GT-1042
  | Total: 4,741 JPY
advanced asked
notice   bank → buyer   question   total 4,741 JPY
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# Two mails instead of one with Cc: the ceiling stays between buyer and bank
order    buyer → shop   maple-7731-crow   as plain
order    buyer → bank   maple-7731-crow   up to 5,000 JPY   pay to Green Tea House
advanced order-received
notice   bank → buyer   order-received   shop Green Tea House   ceiling 5,000 JPY
forward  shop → bank   4,741 JPY   of plain
advanced asked
notice   bank → buyer   question   total 4,741 JPY
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# The answer comes to the bank's main address: the thread shows which question it is for
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → bank   replying to the question
  | OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# The answer comes to the question's own address without a thread
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow   replying to nothing
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant

# Address and thread name different payments: nobody can say what was meant
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
order    buyer → shop, bank   birch-2209-owl
notice   bank → buyer   order-received
forward  shop → bank   1,080 JPY
notice   bank → buyer   question   total 1,080 JPY
answer   buyer   OK birch-2209-owl   replying to question 1
set-aside not-your-question
silence
nothing  moved

# The buyer is reminded at half time and may answer the reminder
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question   until Tue 24 Nov 10:32   again no
tick     35 hours
silence
tick     1 hour
clock    Sun 22 Nov 22:32
notice   bank → buyer   question   until Tue 24 Nov 10:32   again yes
answer   buyer   OK maple-7731-crow
advanced settled
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
