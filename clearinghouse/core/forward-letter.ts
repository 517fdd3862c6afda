/** A merchant's forward: which order it holds, and what it claims. Nothing is taken from it but what containment gives. */
import { namesAddress } from '../protocol/address.ts';
import { senderLines } from '../protocol/layout.ts';
import type { PasswordLine, Reading } from '../protocol/reading.ts';
import { sameSecret } from '../protocol/secret.ts';
import { judgeClaim, readClaim, sameClaim } from './claims.ts';
import type { Disposition } from './decision.ts';
import { find, isWrittenTo, paymentsWith, refused, registered, savePayment, tallySum, effect, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { linesWithoutOrder } from './forgotten-order.ts';
import { refuseForward, warnBuyer } from './forward-refusal.ts';
import { dayOf, mailKey, secretKeys } from './keys.ts';
import { withoutLive } from './live-secret.ts';
import { forwardContent, forwardSecrets, matchForward, type ForwardContent, type Match } from './match.ts';
import type { Address } from './party.ts';
import { isOpen, type EarlyForward, type Payment, type Side } from './payment.ts';
import type { RefusalCode } from './refusals.ts';
import { begunScheme, canAskBeside, openingScheme, schemeForClaim } from './opening.ts';
import { withKeys } from './verbs.ts';

const FORWARD_SUBJECT = /^\s*(fwd?|fw|wg|tr|rv|enc|i|doorst|vs|转发|轉寄|転送|전달)\s*[:：]/i;

/** What holds a separator, `Fwd:`, an attached mail or a quoted password is no direct mail (9-rules 6). */
export function looksForwarded(reading: Reading): boolean {
  const { text, originals, headers } = reading;
  if (originals.length > 0 || FORWARD_SUBJECT.test(headers.subject)) return true;
  return text !== null && (text.separators.length > 0 || text.passwords.some((line) => line.quoted));
}

type Candidate = { readonly payment: Payment; readonly match: Match };

/** null: this letter is no forward. */
export function decideForward(desk: Desk, reading: Reading, sender: Address): Disposition | null {
  const content = forwardContent(reading);
  const secrets = content === null ? [] : forwardSecrets(content);
  const shaped = looksForwarded(reading);
  if (content === null || secrets.length === 0) return decideWithoutOrder(desk, reading, sender);
  const known = paymentsWith(desk.facts, secrets.flatMap((line) => secretKeys(line.digests)));
  const others = known.filter((payment) => payment.order !== null && payment.buyer !== null && payment.buyer.party !== sender.party);
  find(desk, 'forward-shape', shaped, `${others.length} orders with this password`);
  if (others.length === 0 && !shaped) return null;
  if (others.length === 0 && known.some((payment) => payment.buyer?.party === sender.party)) return { kind: 'nothing-new', code: 'mail in a running order' };
  if (desk.context.now < sender.usableFrom) return refuse(desk, reading, null, 'address-too-new', sender);
  if (others.length === 0) return decideEarly(desk, reading, content, known, sender);
  return decideCandidates(desk, reading, content, known, others, sender);
}

const refuse = (desk: Desk, reading: Reading, payment: Payment | null, code: RefusalCode, sender: Address): Disposition => {
  refuseForward(desk, { payment, code, to: sender, subject: reading.headers.subject, messageId: reading.headers.messageId, thread: threadIds(reading) });
  return refused(code);
};

/** A shop that types its lines and forgets the order is told what to forward; help about ordering would not help it. */
function decideWithoutOrder(desk: Desk, reading: Reading, sender: Address): Disposition | null {
  const invoice = linesWithoutOrder(desk, reading, sender);
  if (!find(desk, 'lines-without-order', invoice !== null) || invoice === null) return null;
  refuseForward(desk, { payment: null, code: 'secret-missing', to: sender, subject: reading.headers.subject, messageId: reading.headers.messageId, thread: threadIds(reading), invoice });
  return refused('secret-missing');
}

const names = (payment: Payment, party: number): boolean => {
  const named = payment.order?.named ?? [];
  return named.length === 0 || named.some((side) => side.party === party);
};

/**
 * Two buyers may choose one password: a mail without any mark of a forward is one only where it holds the order and words of its own, or
 * where it goes to the bank alone and an open order names its sender. Else it is the sender's own order.
 */
function isMeantFor({ payment, match }: Candidate, party: number, toOthers: boolean): boolean {
  if (match.kind === 'match' && match.words.length > 0) return true;
  return !toOthers && isOpen(payment) && payment.order?.named.some((side) => side.party === party) === true;
}

/** `others`: those of `known` that have an order which is not the sender's own. */
function decideCandidates(desk: Desk, reading: Reading, content: ForwardContent, known: readonly Payment[], others: readonly Payment[], sender: Address): Disposition | null {
  const written = [...reading.headers.to, ...reading.headers.cc];
  const candidates: readonly Candidate[] = others.map((payment) => ({ payment, match: payment.order === null ? { kind: 'none' } : matchForward(payment.order, payment.secret, content) }));
  const toOthers = written.some((address) => (registered(desk.facts, address)?.party ?? sender.party) !== sender.party);
  if (!looksForwarded(reading) && !candidates.some((one) => isMeantFor(one, sender.party, toOthers))) return null;
  if (others.some(({ buyer }) => buyer !== null && isWrittenTo(desk.facts, written, buyer.party))) return { kind: 'nothing-new', code: 'mail to the buyer' };
  for (const { payment } of candidates) desk.about.add(payment.id);
  const holding = candidates.filter((one) => one.match.kind === 'match');
  const allowed = holding.filter((one) => names(one.payment, sender.party));
  find(desk, 'contained', allowed.length > 0, `${holding.length} orders stand in the forward, ${allowed.length} of them name this shop`);
  if (allowed.length > 0) return decideHolding(desk, reading, allowed, sender);
  const [foreign] = holding;
  if (foreign !== undefined) {
    warnBuyer(desk, foreign.payment, 'order-unknown', sender, null, null);
    return refuse(desk, reading, null, 'order-unknown', sender);
  }
  const changed = decideChanged(desk, reading, candidates, sender);
  if (changed !== null) return changed;
  // Whom the forward names has that password for another order, and can't use it again.
  if (candidates.some((one) => speaksOf(reading, one.payment) === true)) return refuse(desk, reading, null, 'order-unknown', sender);
  return decideEarly(desk, reading, content, known, sender);
}

/** Two orders that both fit are refused; an open one goes before one that is closed. */
function decideHolding(desk: Desk, reading: Reading, allowed: readonly Candidate[], sender: Address): Disposition {
  const open = allowed.filter((one) => isOpen(one.payment));
  const left = open.length > 1 ? likeliest(open, reading) : open.length === 1 ? open : allowed.slice(-1);
  const [only] = left;
  if (only === undefined || left.length > 1) return refuse(desk, reading, null, 'order-ambiguous', sender);
  return decideMatched(desk, reading, only.payment, only.match, sender);
}

/**
 * Of several orders of the same words and password (somebody may have copied one): the very mail that is attached, else the one whose buyer the
 * forward's own header block names. The buyer who is chosen is asked all the same.
 */
function likeliest(open: readonly Candidate[], reading: Reading): readonly Candidate[] {
  const very = open.filter((one) => one.match.kind === 'match' && one.match.by === 'same-mail');
  if (very.length === 1) return very;
  const labels = (reading.text?.separators ?? []).map((at) => (reading.text?.lines[at] ?? '').toLowerCase());
  const named = open.filter((one) => labels.some((line) => namesBuyer(line, one.payment)));
  return named.length === 1 ? named : open;
}

/**
 * The password is right, the text is not: both are told what differs. A closed order is not spoken of, and of two buyers who chose one password
 * only the one whom the forward names: nobody reads of an order that is not theirs. null: it is about none of these orders, its own may still be on
 * its way; that some other customer has used that password, wherever, is nothing that its shop may learn.
 */
function decideChanged(desk: Desk, reading: Reading, candidates: readonly Candidate[], sender: Address): Disposition | null {
  const changed = candidates.filter((one) => one.match.kind === 'changed' && isOpen(one.payment) && names(one.payment, sender.party));
  const spoken = changed.filter((one) => speaksOf(reading, one.payment) === true);
  if (spoken.length > 1) return refuse(desk, reading, null, 'order-ambiguous', sender);
  const [open, ...more] = spoken.length > 0 ? spoken : changed.filter((one) => speaksOf(reading, one.payment) === null);
  if (open === undefined || more.length > 0 || open.match.kind !== 'changed') return null;
  const differs = { missing: open.match.missing, found: open.match.found };
  warnBuyer(desk, open.payment, 'order-changed', sender, null, differs);
  refuseForward(desk, { payment: open.payment, code: 'order-changed', to: sender, subject: reading.headers.subject, messageId: reading.headers.messageId, thread: threadIds(reading), differs });
  return refused('order-changed');
}

const namesBuyer = (line: string, { buyer }: Payment): boolean => buyer !== null && namesAddress(line, buyer.address);

/** Whether the forward names this buyer as the one who wrote what it holds; null: it names nobody by an address. */
function speaksOf(reading: Reading, payment: Payment): boolean | null {
  const written = reading.text === null ? [] : senderLines(reading.text).filter((line) => line.includes('@'));
  const senders = [...written, ...reading.originals.flatMap((original) => original.verdict.address ?? [])].map((line) => line.toLowerCase());
  return senders.length === 0 ? null : senders.some((line) => namesBuyer(line, payment));
}

function decideMatched(desk: Desk, reading: Reading, payment: Payment, match: Match, sender: Address): Disposition {
  const { order, buyer } = payment;
  if (match.kind !== 'match' || order === null || buyer === null) throw new Error(`payment ${payment.reference} is no match`);
  const merchant: Side = { party: sender.party, address: sender.address };
  if (payment.merchant !== null && payment.merchant.party !== sender.party) {
    warnBuyer(desk, payment, 'claimed-by-other-shop', sender, null, null);
    return refuse(desk, reading, null, 'claimed-by-other-shop', sender);
  }
  const parts = { desk, payment, order, buyer, merchant, ...withoutLive(desk, buyer.party, match, reading), letterId: desk.letterId ?? 0, receivedAt: desk.at };
  const read = readClaim(parts);
  if (read.ok && payment.claim !== null && payment.state.name !== 'ended' && sameClaim(read.claim, payment.claim)) return { kind: 'nothing-new', code: 'same claim' };
  if (payment.state.name === 'settled') return refuse(desk, reading, payment, 'already-paid', sender);
  if (payment.state.name === 'ended') return refuse(desk, reading, payment, 'order-ended', sender);
  const begun = begunScheme(desk, payment);
  const under = read.ok ? schemeForClaim({ ...parts, claim: read.claim }, begun) : null;
  const code = read.ok ? judgeClaim({ ...parts, needs: under?.scheme.needs ?? [], demanded: under?.demanded ?? [], numberAsked: under !== null && canAskBeside(desk, under.scheme.needs, buyer.party) }, read.claim) : read.code;
  if (code === null && read.ok && under !== null) return under.scheme.step(desk, foundBy(payment, reading), { kind: 'claimed', claim: read.claim, merchant, joined: null, steppedUp: under.steppedUp });
  const refusal = code ?? 'no-total';
  if (read.ok) warnBuyer(desk, payment, refusal, sender, read.claim.total, null);
  refuseForward(desk, { payment, code: refusal, to: sender, subject: reading.headers.subject, messageId: reading.headers.messageId, thread: threadIds(reading), attempt: { ...parts, read, text: reading.text } });
  return refused(refusal);
}

/** The shop hears nothing of a claim that is asked, so its own forward is what it can answer to withdraw it (design 2.7). */
const foundBy = (payment: Payment, { headers: { messageId } }: Reading): Payment => (messageId === null ? payment : withKeys(payment, [mailKey(messageId)]));

const digestsOf = (secrets: readonly PasswordLine[]): readonly string[] => [...new Set(secrets.flatMap((line) => line.digests))];

const filesOf = ({ invoices = [] }: ForwardContent): string => invoices.map(({ digest }) => digest).join(' ');

/** No order yet: it may be on its way (greylisting alone can take an hour), so the forward waits as long as an order lives. */
function decideEarly(desk: Desk, reading: Reading, content: ForwardContent, known: readonly Payment[], sender: Address): Disposition {
  const secrets = forwardSecrets(content);
  if (secrets.some((line) => line.weakness === 'other-key')) return refuse(desk, reading, null, 'secret-with-key', sender);
  if (secrets.some((line) => line.weakness !== null && line.weakness !== 'word-of-order')) return refuse(desk, reading, null, 'secret-weak', sender);
  const early: EarlyForward = { ...content, letterId: desk.letterId ?? 0, receivedAt: desk.at, messageId: reading.headers.messageId, subject: reading.headers.subject.slice(0, 200), written: [...reading.headers.to, ...reading.headers.cc] };
  const before = known.find((payment) => payment.state.name === 'awaiting-order' && payment.merchant?.party === sender.party && secrets.some((line) => sameSecret(line.digests, payment.secret)));
  if (before !== undefined) {
    const same = before.early?.text.lines.join('\n') === content.text.lines.join('\n') && filesOf(before.early) === filesOf(content);
    desk.about.add(before.id);
    if (same) return { kind: 'nothing-new', code: 'same forward' };
    const changed = { ...before, early, secret: digestsOf(secrets), merchant: { party: sender.party, address: sender.address } };
    savePayment(desk, withKeys(changed, secretKeys(changed.secret), secretKeys(before.secret)));
    return { kind: 'advanced', code: 'forward-replaced' };
  }
  const today = dayOf(desk.context.now);
  const scope = `party:${sender.party}`;
  const waiting = tallySum(desk.facts, scope, 'early-forward', today - 6, today);
  if (find(desk, 'too-many-waiting', waiting >= BigInt(desk.context.policy.earlyForwardsPerMerchant), `${waiting} in seven days`)) return refuse(desk, reading, null, 'too-many-waiting', sender);
  effect(desk, { kind: 'tallied', scope, name: 'early-forward', day: today, amount: 1n });
  const secret = digestsOf(secrets);
  const merchant: Side = { party: sender.party, address: sender.address };
  return openingScheme(desk, null, false).step(desk, null, { kind: 'forwarded-early', early, merchant, secret });
}
