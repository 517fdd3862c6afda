/** A small bank made by hand: letters, readings, and decisions whose effects fit together. Nothing here asks the core. */
import { plainRoads, type Party } from '../../core/party.ts';
import type { Account, Posting, TransferKind } from '../../core/account.ts';
import type { Decision, Disposition, Effect, Input, Instruction, PendingEntry } from '../../core/decision.ts';
import { noKeys, type FactKeys } from '../../core/facts.ts';
import type { OwedNotice } from '../../core/notice.ts';
import type { Payment, PaymentState } from '../../core/payment.ts';
import type { ReceivedLetter } from '../../protocol/letter.ts';
import type { Currency, Money } from '../../protocol/money.ts';
import type { Reading } from '../../protocol/reading.ts';
import type { Decided, KeptRules, Store } from '../store.ts';

export const EUR = 'EUR' as Currency;
export const eur = (minor: bigint): Money => ({ currency: EUR, minor });
export const BUYER = 1;
export const SHOP = 2;
export const BUYER_ACCOUNT = 'party:1:EUR';
export const SHOP_ACCOUNT = 'party:2:EUR';
export const CASH = 'bank:cash:EUR';
export const TAKAO = 'takao@buyer.example';
export const TEA = 'shop@tea.example';

export function letter(text: string, more: Partial<ReceivedLetter> = {}): ReceivedLetter {
  return { bytes: Buffer.from(text), receivedAt: 1_000, intake: 'lmtp', envelope: { from: TAKAO, to: ['pay@bank.example'], clientAddress: '192.0.2.7', helo: 'mx.buyer.example' }, place: null, ...more };
}

export function reading(messageId: string, from: string = TAKAO): Reading {
  return {
    version: 1,
    refusal: null,
    findings: [{ code: 'dkim', hit: false, detail: 'pass' }],
    verdict: { strength: 'signed', address: from, signature: { domain: 'buyer.example', selector: 's', b: `b-of-${messageId}`, signedFields: ['from'], signedAt: 1, expiresAt: null }, findings: [] },
    automatic: null,
    resent: false,
    bounce: null,
    headers: { messageId, inReplyTo: [], references: [], subject: 'Order', date: 900, to: [TEA], cc: ['pay@bank.example'], recipients: ['pay@bank.example', TEA] },
    bodyHash: 'ab'.repeat(32),
    text: null,
    answer: null,
    command: null,
    originals: [],
  };
}

/** Keeps a letter and reads it; the input that clearing would get. */
export async function readLetter(store: Store, messageId: string, receivedAt = 1_000, from = TAKAO): Promise<Extract<Input, { kind: 'letter' }>> {
  const { letterId } = await store.keepLetter(letter(`the mail ${messageId}`, { receivedAt }), { from, messageId }, receivedAt + 5);
  await store.saveReading(letterId, reading(messageId, from));
  return { kind: 'letter', letterId, receivedAt, turn: 1, reading: reading(messageId, from) };
}

export async function instruct(store: Store, instruction: Instruction, at = 500): Promise<Extract<Input, { kind: 'instruction' }>> {
  const instructionId = await store.addInstruction(instruction, at, at);
  return { kind: 'instruction', instructionId, at, instruction };
}

export const decision = (effects: readonly Effect[], disposition: Disposition = { kind: 'advanced', code: 'test' }): Decision => ({
  disposition,
  findings: [{ code: 'rule', hit: true, detail: 'tested' }],
  effects,
  about: effects.flatMap((effect) => (effect.kind === 'payment-saved' ? [effect.payment.id] : [])),
});

export const RULES: KeptRules = { text: '{"bank":{},"policy":{}}' };

export const decided = (input: Input, made: Decision, at = 2_000): Decided => ({ input, at, seed: '5e'.repeat(32), rules: RULES, decision: made });

/** Records one decision; throws where it was not recorded. */
export async function clear(store: Store, input: Input, effects: readonly Effect[], disposition?: Disposition, keys: FactKeys = noKeys): Promise<void> {
  const recorded = await store.withWorkingSet(keys, () => [decided(input, decision(effects, disposition))]);
  if (recorded.length !== 1) throw new Error(`the decision on ${JSON.stringify(input.kind)} was not recorded`);
}

