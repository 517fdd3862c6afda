# STATEMENT: both sides read the payment, the refund and the fee; each only their own account
decides  fee   shop   10 JPY   10
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
moved    shop → bank:fees   57 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 1,000 a cup was broken
notice   bank → shop   refund-question
answer   shop   OK
moved    shop → buyer   1,000 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
letter   buyer → bank   STATEMENT 2026-11
answered statement
notice   bank → buyer   statement   month 2026-11   is running yes   says "Payment to Green Tea House -4,741 5,259 Ref. [reference], invoice GT-1042"   says "Refund from Green Tea House 1,000 6,259"   says "Balance so far 6,259"   does not say "Fee"   titled "Statement of November 2026"
letter   shop → bank   STATEMENT November 2026
answered statement
notice   bank → shop   statement   month 2026-11   says "Payment from Takao Sasaki 4,741 4,741"   says "Fee, payment from Takao Sasaki -57 4,684"   says "Refund to Takao Sasaki -1,000 3,684"   says "statement-2026-11-JPY.csv, statement-2026-11-JPY.pdf."   does not say "10,000"   does not say "6,259"

# A month that is over has its file for bookkeeping programs; without a month it is the last one until the 10th, then the running one
deposit  buyer   500 JPY   voucher V-17   by Mori and Abe
tick     12 days
letter   buyer → bank   STATEMENT
answered statement
-- 3 December
notice   bank → buyer   statement   month 2026-11   asked unnamed   is running no   says "statement-2026-11-JPY.camt053.xml"   says "Deposit 500 10,500 Voucher V-17"   says "Closing balance 10,500"   says "STATEMENT 2026-09"
tick     8 days
letter   buyer → bank   STATEMENT
answered statement
-- 11 December
notice   bank → buyer   statement   month 2026-12   is running yes   says "Nothing was booked"   says "Opening balance 10,500"   does not say "camt053.xml"

# In the month of its opening an account has no month before
tick     1 minute
letter   buyer → bank   明細
answered statement
notice   bank → buyer   statement   month 2026-11

# What was booked by hand stands in it with its voucher
deposit  buyer   1,500 JPY   voucher V-17   by Mori and Abe
withdraw   buyer   200 JPY   voucher A "quoted", OK   by Mori and Abe
letter   buyer → bank   STATEMENT 2026-11
answered statement
notice   bank → buyer   statement   says "Voucher opening"   says "Deposit 1,500 11,500 Voucher V-17"   says "Withdrawal -200 11,300 Voucher A "quoted", OK"   says "Deposit (2) 11,500"

# What is held for a payment that waits is told of the running month
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
letter   buyer → bank   STATEMENT 2026-11
answered statement
notice   bank → buyer   statement   says "Set aside for payments 4,741"   says "Balance so far 10,000"

# Each account of a party has its part and its files
account  buyer   10,000 JPY
account  buyer   120.00 EUR
letter   buyer → bank   STATEMENT 2026-11
answered statement
notice   bank → buyer   statement   accounts 2   says "EUR (Account party:1:EUR)"   says "Opening balance 0.00"   says "JPY (Account party:1:JPY)"   says "statement-2026-11-EUR.csv"   says "statement-2026-11-JPY.pdf"

# Months that there are not: what can be asked
letter   buyer → bank   STATEMENT 2026-12
answered statement-refused
notice   bank → buyer   statement-refused   why future   first 2026-11   last 2026-11   says "has not begun"   says "STATEMENT 2026-11"
letter   buyer → bank   STATEMENT 2026-10
answered statement-refused
notice   bank → buyer   statement-refused   why before-opening   says "from November 2026 to November 2026"
letter   buyer → bank   STATEMENT 2026-13
answered statement-refused
notice   bank → buyer   statement-refused   why unreadable   asked 2026-13
-- three a day, like all answers of a kind
letter   buyer → bank   STATEMENT 13
answered statement-refused
silence

# In Japanese
person   buyer   佐々木 孝夫   takao@buyer.example   Japanese
letter   buyer → bank   明細 2026年11月
answered statement
notice   bank → buyer   statement   in Japanese   says "入金"   says "伝票番号 opening"   titled "2026年11月の取引明細"

# A word that only begins like the command is none
letter   buyer → bank   Statement of facts
refused  secret-missing
notice   bank → buyer   help

# Strangers and mails without the domain's signature get no statement
letter   stranger → bank   STATEMENT 2026-11
set-aside  unknown-sender
silence
letter   buyer → bank   STATEMENT 2026-11   weak
set-aside  weak-sender
silence
letter   buyer → bank   STATEMENT 2026-11   unsigned
set-aside  not-authenticated
silence
-- BALANCE may come so
letter   buyer → bank   BALANCE   weak
notice   bank → buyer   balance

# By itself, once, when the month is over
decides  statements   shop   monthly
recorded statements-set
tick     9 days
silence
-- 1 December, 2 hours after midnight
tick     16 hours
notice   bank → shop   statement   month 2026-11   asked never   is running no   says "comes by itself"   says "statement-2026-11-JPY.camt053.xml"
clock    Tue 1 Dec 02:32
tick     20 days
silence
tick     20 days
notice   bank → shop   statement   month 2026-12   asked never
decides  statements   shop   on-request
tick     60 days
silence
-- wanted again: the months in between do not come
decides  statements   shop   monthly
silence
tick     10 days
silence
tick     25 days
notice   bank → shop   statement   month 2027-03

# After an outage every month comes, each once
decides  statements   shop   monthly
outage   begins
tick     75 days
notice   bank → shop   statement   month 2026-11
notice   bank → shop   statement   month 2026-12
notice   bank → shop   statement   month 2027-01
outage   ends
silence

# A booking of the last second stands in its month, one of the first second in the next
decides  statements   buyer   monthly
tick     9 days 13 hours 27 minutes 54 seconds
deposit  buyer   1 JPY   voucher last
tick     1 second
deposit  buyer   2 JPY   voucher first
tick     3 hours
notice   bank → buyer   statement   month 2026-11   says "Voucher last"   does not say "Voucher first"   says "Closing balance 10,001"
letter   buyer → bank   STATEMENT 2026-12
answered statement
notice   bank → buyer   statement   month 2026-12   says "Opening balance 10,001"   says "Voucher first"   does not say "Voucher last"   says "Balance so far 10,003"

# It goes to the address that was registered first
address  add   takao@new.example   buyer
notice   bank → buyer   address-added
decides  statements   buyer   monthly
tick     12 days
notice   bank → takao@buyer.example   statement   addresses takao@new.example

# A statement that does not arrive tells staff, and nothing else
decides  statements   buyer   monthly
tick     12 days
notice   bank → buyer   statement
undelivered   bank → buyer   statement   550 no such user
recorded notice-failed
staff    notice-failed
tick     20 days
silence

# A month that has just ended is told as running for two hours: what another clock still books in it is not left out of a statement that looks whole
tick     9 days 14 hours
clock    Tue 1 Dec 00:32
deposit  buyer   500 JPY   voucher V-18   by Mori and Abe
letter   buyer → bank   STATEMENT 2026-11
answered statement
notice   bank → buyer   statement   month 2026-11   is running yes   says "The month is not closed yet"   says "Balance so far 10,000"   does not say "V-18"   does not say "camt053.xml"
letter   buyer → bank   STATEMENT
answered statement
notice   bank → buyer   statement   month 2026-11   is running yes
tick     2 hours
letter   buyer → bank   STATEMENT 2026-11
answered statement
notice   bank → buyer   statement   month 2026-11   is running no   says "Closing balance 10,000"   says "camt053.xml"
