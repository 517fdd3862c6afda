/** Which mails are looked at, by their header alone; the names by which an answer finds its draft. */
import test from 'ava';
import fc from 'fast-check';
import { writeMail } from '../../scripts/test-mail.ts';
import type { TestMail } from '../../scripts/test-mail.ts';
import { interestOf } from './interest.ts';
import { draftTag, keyedName, readDraftTag, secretDigest } from './tokens.ts';
import { BANK, BUYER, HANA, NOON, SHOP, SHOP_SETTINGS } from './testing/bench.ts';

const KEY = new Uint8Array(32).fill(3);
const own = 'f.1.42.own@tea.example';
const look = (more: Partial<TestMail>, shop = SHOP_SETTINGS): string | null => {
  const mail = writeMail({ from: BUYER, to: SHOP, subject: 'Order', text: 'x\n', date: NOON, messageId: 'm@buyer.example', ...more });
  // The header block alone, as a watcher fetches it.
  const interest = interestOf(mail.subarray(0, mail.indexOf('\r\n\r\n') + 4), shop, KEY, (id) => id === own);
  return interest === null ? null : interest.kind === 'reply' ? `reply ${interest.draft.order}.${interest.draft.draft}` : interest.kind;
};
const tag = draftTag(KEY, 12, 2);

test('an order has the bank in To or Cc and is not from the shop', (t) => {
  t.is(look({ cc: BANK }), 'order');
  t.is(look({ to: `${SHOP}, ${BANK}` }), 'order');
  t.is(look({ cc: `"The bank" <${BANK}>` }), 'order');
  t.is(look({}), null);
  t.is(look({ cc: 'pay@bank.example.evil.example' }), null);
  t.is(look({ from: SHOP, cc: BANK }), null);
  t.is(look({ from: HANA, cc: BANK }), null);
  t.is(look({ subject: 'Please pay pay@bank.example' }), null);
});

test('what speaks for the bank is looked at, true or not; people of the house may speak of it', (t) => {
  t.is(look({ from: BANK }), 'bank');
  t.is(look({ from: 'Example Bank <eve@evil.example>' }), 'bank');
  t.is(look({ subject: 'Paid, ship: JPY 1' }), 'bank');
  t.is(look({ headers: [['Kakitome-Notice', 'receipt-merchant']] }), 'bank');
  t.is(look({ from: HANA, subject: 'Re: Paid, ship: JPY 1' }), null);
  t.is(look({ from: BANK, messageId: own }), null, 'our own mail coming back');
});

test('a name that is like the bank\'s keeps nobody from ordering', (t) => {
  const shop = { ...SHOP_SETTINGS, bankName: 'Coop' };
  t.is(look({ from: 'Mary Cooper <mary@buyer.example>', cc: BANK }, shop), 'order');
  t.is(look({ from: 'Mary Cooper <mary@buyer.example>' }, shop), null);
  t.is(look({ from: 'Mary <mary@coop.example>', cc: BANK }, shop), 'order');
  t.is(look({ from: 'Mary (at coop) <mary@buyer.example>', cc: BANK }, shop), 'order', 'even the very name: it is written to the bank');
  for (const from of ['Coop <eve@evil.example>', 'COOP payments <eve@evil.example>', '=?utf-8?B?Q29vcA==?= <eve@evil.example>', '"Pay-Coop" <eve@evil.example>']) t.is(look({ from }, shop), 'bank', from);
  t.is(look({ from: 'Coop <eve@evil.example>', cc: BANK, subject: 'Paid, ship: JPY 1' }, shop), 'bank');
  t.is(look({ from: 'Coop <eve@evil.example>', cc: BANK, headers: [['Kakitome-Notice', 'receipt-merchant']] }, shop), 'bank');
  t.is(look({ from: `Coop <${BANK}>`, cc: BANK }, shop), 'bank');
  const sakura = { ...SHOP_SETTINGS, bankName: 'さくら銀行' };
  t.is(look({ from: 'さくら銀行お客様係 <eve@evil.example>' }, sakura), 'bank', 'no blanks between words');
});

test('an answer is found by the tag or by its thread, from a shopkeeper alone', (t) => {
  const [local, domain] = SHOP.split('@');
  t.is(look({ from: HANA, to: `${local}+${tag}@${domain}` }), 'reply 12.2');
  t.is(look({ from: HANA, to: `${local}+${tag.toUpperCase()}@${domain}` }), 'reply 12.2', 'servers may change the case');
  t.is(look({ from: HANA, inReplyTo: `${tag}@tea.example` }), 'reply 12.2');
  t.is(look({ from: HANA, references: ['other@x.example', `${tag}@tea.example`] }), 'reply 12.2');
  t.is(look({ from: HANA, headers: [['Delivered-To', `${local}+${tag}@${domain}`]] }), 'reply 12.2');
  t.is(look({ from: BUYER, to: `${local}+${tag}@${domain}` }), null);
  t.is(look({ from: BUYER, to: `${local}+${tag}@${domain}`, cc: BANK }), null, 'a stranger with a token gets no order either');
  t.is(look({ from: HANA, to: `${local}+d.12.2.aaaaaaaaaaaaaaaa@${domain}` }), null);
  t.is(look({ from: SHOP, to: `${local}+${tag}@${domain}` }, { ...SHOP_SETTINGS, shopkeepers: [SHOP] }), 'reply 12.2', 'one mailbox for shop and shopkeeper');
});

test('bytes of any kind are of no interest or of some, and never a fault', (t) => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    t.notThrows(() => interestOf(bytes, SHOP_SETTINGS, KEY, () => false));
  }), { numRuns: 200 });
});

test('a tag is read back; any other order, draft, key or letter makes it nobody\'s', (t) => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.integer({ min: 1, max: 9_999 }), (order, draft) => {
    const made = draftTag(KEY, order, draft);
    t.deepEqual(readDraftTag(KEY, made), { order, draft });
    t.is(readDraftTag(new Uint8Array(32), made), null);
    t.is(readDraftTag(KEY, made.replace(/.$/, (last) => (last === 'a' ? 'b' : 'a'))), null);
    t.is(readDraftTag(KEY, made.replace(`.${order}.`, `.${order + 1}.`)), null);
  }), { numRuns: 100 });
  for (const text of ['', 'd.1.1.', 'd.0.1.aaaaaaaaaaaaaaaa', 'q.1.1.aaaaaaaaaaaaaaaa']) t.is(readDraftTag(KEY, text), null);
  t.regex(keyedName(KEY, 'x'), /^[a-z2-7]{16}$/);
  t.not(keyedName(KEY, 'a', 'b'), keyedName(KEY, 'ab'));
  t.not(secretDigest(KEY, ['v1.a']), secretDigest(new Uint8Array(32), ['v1.a']));
});
