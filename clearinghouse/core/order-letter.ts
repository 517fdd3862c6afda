/** The buyer's direct mail: one password, perhaps a ceiling and a payee. A forward that came first is joined to it. */
import { mailboxOf } from '../protocol/address.ts';
import { readAmount, type Currency, type Money } from '../protocol/money.ts';
import { readOrder, type OrderReading } from '../protocol/order.ts';
import { POST_CHARACTERS } from '../protocol/post.ts';
import type { PasswordLine, Reading, TextReading } from '../protocol/reading.ts';
import type { Disposition } from './decision.ts';
import { accountsOf, find, partyOf, paymentsWith, refused, registered, savePayment, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { foldName } from './facts.ts';
import { warnBuyer, type Differs } from './forward-refusal.ts';
import { joinEarly, type Arrived } from './joining.ts';
import { secretKeys, takenOverKey } from './keys.ts';
import { looksForwarded } from './forward-letter.ts';
import type { TranscriptLine } from './notice.ts';
import type { CardStanding } from './road-notice.ts';
import { holdsOrder } from './match.ts';
import { mainAddress, owe } from './owe.ts';
import { openingScheme } from './opening.ts';
import type { Address } from './party.ts';
import { cardStanding, readNumber, spendNumber, spendSeen } from './numbers.ts';
import { isOpen, type Cheque, type Order, type Payment, type Post, type Roads, type Side } from './payment.ts';
import { publicSentence, type RefusalCode } from './refusals.ts';
import { chequeMisfit, postAgrees } from './roads.ts';
import { voidEarly } from './cheque-letter.ts';
import type { ChequeMisfit } from './void-road.ts';
import { schemeOf } from './scheme.ts';
import { dropEarly, withKeys } from './verbs.ts';
import { suggestionsOf } from './suggestions.ts';
import { isForSuspended } from './suspension.ts';
import { isLateCopy, sameOrder, takeStricter, tellLateCopy } from './stricter-copy.ts';
import { tellRefusal } from './tell-refusal.ts';

type Parsed = { readonly secret: PasswordLine; readonly order: Order };

/** `post`: what the very mail posts on the board as well. */
export function decideOrder(desk: Desk, reading: Reading, text: TextReading, sender: Address, post: Post | null = null): Disposition {
  const parsed = parseOrder(desk, reading, text, sender);
  if ('code' in parsed) return refuseOrder(desk, reading, text, sender, parsed.code, parsed.named);
  const { secret, order } = parsed;
  const own = paymentsWith(desk.facts, secretKeys(secret.digests)).filter((payment) => payment.buyer?.party === sender.party);
  const before = own.filter((payment) => payment.order !== null);
  const twin = before.find((payment) => payment.order !== null && sameOrder(payment.order, order));
  if (find(desk, 'same-order', twin !== undefined, twin?.reference ?? '') && twin !== undefined) {
    desk.about.add(twin.id);
    if (isOpen(twin)) return takeStricter(desk, twin, order);
    if (isLateCopy(twin, order)) return tellLateCopy(desk, twin, reading, sender);
  }
  // A further copy of an open order may still lower what it allows, in whatever currency.
  if (find(desk, 'ceiling-currency', !isPayable(desk, order.ceiling, sender), order.ceiling?.currency ?? '')) return refuseOrder(desk, reading, text, sender, 'currency-differs', order.named);
  const digits = reading.numbers?.[secret.index] ?? null;
  const number = readNumber(desk, sender.party, digits, secret.digests, isElsewhere(order, before));
  if (number !== null && !number.ok) return refuseOrder(desk, reading, text, sender, number.code, order.named);
  if (find(desk, 'secret-used', before.length > 0, `${before.length} payments`)) return refuseOrder(desk, reading, text, sender, 'secret-used', order.named);
  if (number !== null && digits !== null) spendNumber(desk, sender.party, number.index, digits);
  // Before a question is asked that would ask for one of them.
  if (reading.written !== undefined) spendSeen(desk, sender.party, reading);
  const buyer: Side = { party: sender.party, address: sender.address };
  const card = number === null ? null : (partyOf(desk, sender.party).roads.card?.id ?? null);
  const waiting = own.filter((payment) => payment.order === null && isOpen(payment));
  const disposition = begin(desk, { order: card === null ? order : { ...order, card }, buyer, secret: secret.digests, roads: roadsBefore(desk, buyer, waiting, order, post), byNumber: number !== null });
  handOver(desk, waiting, order);
  return disposition;
}

/** It names shops, and none of them is one for which this password was used. */
function isElsewhere({ named }: Order, before: readonly Payment[]): boolean {
  const shops = before.map(({ order, merchant }) => (merchant === null ? (order?.named ?? []) : [merchant]).map((side) => side.party));
  return named.length > 0 && shops.length > 0 && shops.every((parties) => parties.length > 0 && !named.some((side) => parties.includes(side.party)));
}

function begin(desk: Desk, arrived: Arrived): Disposition {
  const joined = joinEarly(desk, arrived);
  if (joined.disposition !== null) return joined.disposition;
  const id = desk.facts.nextPaymentId;
  const { order, buyer, secret, roads, byNumber } = arrived;
  const disposition = openingScheme(desk, buyer.party, byNumber).step(desk, null, { kind: 'ordered', order, buyer, secret, roads });
  for (const { code, from, total, differs } of joined.refused) warnAbout(desk, id, code, from, total, differs);
  return disposition;
}

/** A cheque or a post that came before its order goes over to the order's payment, if it fits. */
function roadsBefore(desk: Desk, buyer: Side, waiting: readonly Payment[], order: Order, along: Post | null): Roads {
  for (const payment of waiting) dropEarly(desk, payment, 'no-order');
  const cheques = waiting.flatMap((payment) => payment.roads?.cheque ?? []);
  const posts = waiting.flatMap((payment) => payment.roads?.post ?? []);
  const cheque = cheques.findLast((one) => misfitOf(desk, one, order) === null) ?? null;
  const post = along ?? posts.find((one) => postAgrees(one, order)) ?? null;
  for (const one of cheques) {
    const why = misfitOf(desk, one, order);
    if (why !== null) voidEarly(desk, buyer, one, why);
  }
  if (posts.some((one) => !postAgrees(one, order))) owe(desk, buyer.address, partyOf(desk, buyer.party).language, { kind: 'post-refused', why: 'differs', detail: null, most: POST_CHARACTERS, reference: null, subject: '' }, { paymentId: null });
  find(desk, 'roads-before', waiting.length > 0, `${waiting.length} waited; cheque ${cheque !== null}, post ${post !== null}`);
  return { cheque, post };
}

/** Whoever answers the mail that told of the cheque or the post, or writes its reference, means the order's payment from now on. */
function handOver(desk: Desk, waiting: readonly Payment[], { letterId }: Order): void {
  if (waiting.length === 0) return;
  const payment = [...desk.facts.payments.values()].find(({ order }) => order?.letterId === letterId);
  if (payment === undefined) throw new Error(`letter ${letterId}: its order began no payment`);
  const mails = waiting.flatMap(({ keys }) => keys.filter((key) => key.startsWith('mail:')));
  for (const { id } of waiting) {
    const dropped = desk.facts.payments.get(id);
    if (dropped !== undefined) savePayment(desk, withKeys(dropped, [], mails));
  }
  savePayment(desk, withKeys(payment, [...mails, ...waiting.map(({ reference }) => takenOverKey(reference))]));
}

const misfitOf = (desk: Desk, cheque: Cheque, order: Order): ChequeMisfit | null => chequeMisfit(desk.at, { buyer: null, merchant: null, order, claim: null }, cheque);

/** The buyer reads of a forward that came too early to be warned of in its own time. */
function warnAbout(desk: Desk, id: number, ...what: [code: RefusalCode, from: Address, total: Money | null, differs: Differs | null]): void {
  const payment = desk.facts.payments.get(id);
  if (payment !== undefined) warnBuyer(desk, payment, ...what);
}

type Trouble = { readonly code: RefusalCode; readonly named: readonly Side[] };

/** Registered parties that the mail is to pay; null: its `Pay to:` names none, or several. */
export function payeesOf(desk: Desk, reading: Reading, text: TextReading, sender: Address): readonly Side[] | null {
  const order = readOrder(text);
  if (order.severalPayTo) return null;
  return order.payTo === null ? namedInHeaders(desk, reading, sender) : payTo(desk, order.payTo.text);
}

function parseOrder(desk: Desk, reading: Reading, text: TextReading, sender: Address): Parsed | Trouble {
  const order = readOrder(text);
  const named = payeesOf(desk, reading, text, sender);
  const shops = named ?? [];
  const [secret] = order.secrets;
  if (find(desk, 'secret-missing', secret === undefined) || secret === undefined) return { code: 'secret-missing', named: shops };
  if (find(desk, 'several-secrets', order.secrets.length > 1, `${order.secrets.length} passwords`)) return { code: 'several-secrets', named: shops };
  if (find(desk, 'forward-shape', looksForwarded(reading))) return { code: 'secret-missing', named: shops };
  if (find(desk, 'secret-with-key', secret.weakness === 'other-key')) return { code: 'secret-with-key', named: shops };
  if (find(desk, 'secret-weak', secret.weakness !== null, secret.weakness ?? '')) return { code: 'secret-weak', named: shops };
  if (find(desk, 'payee-unknown', named === null)) return { code: 'payee-unknown', named: [] };
  if (find(desk, 'payer-is-payee', shops.some((side) => side.party === sender.party))) return { code: 'payer-is-payee', named: [] };
  if (find(desk, 'shop-suspended', isForSuspended(desk, shops))) return { code: 'shop-suspended', named: [] };
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
    ...(isAddressed(desk, reading, order, named) ? { addressed: true } : {}),
    ...(verdict.dmarc == null ? {} : { dmarc: verdict.dmarc }),
    ...(reading.invoices === undefined ? {} : { files: reading.invoices.map(({ digest }) => digest) }),
  };
}

