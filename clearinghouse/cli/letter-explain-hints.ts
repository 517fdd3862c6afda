/** What to do about a letter that was not taken, in one sentence for whoever is on duty; which rule an address breaks. @table */
import type { FromTrouble } from '../mail/addresses.ts';
import type { DomainRule } from '../protocol/domain.ts';
import type { LocalRule } from '../protocol/local-part.ts';

const BOMB = 'No person writes so large or so deep a mail: look at it as an attack. An honest sender writes it anew as plain text.';
const BROKEN = 'A program on the way or the sender\'s own writes mail that is not sound, and readers differ on it. Have it written from another mail program.';
const CHARSET = 'Programs would show different letters. Have the sender write it anew as plain text in UTF-8.';

/** By the code of a refusal, of a finding of gate 1, or of gate 0. */
export const HINTS: Readonly<Record<string, string>> = {
  // Senders.
  'unknown-sender': 'If this is a customer: `kakitome address add PARTY ADDRESS`, then `letter requeue`. Else nothing is to be done.',
  'not-authenticated': 'Have the sender write from the mail service of their own address; forwarding services and lists break signatures.',
  'weak-sender': 'The sender\'s domain must sign its mail with DKIM; until then only HELP, BALANCE and STATUS are answered.',
  suspended: 'The account is suspended; only a person at the bank can talk about it.',
  'before-restore': 'It was received before the books were put back to a copy (bank.restored_at): its sender sends it anew.',
  'address-idle': 'No mail has come from this address for so long (deadlines.idle_address) that it may be somebody else\'s: find out by another way, then `kakitome address resume` and `kakitome letter requeue`, or `kakitome address remove`.',
  'dkim-missing': 'The sender\'s mail service must sign with DKIM (d= their domain). Ask who sends their mail.',
  'dkim-not-pass': 'The mail was changed on its way, or the key in DNS is another one: get the original from the sender\'s "sent" folder, not a copy.',
  'dkim-length-limited': 'The sender\'s mail service signs only a part of the body (l=); it must sign all of it.',
  'dkim-testing-key': 'The key record of the sender\'s domain says t=y (testing); its owner must take that out.',
  'dkim-fields-unsigned': 'The sender\'s mail service must sign From, Subject and Date.',
  'dkim-content-type-unsigned': 'The sender\'s mail service must sign Content-Type, or send plain text.',
  'unsigned-charset': 'The sender\'s mail service does not sign Content-Type, and the bytes do not show the charset. Have the sender write it anew in UTF-8.',
  'dkim-doubled': 'No honest program writes one signature into two fields: look at it as an attack.',
  'dkim-encoding-unsigned': 'The sender\'s mail service must sign Content-Transfer-Encoding, or the mail must have an HTML form beside its text.',
  'dkim-stale': 'The mail took more than 48 hours, or clocks differ. Give the true time with --received-at; else have it sent anew.',
  'dkim-expired': 'The signature had expired when the mail came. Give the true time with --received-at; else have it sent anew.',
  'dmarc-not-pass': 'The signature belongs to another domain than From, or the domain\'s DMARC record is broken.',
  'no-dmarc-record': 'The sender\'s domain publishes no DMARC record; its owner must add one.',
  'from-unreadable': 'From must hold one plain address. A mail with two senders is never taken.',
  unaligned: 'It is signed by another domain than From\'s: the sender must use a service that signs for their own domain.',
  offline: 'Run it again without --offline to ask DNS for the key.',
  // Forms.
  unreadable: 'Nothing of it is acted on. Have the sender write it anew as plain text, from another mail program if need be.',
  'from-doubled': 'No honest mail program writes two From fields: look at it as an attack.',
  'from-ambiguous': 'From must be one address, or a name and one address in angle brackets; an address within the name stands in quotes.',
  'boundary-odd': 'Mail programs would cut the mail in different places. Have the sender write it from another mail program.',
  'several-texts': 'It holds texts of which each mail program shows another. Have the sender write it anew as plain text.',
  'field-doubled': 'Two programs would read two mails. If a server on the way adds the field, its administrator must stop that.',
  'nul-in-header': 'No honest mail program writes NUL bytes: look at it as an attack.',
  'too-large': 'The mail must be smaller; an order needs no pictures.',
  'header-too-large': BOMB,
  'header-line-too-long': BOMB,
  'too-many-fields': BOMB,
  'too-many-signatures': BOMB,
  'too-many-received': 'It has gone round in a circle of servers: its administrator must break the circle.',
  'too-many-arc-sets': BOMB,
  'too-many-parts': BOMB,
  'too-deep': BOMB,
  'boundary-too-long': BOMB,
  'text-too-long': BOMB,
  'html-too-long': BOMB,
  'html-unreadable': BOMB,
  'encoded-line-too-long': BOMB,
  'control-byte-in-header': BROKEN,
  'bare-cr': BROKEN,
  'nul-in-text': BROKEN,
  'header-begins-with-space': BROKEN,
  'header-line-without-colon': BROKEN,
  'space-before-colon': BROKEN,
  'bad-field-name': BROKEN,
  'from-missing': 'It is no mail, or only a piece of one: save the mail whole, with its header ("show original", "save as .eml").',
  'boundary-missing': BROKEN,
  'boundary-doubled': BROKEN,
  'encoded-multipart': BROKEN,
  'unknown-transfer-encoding': BROKEN,
  unparsable: BROKEN,
  'charset-doubled': CHARSET,
  'charset-utf-7': CHARSET,
  'unknown-charset': CHARSET,
  automatic: 'Nothing: no person wrote it.',
  'ambiguous-text': 'Mail programs would show different texts. Have the sender write it anew as plain text.',
  'reader-crash': 'Keep the file and report it: no mail should do that. The bank has set it aside.',
  'text-trouble': 'Characters are broken or turn the direction of writing. Have the sender write it anew as plain text.',
  'alternatives-differ': 'Its plain text and its HTML say different things. Have the sender write it anew as plain text.',
  // Orders and forwards.
  'secret-missing': 'There must be a line of its own such as "Password: …" in the buyer\'s own words.',
  'several-secrets': 'One order, one password: the buyer writes it anew with one.',
  'secret-weak': 'The buyer orders anew with a password of at least six letters or digits that is no word of the order.',
  'secret-with-key': 'The buyer orders anew, with "Password:", "Up to:" and "Pay to:" each on a line of its own.',
  'secret-used': 'The buyer orders anew with a new password.',
  'order-unknown': 'No order fits: did the buyer write to the bank too (Cc), with this very text? See `kakitome payment list --party`.',
  'order-changed': 'The shop must forward the buyer\'s mail unchanged, below its own words. What differs is told in the notice.',
  'order-ended': 'The order has ended; the buyer must order anew with a new password.',
  'already-paid': 'It is paid: see `kakitome payment show`. The shop needs to do nothing.',
  'no-total': 'The shop must write a line such as "Total: 4,741 JPY" above the forwarded order.',
  'two-totals': 'The shop must write one total only, above the forwarded order.',
  'sum-differs': 'The lines do not add up: the shop corrects them and forwards again.',
  'amount-ambiguous': 'The shop writes the amount so that it can be read in one way (4,741 JPY; 47.41 EUR).',
  'amount-unreadable': 'The shop writes the amount in digits with its currency (4,741 JPY).',
  'above-ceiling': 'The buyer allowed less ("Up to:"), or wrote no such line and the bank\'s own bound is lower; a new order with a higher limit is needed.',
  'currency-differs': 'Both sides need accounts in the currency of the total.',
  'funds-short': 'The buyer\'s account needs a deposit.',
  'payee-unknown': '"Pay to:" must name a registered shop, by its address or its exact name (`kakitome party list`).',
  'address-too-new': 'The address was registered less than the waiting time ago (deadlines.new_address).',
  // Answers.
  'answer-unclear': 'The first line must be OK and the password and nothing else, or NO.',
  'wrong-password': 'The buyer answers again with the password of this order.',
  'answers-locked': 'Too many wrong passwords today; NO is always taken. Consents are taken again tomorrow.',
  'other-address': 'The answer must come from the address that ordered.',
  'not-your-question': 'Somebody else answered a question: look at it as an attack.',
  'too-late': 'The payment has ended; the buyer must order anew.',
  'old-question': 'The buyer answers the newest question.',
  'payment-unknown': 'The reference must be one of the sender\'s own payments.',
  'dispute-by-payer': 'The shop gives money back by REFUND.',
  'dispute-unpaid': 'Nothing was paid: CANCEL stops the payment.',
  'dispute-over': 'One dispute for a payment: see `kakitome dispute show`.',
  'dispute-empty': 'The words stand behind the reference, or on the lines below.',
  'dispute-full': 'Ten mails a side: see `kakitome dispute show`, and call.',
};

