# The days of a dispute are counted from the payment, not from the order; its notice says when it was paid
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
tick     5 days
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
tick     120 days
clock    Fri 26 Mar 10:32
letter   buyer → bank   DISPUTE [reference] the tea was stale
advanced dispute-opened
notice   bank → buyer   dispute-opened   paid at Thu 26 Nov 10:32   left 4,741 JPY
notice   bank → shop    dispute-opened   paid at Thu 26 Nov 10:32   left 4,741 JPY
staff    dispute-opened

# A second after the 120 days it is too late
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
tick     120 days 1 second
letter   buyer → bank   DISPUTE [reference] the tea was stale
refused  dispute-too-late
notice   bank → buyer   dispute-refused   code dispute-too-late

# DISPUTE over quoted text alone has no words; an empty reply in an open case is a word all the same, of which staff have the letter
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   subject DISPUTE [reference]
  | > Takao, your tea is on its way.
refused  dispute-empty
notice   bank → buyer   dispute-refused   code dispute-empty
letter   buyer → bank   subject DISPUTE [reference] stale tea
  | > Takao, your tea is on its way.
advanced dispute-opened
notice   bank → buyer   dispute-opened   said stale tea
notice   bank → shop    dispute-opened   said stale tea
staff    dispute-opened
letter   buyer → bank   subject Re: Dispute   replying to notice dispute-opened
advanced dispute-said
notice   bank → shop   dispute-said   said none

# A shop's mail without a word is in the case and is no answer: its days go on until it writes something, or are over
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   subject Re: Dispute   replying to notice dispute-opened
  | > the parcel has not arrived
advanced dispute-said
notice   bank → buyer   dispute-said   said none   waits for merchant
decides  dispute   upheld   nothing was said
refused  merchant-has-time
letter   shop → bank   It was handed over on Monday   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said   waits for staff
staff    dispute-decide

# A notice of the case further up the thread: a word to the bank counts, a word to the other side with the bank in Cc does not
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   buyer → shop   as T   Where is it?   replying to notice dispute-opened
letter   shop → buyer, bank   It is on its way, Takao   replying to T   in the thread of notice dispute-opened
nothing-new mail in a running order
silence
letter   buyer → shop, bank   I hope so   replying to T   in the thread of notice dispute-opened
nothing-new mail in a running order
silence
letter   shop → bank   It is on its way, dear bank   replying to T   in the thread of notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said   said It is on its way, dear bank
staff    dispute-decide

# STATUS of an order, of a payment and of its dispute: what has not happened is not told as nothing
order    buyer → shop, bank   maple-7731-crow   up to 5,000 JPY
notice   bank → buyer   order-received
letter   buyer → bank   STATUS   subject first
answered status
notice   bank → buyer   status   state awaiting-forward   total none   given back none   dispute none   other Green Tea House   until Sat 28 Nov 10:32
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   STATUS [reference]   subject second
notice   bank → shop    status   viewer merchant   state settled   total 4,741 JPY   given back none   dispute none   until none
letter   buyer → bank   DISPUTE [reference] stale tea
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   buyer → bank   STATUS   subject third
notice   bank → buyer   status   state settled   given back none   waits for merchant   until Sat 28 Nov 10:32   does not say "given back"
letter   shop → bank   REFUND [reference] 1,000
notice   bank → shop    refund-question
answer   shop   OK
moved    shop → buyer   1,000 JPY
notice   bank → buyer   refund-receipt
notice   bank → shop    refund-receipt
letter   buyer → bank   STATUS   subject fourth
notice   bank → buyer   status   given back 1,000 JPY   waits for merchant

# A shop that begins its word in a case with "Dispute rejected" names no payment: it is said in the case
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY   invoice GT-1042
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
advanced dispute-opened
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   subject Re: dispute   replying to notice dispute-opened
| Dispute rejected: we shipped it on 22 November, number 4711-0815.
advanced dispute-answered
staff    dispute-decide
notice   bank → buyer   dispute-said   said Dispute rejected: we shipped it on 22 November, number 4711-0815.