const account = (id: string, party: number | null, floor: bigint | null): Account => ({ id, party, currency: EUR, balance: 0n, held: 0n, floor });

export const buyerParty: Party = {
  id: BUYER, name: 'Takao Sasaki', language: 'ja', openedAt: 500, suspendedAt: null, balanceInReceipts: false,
  boardFace: { alias: null, orderTime: false, shopName: false, disputes: false }, fee: null, statements: 'on-request', statedUntil: null, limits: null, roads: plainRoads,
};

export const shopParty: Party = {
  id: SHOP, name: 'Green Tea House', language: 'en', openedAt: 500, suspendedAt: null, balanceInReceipts: true,
  boardFace: { alias: 'G.T.', orderTime: false, shopName: true, disputes: true }, fee: { fixed: eur(30n), perMille100: 1_450 }, statements: 'monthly', statedUntil: '2026-10',
  limits: { perPayment: [eur(100_000n)], perDay: [] }, roads: plainRoads,
};

export const openingEffects = (): readonly Effect[] => [
  { kind: 'party-saved', party: buyerParty },
  { kind: 'party-saved', party: shopParty },
  { kind: 'address-saved', address: { address: TAKAO, party: BUYER, addedAt: 500, usableFrom: 500, provenAt: null, removedAt: null, undeliverable: null } },
  { kind: 'address-saved', address: { address: TEA, party: SHOP, addedAt: 500, usableFrom: 500, provenAt: 600, removedAt: null, undeliverable: null } },
  { kind: 'account-opened', account: account(CASH, null, null) },
  { kind: 'account-opened', account: account(BUYER_ACCOUNT, BUYER, 0n) },
  { kind: 'account-opened', account: account(SHOP_ACCOUNT, SHOP, 0n) },
];

export const transferred = (id: string, kind: TransferKind, postings: readonly Posting[], paymentId: number | null = null): Effect => ({
  kind: 'transferred',
  transfer: { id, kind, currency: EUR, paymentId, at: 1_500, reference: `ref ${id}`, by: ['Aya', 'Ben'], postings },
});

export const deposit = (id: string, to: string, amount: bigint): Effect => transferred(id, 'deposit', [{ account: CASH, amount: -amount }, { account: to, amount }]);

const depositInstruction = (amount: bigint): Instruction => ({ kind: 'deposit', address: TAKAO, amount: eur(amount), reference: 'V-1', by: ['Aya', 'Ben'] });

/** Two parties with accounts; the buyer has `amount`. */
export async function openBank(store: Store, amount = 10_000n): Promise<void> {
  const opened = await instruct(store, { kind: 'open-party', name: 'Takao Sasaki', language: 'ja', addresses: [TAKAO], currencies: [EUR], balanceInReceipts: false });
  await clear(store, opened, openingEffects(), { kind: 'recorded', code: 'opened' });
  if (amount === 0n) return;
  await clear(store, await instruct(store, depositInstruction(amount)), [deposit('d.1', BUYER_ACCOUNT, amount)], { kind: 'recorded', code: 'deposit' });
}

export function payment(id: number, state: PaymentState, total: bigint | null, more: Partial<Payment> = {}): Payment {
  const claim = total === null ? null : { letterId: 1, receivedAt: 1_000, invoice: 'GT-1042', lines: [{ text: '2 x Sencha', amount: eur(total), notInOrder: false }], total: eur(total) };
  return {
    id,
    reference: `K7F3K29${id}`,
    scheme: 'two-mail',
    schemeVersion: 1,
    openedAt: 1_000,
    buyer: { party: BUYER, address: TAKAO },
    merchant: total === null ? null : { party: SHOP, address: TEA },
    secret: [`v1.secret-${id}`],
    order: null,
    claim,
    early: null,
    questions: [],
    claims: 0,
    wrongPasswords: 0,
    refusedForwards: 0,
    state,
    keys: [`ref:K7F3K29${id}`, `secret:v1.secret-${id}`, ...(state.name === 'settled' || state.name === 'ended' ? [] : [`open:${BUYER}`])],
    ...more,
  };
}