const LOCAL_RULES: Readonly<Record<LocalRule, string>> = {
  'encoded-word': 'an encoded word (=?…?=) stands in the part before the @, where only its own letters may stand',
  'too-long': 'the part before the @ has more than 64 octets',
  'half-composed': 'letters before the @ are partly composed, or of a kind that Unicode replaces by others: two programs would compare two addresses',
  'bad-character': 'a character before the @ is no letter, digit or sign of an address, or can not be seen',
  'unfit-character': 'a character before the @ looks like another one, can not be seen, or is a mark without its letter',
  'mixed-scripts': 'letters before the @ are of several scripts that no language writes together',
  'looks-ascii': 'the part before the @ is written in look-alikes of ASCII letters',
  direction: 'the part before the @ is written from right to left and would change places with what stands beside it',
};

const DOMAIN_RULES: Readonly<Record<DomainRule, string>> = {
  'no-host-name': 'what stands behind the @ is no host name of two labels at least',
  'half-composed': 'letters behind the @ are partly composed, or of a kind that Unicode replaces by others: two programs would look up two domains',
  'mapped-form': 'the domain is written in a form that only some programs make a domain of (wide letters or dots, an A-label that says nothing)',
};

/** Why a From address is none, as the end of a sentence. */
export function fromRule(trouble: FromTrouble): string {
  switch (trouble.side) {
    case 'bytes':
      return 'the address has letters beyond ASCII in bytes that are no UTF-8';
    case 'form':
      return 'the address has not the two sides of an @, or more than 254 octets';
    case 'local':
      return LOCAL_RULES[trouble.rule];
    case 'domain':
      return DOMAIN_RULES[trouble.rule];
    default:
      return trouble satisfies never;
  }
}