# A complaint of a whole paragraph, as a mail program sends it in one line, opens the case; the shop's long answer is said in it; both are read whole
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank
  | DISPUTE [reference] The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. That is the end.
advanced dispute-opened
notice   bank → buyer   dispute-opened   says "The parcel came on Monday"   says "That is the end"   does not say "left out"
notice   bank → shop    dispute-opened   says "The parcel came on Monday"   says "That is the end"   does not say "…"
staff    dispute-opened
letter   shop → bank
  | DISPUTE [reference] It was packed on the day before and left our house in good order. It was packed on the day before and left our house in good order. It was packed on the day before and left our house in good order. It was packed on the day before and left our house in good order. It was packed on the day before and left our house in good order. It was packed on the day before and left our house in good order. It was packed on the day before and left our house in good order. It was packed on the day before and left our house in good order. It was packed on the day before and left our house in good order. Our last word.
advanced dispute-answered
notice   bank → buyer   dispute-said   says "It was packed"   says "Our last word"
staff    dispute-decide

# More than a case takes: both sides read that something is left out
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank
  | DISPUTE [reference] The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale.
advanced dispute-opened
notice   bank → buyer   dispute-opened   says "There was more, which is left out here"
notice   bank → shop    dispute-opened   says "There was more, which is left out here"
staff    dispute-opened

# REFUND with a long reason in one line is asked back, with as much of the reason as is shown
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank
  | REFUND [reference] 1,080 JPY The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale. The parcel came on Monday and the tea in it was stale.
advanced refund-asked
notice   bank → shop    refund-question   returns 1,080 JPY   says "The parcel came"   says "…"

# An answer in a case that begins like a consent, and goes on as a sentence, is read whole by the other side
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   buyer → bank   DISPUTE [reference] the parcel has not arrived
notice   bank → buyer   dispute-opened
notice   bank → shop    dispute-opened
staff    dispute-opened
letter   shop → bank   確認したところ、11月22日に発送済みでした。追跡番号は 1234-5678-9012 です。   replying to notice dispute-opened
advanced dispute-answered
notice   bank → buyer   dispute-said   said 確認したところ、11月22日に発送済みでした。追跡番号は 1234-5678-9012 です。
staff    dispute-decide
letter   shop → bank   Ja, das Paket wurde am 22. November verschickt und zugestellt.   replying to notice dispute-opened
advanced dispute-said
notice   bank → buyer   dispute-said   said Ja, das Paket wurde am 22. November verschickt und zugestellt.

# The password of another open order goes on to nobody: neither in the buyer's words, nor in the shop's, nor in the reason of a refund
account  shop2   0 JPY
order    buyer → shop2, bank   77crownest
notice   bank → buyer   order-received
order    buyer → shop, bank   maple-7731-crow
notice   bank → buyer   order-received
forward  shop → bank   4,741 JPY
notice   bank → buyer   question
answer   buyer   OK maple-7731-crow
moved    buyer → shop   4,741 JPY
notice   bank → buyer   receipt-buyer
notice   bank → shop    receipt-merchant
letter   shop → bank   REFUND [reference] 100 JPY as with 77crownest
notice   bank → shop   refund-question   wrote as with …
letter   buyer → bank
  | DISPUTE [reference] the parcel 1Z999AA10 never came
  | and 77crownest was the same
advanced dispute-opened
notice   bank → buyer   dispute-opened   said the parcel 1Z999AA10 never came   said and … was the same
notice   bank → shop    dispute-opened   said the parcel 1Z999AA10 never came   said and … was the same
staff    dispute-opened
letter   shop → bank   replying to notice dispute-opened
  | It was sent as 1Z999AA10
  | 77Crownest as well
advanced dispute-answered
notice   bank → buyer   dispute-said   said It was sent as 1Z999AA10   said … as well
staff    dispute-decide