/** Its commitments open nothing: no store looks into them. */
export const pendingEntry = (paymentId: number, kind: PendingEntry['kind'], more: Partial<PendingEntry> = {}): PendingEntry => ({
  id: `${paymentId}.${kind}`,
  kind,
  paymentId,
  at: 2_000,
  forBoard: true,
  leaf: `{"v":1,"kind":"${kind}","face":"${Buffer.alloc(32, paymentId).toString('base64')}","details":"${Buffer.alloc(32, kind).toString('base64')}"}`,
  face: `{"v":1,"fields":[["kind","${kind}","c2FsdDE="],["reference","K7F3-K29${paymentId}","c2FsdDI="]]}\n`,
  details: [{ name: 'total', value: 'EUR 40.00', salt: 'c2FsdDM=', readers: ['buyer', 'merchant'] }],
  ...more,
});

export const entry = (paymentId: number, kind: PendingEntry['kind'], more: Partial<PendingEntry> = {}): Effect => ({ kind: 'entry', entry: pendingEntry(paymentId, kind, more) });

export function notice(id: string, more: Partial<OwedNotice> = {}): OwedNotice {
  return {
    id,
    messageId: `${id}@bank.example`,
    to: TAKAO,
    language: 'ja',
    facts: { kind: 'balance', accounts: [{ balance: eur(10_000n), held: eur(0n), available: eur(10_000n) }], at: 2_000 },
    paymentId: null,
    letterId: null,
    replyTo: null,
    inReplyTo: null,
    references: [],
    autoSubmitted: 'auto-replied',
    nullReturnPath: true,
    waitsForEntry: null,
    owedAt: 2_000,
    ...more,
  };
}

export const deadline = (paymentId: number, kind: 'match' | 'answer' | 'remind' | 'tell-waiting', at: number | null): Effect => ({ kind: 'deadline', paymentId, deadline: kind, at });

export const orderedEffects = (id: number): readonly Effect[] => [{ kind: 'payment-saved', payment: payment(id, { name: 'awaiting-forward', until: 9_000 }, null) }, deadline(id, 'match', 9_500)];

export const askedEffects = (id: number, total: bigint): readonly Effect[] => [
  { kind: 'held', paymentId: id, account: BUYER_ACCOUNT, amount: total, at: 2_000 },
  entry(id, 'accepted'),
  { kind: 'payment-saved', payment: payment(id, { name: 'awaiting-answer', until: 9_000 }, total) },
  deadline(id, 'match', null),
  deadline(id, 'answer', 9_500),
];

export const settledEffects = (id: number, total: bigint): readonly Effect[] => [
  { kind: 'released', paymentId: id, account: BUYER_ACCOUNT, amount: total, at: 2_500 },
  transferred(`t.${id}`, 'payment', [{ account: BUYER_ACCOUNT, amount: -total }, { account: SHOP_ACCOUNT, amount: total }], id),
  entry(id, 'settled'),
  { kind: 'payment-saved', payment: payment(id, { name: 'settled', at: 2_500, transferId: `t.${id}` }, total) },
  deadline(id, 'answer', null),
  { kind: 'notice', notice: notice(`receipt-${id}`, { paymentId: id }) },
];

export const endedEffects = (id: number, total: bigint): readonly Effect[] => [
  { kind: 'released', paymentId: id, account: BUYER_ACCOUNT, amount: total, at: 2_500 },
  entry(id, 'returned'),
  { kind: 'payment-saved', payment: payment(id, { name: 'ended', at: 2_500, reason: 'refused' }, total) },
  deadline(id, 'answer', null),
];

/** Order, forward and consent, each by its own letter. */
export async function playPayment(store: Store, id: number, total: bigint): Promise<void> {
  await clear(store, await readLetter(store, `order-${id}`), orderedEffects(id));
  await clear(store, await readLetter(store, `forward-${id}`), askedEffects(id, total));
  await clear(store, await readLetter(store, `consent-${id}`), settledEffects(id, total));
}

export const balanceOf = async (store: Store, id: string): Promise<bigint | null> => (await store.listAccounts()).find((one) => one.id === id)?.balance ?? null;