/** The buyer's signature covers to whom the mail goes, or the payee's name in its text (9-rules 2). */
function isAddressed(desk: Desk, { headers, verdict }: Reading, order: OrderReading, named: readonly Side[]): boolean {
  if (named.length !== 1) return false;
  if (order.payTo !== null) return true;
  const covered = verdict.signature?.signedFields ?? [];
  const { paymentAddress } = desk.context.bank;
  return (covered.includes('to') && headers.to.includes(paymentAddress)) || (covered.includes('cc') && headers.cc.includes(paymentAddress));
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

const isPayable = (desk: Desk, ceiling: Money | null, sender: Address): boolean => ceiling === null || accountsOf(desk.facts, sender.party).some(({ currency }) => currency === ceiling.currency);

/** Both are told that neither mail will work, where it is the password that is refused (9-rules 14). */
function refuseOrder(desk: Desk, reading: Reading, text: TextReading, sender: Address, code: RefusalCode, named: readonly Side[]): Disposition {
  const language = partyOf(desk, sender.party).language;
  const orderedAt = reading.headers.date ?? desk.at;
  const subject = reading.headers.subject.slice(0, 80);
  const isSpent = spendSeen(desk, sender.party, { ...reading, written: [] });
  // One beside the password: the order may be forwarded all the same.
  spendSeen(desk, sender.party, reading);
  const ownChoice = code === 'secret-used' || code === 'secret-weak' || code === 'secret-with-key' || code === 'several-secrets';
  const aboutSecret = ownChoice || isSpent || code === 'number-wrong' || code === 'number-used' || code === 'card-locked' || code === 'card-inactive';
  const suggestions = ownChoice ? suggestionsOf(desk.context) : [];
  const facts = { kind: 'order-refused', code, sentence: publicSentence(code, language), subject, orderedAt, suggestions, transcript: transcriptOf(text), ...cardFacts(desk, sender, code, isSpent), ...(code === 'address-too-new' ? { usableFrom: sender.usableFrom } : {}) } as const;
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

/** What the owner of a card is shown: the number used last, which is dead, and the one that is asked for. */
function cardFacts(desk: Desk, sender: Address, code: RefusalCode, isSpent: boolean): { readonly card?: CardStanding; readonly spent?: true } {
  if (!isSpent && code !== 'number-wrong' && code !== 'number-used' && code !== 'card-locked' && code !== 'card-inactive') return {};
  const standing = cardStanding(desk, sender.party);
  return standing === null ? {} : { card: standing, ...(isSpent ? { spent: true } : {}) };
}

/** Forwards that wait for this very order: they would wait in vain. Of an order that names no shop those that hold it. Returns the merchants that have been told so. */
function endWaiting(desk: Desk, text: TextReading, named: readonly Side[]): ReadonlySet<number> {
  const waiting = paymentsWith(desk.facts, text.passwords.flatMap((line) => secretKeys(line.digests))).filter(
    (payment: Payment) => payment.state.name === 'awaiting-order' && (named.length === 0 ? payment.early !== null && holdsOrder(payment.early, text) : named.some((side) => side.party === payment.merchant?.party)),
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
