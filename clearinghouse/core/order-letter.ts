/** The buyer's direct mail: one password, perhaps a ceiling and a payee. A forward that came first is joined to it. */
import { mailboxOf } from '../protocol/address.ts';
import { compare, readAmount, type Currency, type Money } from '../protocol/money.ts';
import { readOrder, type OrderReading } from '../protocol/order.ts';
import type { PasswordLine, Reading, TextReading } from '../protocol/reading.ts';
import { suggestSecret } from '../protocol/secret.ts';
import type { Disposition } from './decision.ts';
import { derivedHex } from './context.ts';
import { accountsOf, find, partyOf, paymentsWith, refused, registered, savePayment, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { foldName } from './facts.ts';
import { warnBuyer, type Differs } from './forward-refusal.ts';
import { joinEarly } from './joining.ts';
import { secretKeys } from './keys.ts';
import { looksForwarded } from './forward-letter.ts';
import type { TranscriptLine } from './notice.ts';
import { mainAddress, owe, tellRefusal } from './owe.ts';
import { openingScheme } from './opening.ts';
import type { Address } from './party.ts';
import { isOpen, type Order, type Payment, type Side } from './payment.ts';
import { publicSentence, type RefusalCode } from './refusals.ts';
import { schemeOf } from './scheme.ts';

type Parsed = { readonly secret: PasswordLine; readonly order: Order };

export function decideOrder(desk: Desk, reading: Reading, text: TextReading, sender: Address): Disposition {
  const parsed = parseOrder(desk, reading, text, sender);
  if ('code' in parsed) return refuseOrder(desk, reading, text, sender, parsed.code, parsed.named);
  const { secret, order } = parsed;
  const before = paymentsWith(desk.facts, secretKeys(secret.digests)).filter((payment) => payment.buyer?.party === sender.party);
  const twin = before.find((payment) => payment.order !== null && sameOrder(payment.order, order));
  if (find(desk, 'same-order', twin !== undefined, twin?.reference ?? '') && twin !== undefined) {
    desk.about.add(twin.id);
    if (isOpen(twin)) return sameOrderAgain(desk, twin, order);
  }
  if (find(desk, 'secret-used', before.length > 0, `${before.length} payments`)) return refuseOrder(desk, reading, text, sender, 'secret-used', order.named);
  const buyer: Side = { party: sender.party, address: sender.address };
  const joined = joinEarly(desk, order, buyer, secret.digests);
  if (joined.disposition !== null) return joined.disposition;
  const id = desk.facts.nextPaymentId;
  const disposition = openingScheme(desk).step(desk, null, { kind: 'ordered', order, buyer, secret: secret.digests });
  for (const { code, from, total, differs } of joined.refused) warnAbout(desk, id, code, from, total, differs);
  return disposition;
}

/** The buyer reads of a forward that came too early to be warned of in its own time. */
function warnAbout(desk: Desk, id: number, ...what: [code: RefusalCode, from: Address, total: Money | null, differs: Differs | null]): void {
  const payment = desk.facts.payments.get(id);
  if (payment !== undefined) warnBuyer(desk, payment, ...what);
}

/** Of two copies of one order the stricter ceiling counts. */
function sameOrderAgain(desk: Desk, twin: Payment, again: Order): Disposition {
  const { order } = twin;
  if (order === null || again.ceiling === null) return { kind: 'nothing-new', code: 'same order' };
  if (order.ceiling !== null && (order.ceiling.currency !== again.ceiling.currency || compare(order.ceiling, again.ceiling) <= 0)) return { kind: 'nothing-new', code: 'same order' };
  savePayment(desk, { ...twin, order: { ...order, ceiling: again.ceiling } });
  return { kind: 'advanced', code: 'ceiling-lowered' };
}

/** A buyer who writes two mails may send the bank both: same words, same shop. */
function sameOrder(a: Order, b: Order): boolean {
  return a.orderLines.join('\n') === b.orderLines.join('\n') && a.named.map((side) => side.party).join() === b.named.map((side) => side.party).join();
}

type Trouble = { readonly code: RefusalCode; readonly named: readonly Side[] };

function parseOrder(desk: Desk, reading: Reading, text: TextReading, sender: Address): Parsed | Trouble {
  const order = readOrder(text);
  const named = order.payTo === null ? namedInHeaders(desk, reading, sender) : payTo(desk, order.payTo.text);
  const shops = named ?? [];
  const [secret] = order.secrets;
  if (find(desk, 'secret-missing', secret === undefined) || secret === undefined) return { code: 'secret-missing', named: shops };
  if (find(desk, 'several-secrets', order.secrets.length > 1, `${order.secrets.length} passwords`)) return { code: 'several-secrets', named: shops };
  if (find(desk, 'forward-shape', looksForwarded(reading))) return { code: 'secret-missing', named: shops };
  if (find(desk, 'secret-weak', secret.weakness !== null, secret.weakness ?? '')) return { code: 'secret-weak', named: shops };
  if (find(desk, 'payee-unknown', named === null || order.severalPayTo)) return { code: 'payee-unknown', named: [] };
  if (find(desk, 'payer-is-payee', shops.some((side) => side.party === sender.party))) return { code: 'payer-is-payee', named: [] };
  if (find(desk, 'address-too-new', desk.context.now < sender.usableFrom)) return { code: 'address-too-new', named: shops };
  const ceiling = ceilingOf(desk, order, sender);
  if (find(desk, 'ceiling-unreadable', ceiling === 'unreadable') || ceiling === 'unreadable') return { code: 'ceiling-unreadable', named: shops };
  return { secret, order: orderOf(desk, reading, text, order, shops, ceiling) };
}

function orderOf(desk: Desk, reading: Reading, text: TextReading, order: OrderReading, named: readonly Side[], ceiling: Money | null): Order {
  const { headers, verdict } = reading;
  return {
    letterId: desk.letterId ?? 0,
    receivedAt: desk.at,
    orderedAt: headers.date !== null && headers.date <= desk.at ? headers.date : desk.at,
    messageId: headers.messageId,
    signatureB: verdict.signature?.b ?? null,
    subject: headers.subject.slice(0, 200),
    text,
    orderLines: order.orderLines.map((line) => text.lines[line] ?? '').filter((line) => line !== ''),
    named,
    ceiling,
    ...(reading.invoices === undefined ? {} : { files: reading.invoices.map(({ digest }) => digest) }),
  };
}

/** Registered parties besides the bank and the buyer that the mail is addressed to, each once. Only signed fields count: else whoever brings us a copy names the shop. */
function namedInHeaders(desk: Desk, reading: Reading, sender: Address): readonly Side[] {
  const sides = new Map<number, Side>();
  const covered = reading.verdict.signature?.signedFields ?? [];
  const written = [...(covered.includes('to') ? reading.headers.to : []), ...(covered.includes('cc') ? reading.headers.cc : [])];
  for (const address of written) {
    const row = registered(desk.facts, address);
    if (row !== null && row.party !== sender.party && !sides.has(row.party)) sides.set(row.party, { party: row.party, address });
  }
  return [...sides.values()];
}

/** `Pay to:` names one registered party, by address or by name; null: it names none or several. */
function payTo(desk: Desk, text: string): readonly Side[] | null {
  const row = registered(desk.facts, mailboxOf(text));
  if (row !== null) return [{ party: row.party, address: row.address }];
  const parties = [...desk.facts.parties.values()].filter((party) => foldName(party.name) === foldName(text));
  const [party] = parties;
  if (party === undefined || parties.length > 1) return null;
  const address = mainAddress(desk, party.id);
  return address === null ? null : [{ party: party.id, address }];
}

/** A bare number is in the buyer's account's currency (9-rules 7); with accounts in several it must say which. */
function ceilingOf(desk: Desk, order: OrderReading, sender: Address): Money | null | 'unreadable' {
  if (order.upTo === null) return null;
  const accounts = accountsOf(desk.facts, sender.party);
  const currency: Currency | null = accounts.length === 1 ? (accounts[0]?.currency ?? null) : null;
  const amount = readAmount(order.upTo.text, currency);
  return order.severalUpTo || !amount.ok || amount.money.minor <= 0n ? 'unreadable' : amount.money;
}

/** Both are told that neither mail will work, where it is the password that is refused (9-rules 14). */
function refuseOrder(desk: Desk, reading: Reading, text: TextReading, sender: Address, code: RefusalCode, named: readonly Side[]): Disposition {
  const language = partyOf(desk, sender.party).language;
  const orderedAt = reading.headers.date ?? desk.at;
  const subject = reading.headers.subject.slice(0, 80);
  const aboutSecret = code === 'secret-used' || code === 'secret-weak' || code === 'several-secrets';
  const suggestions = aboutSecret ? [1, 2].map((n) => suggestSecret(Buffer.from(derivedHex(desk.context, `suggestion:${n}`), 'hex'))) : [];
  const facts = { kind: 'order-refused', code, sentence: publicSentence(code, language), subject, orderedAt, suggestions, transcript: transcriptOf(text) } as const;
  tellRefusal(desk, { address: sender.address, language }, facts, { paymentId: null, inReplyTo: reading.headers.messageId }, threadIds(reading));
  if (!aboutSecret) return refused(code);
  const ended = endWaiting(desk, text, named);
  const buyer = { name: partyOf(desk, sender.party).name, address: sender.address };
  // A mail that names many shops is not passed on to all of them.
  const [only] = named;
  if (only !== undefined && named.length === 1 && !ended.has(only.party)) {
    owe(desk, only.address, partyOf(desk, only.party).language, { kind: 'order-refused-merchant', buyer, subject, orderedAt }, { paymentId: null });
  }
  return refused(code);
}

/** Forwards that wait for this very order: they would wait in vain. Returns the merchants that have been told so. */
function endWaiting(desk: Desk, text: TextReading, named: readonly Side[]): ReadonlySet<number> {
  const waiting = paymentsWith(desk.facts, text.passwords.flatMap((line) => secretKeys(line.digests))).filter(
    (payment: Payment) => payment.state.name === 'awaiting-order' && named.some((side) => side.party === payment.merchant?.party),
  );
  for (const payment of waiting) schemeOf(desk.schemes, payment.scheme, payment.schemeVersion).step(desk, payment, { kind: 'ended', reason: 'secret-refused' });
  return new Set(waiting.flatMap((payment) => payment.merchant?.party ?? []));
}

/** What was read as what; the password itself is never repeated. */
function transcriptOf(text: TextReading): readonly TranscriptLine[] {
  const order = readOrder(text);
  const lines: TranscriptLine[] = text.passwords.map((line) => ({ text: 'Password: …', readAs: line.quoted ? 'password, quoted' : line.weakness === null ? 'password' : `password, ${line.weakness}` }));
  if (order.upTo !== null) lines.push({ text: text.lines[order.upTo.line] ?? '', readAs: 'up to' });
  if (order.payTo !== null) lines.push({ text: text.lines[order.payTo.line] ?? '', readAs: 'pay to' });
  return lines.slice(0, 10);
}
