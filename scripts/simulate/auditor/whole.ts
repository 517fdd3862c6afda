/** Looks over everything that is open, and over everything at the end. */
import type { Payment } from '../../../clearinghouse/core/payment.ts';
import { Violation } from '../violation.ts';
import { checkBooks } from './books.ts';
import { lookAt } from './closing.ts';
import { TERMS, type Eyes, type Went } from './eyes.ts';
import { notOverdue } from './overdue.ts';

const ALL = 1_000_000;
const open = (eyes: Eyes, state: string): Promise<readonly Payment[]> => eyes.store().listPayments({ state, party: null, limit: ALL });
const keyed = (eyes: Eyes, key: string): Promise<readonly Payment[]> => eyes.store().listPayments({ state: null, party: null, key, limit: ALL });

/** What is held is what was asked and not answered yet, to the last yen; and what shops wish to give back. */
export async function checkHolds(eyes: Eyes): Promise<void> {
  const held = new Map<string, bigint>();
  const add = (party: number | undefined, currency: string, amount: bigint): void => void held.set(`party:${party}:${currency}`, (held.get(`party:${party}:${currency}`) ?? 0n) + amount);
  for (const { buyer, claim } of await open(eyes, 'awaiting-answer')) if (claim !== null) add(buyer?.party, claim.total.currency, claim.total.minor);
  for (const { merchant, claim, after } of await keyed(eyes, 'refund:open')) {
    const ask = after?.refunds.at(-1);
    if (ask !== undefined && claim !== null) add(merchant?.party, claim.total.currency, ask.held);
  }
  for (const account of await eyes.store().listAccounts()) {
    if (account.held !== (held.get(account.id) ?? 0n)) throw new Violation(`account ${account.id} holds ${account.held}; by its open questions it is ${held.get(account.id) ?? 0n}`);
  }
}

/** Of everything that is open, also where no mail has told a time. */
export async function checkOverdue(eyes: Eyes): Promise<void> {
  const states = ['awaiting-answer', 'awaiting-forward', 'awaiting-order', 'awaiting-roads', 'awaiting-funds'];
  for (const payments of [...(await Promise.all(states.map((state) => open(eyes, state)))), await keyed(eyes, 'refund:open'), await keyed(eyes, 'dispute:open')]) for (const payment of payments) notOverdue(eyes, payment);
}

export async function checkEnd(eyes: Eyes): Promise<void> {
  await checkBooks(eyes, []);
  await checkHolds(eyes);
  const store = eyes.store();
  for (const account of await store.listAccounts()) if (account.held !== 0n) throw new Violation(`at the end account ${account.id} still holds ${account.held}`);
  const payments = await store.listPayments({ state: null, party: null, limit: ALL });
  for (const { id, reference, state } of payments) {
    if (state.name !== 'settled' && state.name !== 'ended') throw new Violation(`at the end payment ${reference} is ${state.name}`, { payments: [id] });
    await lookAt(eyes, id);
  }
  const settled = payments.filter(({ state }) => state.name === 'settled').length;
  if (settled !== eyes.paid.size) throw new Violation(`${settled} payments are settled, money moved for ${eyes.paid.size}`);
  await checkLetters(eyes);
  await checkMails(eyes);
  const breaks = await store.audit();
  if (breaks.length > 0) throw new Violation(`the store's own audit: ${breaks.map((one) => `${one.invariant}: ${one.found}`).join('; ')}`);
}

/** Every letter that was brought is there, once, and has one end. */
async function checkLetters(eyes: Eyes): Promise<void> {
  const rows = await eyes.store().listLetters({ disposition: null, stage: null, limit: ALL });
  for (const row of rows) {
    const seen = eyes.letters.get(row.letterId);
    if (row.disposition === null) throw new Violation(`letter ${row.letterId} never ended`, { deals: [seen?.mail.deal ?? null] });
    const isGivenUp = row.disposition.kind === 'set-aside' && row.disposition.code === 'reader-crash';
    if (seen?.ended.length !== 1 && !isGivenUp) throw new Violation(`letter ${row.letterId} has ${seen?.ended.length ?? 0} decisions`, { deals: [seen?.mail.deal ?? null] });
  }
  const ids = new Set(rows.map((row) => row.letterId));
  for (const letterId of eyes.letters.keys()) if (!ids.has(letterId)) throw new Violation(`letter ${letterId} was kept and is gone`);
  const { received, waiting, byDisposition } = await eyes.store().reconcile();
  const ended = Object.values(byDisposition).reduce((sum, one) => sum + one, 0);
  if (received !== rows.length || waiting !== 0 || ended !== received) throw new Violation(`received ${received}, ended ${ended}, waiting ${waiting}, there are ${rows.length}`);
}

/** A notice may end unsent where the server has refused it, or has put it off, or not answered for it, for as long and as often as the bank tries. */
const isGivenUpRightly = ({ notice, answers, laterUntil }: Went): boolean => answers.refused > 0 || (answers.later + answers.unanswered >= TERMS.leastTries && laterUntil - notice.owedAt >= TERMS.triesFor);

/** Every notice that was owed has left, under its one Message-ID, or ended because nobody took it. */
async function checkMails(eyes: Eyes): Promise<void> {
  const ids = new Set<string>();
  const owed = new Map(eyes.owed);
  for (const { notice, status } of await eyes.store().listNotices({ payment: null, status: null, limit: ALL })) {
    const about = { payments: notice.paymentId === null ? [] : [notice.paymentId] };
    if (ids.has(notice.messageId)) throw new Violation(`two notices bear the Message-ID ${notice.messageId}`, about);
    ids.add(notice.messageId);
    const name = `${notice.facts.kind} to ${notice.to}`;
    owed.set(name, (owed.get(name) ?? 0) - 1);
    if (status === 'owed' || status === 'made') throw new Violation(`at the end notice ${notice.facts.kind} to ${notice.to} is still ${status}`, about);
    const went = eyes.went.get(notice.messageId);
    if ((status === 'sent' || status === 'bounced') && (went?.answers.accepted ?? 0) === 0) throw new Violation(`notice ${notice.facts.kind} to ${notice.to} is ${status}, and no server has taken it`, about);
    if (status === 'failed' && (went === undefined || !isGivenUpRightly(went))) throw new Violation(`notice ${notice.facts.kind} to ${notice.to} is given up; its server has refused it ${went?.answers.refused ?? 0} times and put it off ${went?.answers.later ?? 0} times`, about);
  }
  for (const [name, left] of owed) {
    const decided = eyes.owed.get(name) ?? 0;
    if (left !== 0) throw new Violation(`${decided} notices ${name} were owed, there are ${decided - left}`);
  }
}
