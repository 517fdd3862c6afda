/** What people do in a story, done to the world: letters, bookings, time. */
import { isOpen } from '../core/payment.ts';
import type { What } from './grammar.ts';
import { addressOf, compose, composeReport, letterCalled, personOf, referenceIn } from './letters.ts';
import { BOARD, mailbox, PAY, type Person } from './people.ts';
import { decideRoads, readStep } from './roads.ts';
import { readMoney, readSpan } from './shown.ts';
import { clearAndSend, emptyOutcome, instruct, keep, type HowRead, type SentNotice, type World, type Written } from './world.ts';
import { readAmount } from '../protocol/money.ts';

type Of<K extends What['kind']> = Extract<What, { kind: K }>;

/** People who take part without an account of their own making get an empty one in the currency of stories. */
async function register(world: World, key: string, currencies: readonly string[]): Promise<void> {
  const person = personOf(world, key);
  if (person.party !== null) throw new Error(`${key} has an account already; name all of a person's accounts before the first letter`);
  const open = { kind: 'open-party', name: person.name, language: person.language, addresses: person.addresses, currencies: currencies.map((code) => readMoney(`1 ${code}`).currency), balanceInReceipts: person.balanceInReceipts === true } as const;
  const disposition = await instruct(world, open);
  if (disposition.kind !== 'recorded') throw new Error(`${key} could not be registered: ${disposition.code}`);
  const row = (await world.store.listParties()).find((one) => one.party.name === person.name);
  if (row === undefined) throw new Error(`${key} is not in the list of parties`);
  world.people.set(key, { ...person, party: row.party.id });
}

/** `account buyer 10,000 JPY`: all accounts of one person at once, since a party is opened with them. */
export async function openAccounts(world: World, accounts: readonly Of<'account'>[]): Promise<void> {
  const byPerson = Map.groupBy(accounts, (one) => one.who);
  for (const [who, own] of byPerson) {
    const amounts = own.map((one) => readMoney(one.amount));
    await register(world, who, amounts.map((amount) => amount.currency));
    for (const amount of amounts) {
      if (amount.minor === 0n) continue;
      const { kind, code } = await instruct(world, { kind: 'deposit', address: addressOf(world, who), amount, reference: 'opening', by: ['Mori', 'Abe'] });
      if (kind !== 'recorded') throw new Error(`${who} can't begin with that amount: ${kind} ${code}`);
    }
  }
  world.outcome = emptyOutcome();
}

export function meet(world: World, step: Of<'person'>): void {
  const language = step.fields.includes('Japanese') ? 'ja' : 'en';
  const more = step.fields.filter((field) => field.includes('@'));
  const person: Person = { key: step.key, name: step.name, language, addresses: [step.address, ...more].map(mailbox), party: null, balanceInReceipts: step.fields.includes('balance in receipts') };
  world.people.set(step.key, person);
}

type Span = 'matchSpan' | 'answerSpan' | 'graceSpan' | 'tellWaitingAfter' | 'newAddressWait' | 'newPayeeSpan' | 'repeatSpan';
type Count = 'claimsPerPayment' | 'refusalsPerDay' | 'wrongPasswordsPerPayment' | 'wrongPasswordsPerDay' | 'earlyForwardsPerMerchant' | 'answersPerKindAndDay' | 'answersPerDay';
type Limit = 'limitPerPayment' | 'limitPerDay' | 'limitNewPayee' | 'defaultCeiling';

const spans: Readonly<Record<string, Span>> = { 'match span': 'matchSpan', 'answer span': 'answerSpan', grace: 'graceSpan' };
const counts: Readonly<Record<string, Count>> = { 'forwards waiting': 'earlyForwardsPerMerchant', 'wrong passwords a day': 'wrongPasswordsPerDay', 'answers a day': 'answersPerDay', 'refusals a day': 'refusalsPerDay' };
const limits: Readonly<Record<string, Limit>> = { 'a payment at most': 'limitPerPayment', 'a day at most': 'limitPerDay', 'a new payee at most': 'limitNewPayee', 'an order without a ceiling at most': 'defaultCeiling' };

export function setPolicy({ policy }: World, { name, value }: Of<'policy'>): void {
  const [span, count, limit] = [spans[name], counts[name], limits[name]];
  if (span !== undefined) policy[span] = readSpan(value);
  else if (count !== undefined) policy[count] = Number(value);
  else if (limit !== undefined) policy[limit] = [...policy[limit], readMoney(value)];
  else if (name === 'two people book') policy.twoPeopleBook = value === 'yes';
  else if (name === 'refunds a day at most') policy.refundPerDay = [...policy.refundPerDay, readMoney(value)];
  else if (name === 'refunds held') policy.refundHold = value === 'yes';
  else if (name === 'register') policy.register = { language: 'en', perDomainAndDay: 3, selfService: value === 'by staff' ? null : { currencies: [readMoney(value).currency], limits: { perPayment: [readMoney(value)], perDay: [readMoney(value)] } } };
  else if (name === 'scheme') policy.defaultScheme = value === 'board' ? 'board' : 'two-mail';
  else if (name === 'step') policy.steps = [...policy.steps, readStep(value)];
  else if (name === 'numbers in order') policy.numbersInOrder = value === 'yes';
  else if (name === 'numbers ask above') policy.numbersAskAbove = [readMoney(value)];
  else if (name === 'board') policy.boardEnabled = value === 'yes';
  else throw new Error(`"${name}" is no policy that stories know; expected one of ${[...Object.keys(spans), ...Object.keys(counts), ...Object.keys(limits)].join(', ')}`);
}

export async function sendLetter(world: World, step: Of<'letter'>): Promise<void> {
  const { written, onTheWay, read } = compose(world, step);
  const toBank = written.recipients.some((one) => one === PAY || one === BOARD || one.startsWith('pay+'));
  if (toBank && !onTheWay) await receive(world, written, read);
}

/** A letter reaches the bank's mailbox; during an outage it stays there. */
export async function receive(world: World, written: Written, read: HowRead): Promise<void> {
  if (world.outageSince !== null) {
    world.mailbox.push({ written, at: world.now });
    return;
  }
  const letterId = await keep(world, written, world.now, read);
  if (!world.together) await decideLetters(world, [letterId]);
}

/** Decides what is due, and keeps the dispositions of these letters. */
export async function decideLetters(world: World, letterIds: readonly number[]): Promise<void> {
  await clearAndSend(world);
  for (const letterId of letterIds) {
    const disposition = (await world.store.findLetter(letterId))?.row.disposition ?? null;
    if (disposition === null) world.outcome.waiting += 1;
    else world.outcome.dispositions.push(disposition);
  }
}

export async function readLate(world: World, name: string): Promise<void> {
  const { reading } = letterCalled(world, name);
  const kept = world.kept.findLast((one) => one.reading === reading);
  if (kept === undefined) throw new Error(`letter ${name} has not been received`);
  await world.store.saveReading(kept.letterId, reading);
  const open = await world.store.listLetters({ disposition: null, stage: null, limit: 1_000 });
  const waiting = open.filter((row) => row.stage !== 'cleared').map((row) => row.letterId);
  await decideLetters(world, waiting.sort((a, b) => a - b));
}

/** By another way or another time: other bytes, the same mail. */
export const bringAgain = (world: World, name: string): Promise<void> => receive(world, letterCalled(world, name), 'read');

export async function outage(world: World, begins: boolean): Promise<void> {
  if (begins) {
    world.outageSince = world.now;
    return;
  }
  world.outageSince = null;
  const ids: number[] = [];
  for (const { written, at } of world.mailbox) ids.push(await keep(world, written, at, 'read'));
  world.mailbox = [];
  await decideLetters(world, ids);
}

export async function together(world: World, begins: boolean): Promise<void> {
  world.together = begins;
  if (begins) return;
  const rows = await world.store.listLetters({ disposition: null, stage: 'read', limit: 1_000 });
  await decideLetters(world, rows.map((row) => row.letterId).sort((a, b) => a - b));
}

/** How often the clock looks while something is due that can't be done yet (a letter that nobody reads). */
const LOOK = 15 * 60_000;

/** Time passes; each deadline on the way is met at its own hour. */
export async function tick(world: World, span: string): Promise<void> {
  const end = world.now + readSpan(span);
  while (world.outageSince === null) {
    const due = await world.store.nextDueAt();
    if (due === null || due > end) break;
    world.now = Math.min(end, due > world.now ? due : world.now + LOOK);
    await clearAndSend(world);
    if (world.now === end) break;
  }
  world.now = end;
  await clearAndSend(world);
}

export async function book(world: World, step: Of<'book'>): Promise<void> {
  const reference = step.fields.find((field) => field.startsWith('voucher '))?.slice('voucher '.length) ?? `V-${(world.vouchers += 1)}`;
  const by = step.fields.find((field) => field.startsWith('by '))?.slice('by '.length).split(' and ') ?? ['Mori', 'Abe'];
  const [amount, own] = [bookedAmount(step.amount), step.who];
  const isOwn = step.direction === 'withdraw' && (own === 'fees' || own === 'suspense');
  await instruct(world, isOwn ? { kind: 'withdraw-own', from: own, amount, reference, by } : { kind: step.direction, address: addressOf(world, own), amount, reference, by });
}

function bookedAmount(text: string): ReturnType<typeof readMoney> {
  const reading = readAmount(text, null);
  return reading.ok ? reading.money : readMoney(text);
}

export async function changeAddress(world: World, step: Of<'address'>): Promise<void> {
  if (step.change !== 'add') {
    await instruct(world, { kind: step.change === 'remove' ? 'remove-address' : 'resume-address', address: mailbox(step.address), by: ['Mori', 'Abe'] });
    return;
  }
  const person = personOf(world, step.who ?? 'buyer');
  if (person.party === null) throw new Error(`${person.key} has no account`);
  const disposition = await instruct(world, { kind: 'add-address', party: person.party, address: mailbox(step.address), by: ['Mori', 'Abe'] });
  if (disposition.kind === 'recorded') world.people.set(person.key, { ...person, addresses: [...person.addresses, mailbox(step.address)] });
}

export async function returnNotice(world: World, step: Of<'bounce' | 'undelivered' | 'complaint'>): Promise<void> {
  const to = step.to.includes('@') ? [mailbox(step.to)] : personOf(world, step.to).addresses;
  const sent = world.sent.findLast(({ notice }) => notice.facts.kind === step.notice && to.includes(notice.to));
  if (sent === undefined) throw new Error(`the bank has sent no notice "${step.notice}" to ${step.to}`);
  if (step.kind === 'undelivered') return undeliverable(world, sent, step.detail);
  const complaint = step.kind === 'complaint';
  const action = complaint ? 'complaint' : step.detail.startsWith('4') ? 'delayed' : 'failed';
  const report = composeReport(world, sent, { kind: complaint ? 'complaint' : 'delivery', action, status: step.detail || null, recipient: sent.notice.to, originalMessageId: sent.notice.messageId });
  await receive(world, report, 'read');
  return undefined;
}

/** No server took it: sending itself ended for good. */
async function undeliverable(world: World, { notice }: SentNotice, detail: string): Promise<void> {
  await world.store.noteNoticeFailed(notice.id, world.now, detail);
  await instruct(world, { kind: 'notice-failed', noticeId: notice.id, reply: detail });
}

export async function requeue(world: World, name: string): Promise<void> {
  const written = letterCalled(world, name);
  const kept = world.kept.findLast((one) => one.reading === written.reading);
  if (kept === undefined) throw new Error(`letter ${name} has not been received`);
  await instruct(world, { kind: 'requeue-letter', letterId: kept.letterId, reason: 'looked at again', by: ['Mori'] });
  await world.store.saveReading(kept.letterId, written.reading);
  await decideLetters(world, [kept.letterId]);
}

/** Staff decide on the newest payment: `decides  refund   yes   looked right`. */
export async function decides(world: World, { what, fields }: Of<'decides'>): Promise<void> {
  const [word = '', reason = ''] = fields;
  if (await decideRoads(world, what, fields, (name) => addressOf(world, name))) return;
  if (what === 'statements') {
    await instruct(world, { kind: 'set-statements', address: addressOf(world, word), statements: reason === 'monthly' ? 'monthly' : 'on-request', by: ['Mori'] });
    return;
  }
  if (what === 'fee') {
    const [who = '', fixed = '', perMille = '0'] = fields;
    await instruct(world, { kind: 'set-fee', address: addressOf(world, who), fee: { fixed: readMoney(fixed), perMille100: hundredths(perMille) }, by: ['Mori', 'Abe'] });
    return;
  }
  if (what === 'no fee') {
    await instruct(world, { kind: 'set-fee', address: addressOf(world, word), fee: null, by: ['Mori', 'Abe'] });
    return;
  }
  if (what === 'name') {
    await instruct(world, { kind: 'rename-party', address: addressOf(world, word), name: reason, by: fields[2]?.replace(/^by /, '').split(' and ') ?? ['Mori', 'Abe'] });
    return;
  }
  if (what === 'limits') {
    const [who = '', single = '', day = ''] = fields;
    await instruct(world, { kind: 'set-limits', address: addressOf(world, who), limits: { perPayment: [readMoney(single)], perDay: [readMoney(day)] }, by: ['Mori', 'Abe'] });
    return;
  }
  if (what === 'restored') {
    world.policy.restoredAt = world.now;
    if (word === 'nothing ended') return;
    for (const { reference } of (await world.store.listPayments({ state: null, party: null, limit: 100 })).filter(isOpen)) await instruct(world, { kind: 'stop-payment', reference, restored: true, reason: 'restored', by: ['Mori', 'Abe'] });
    return;
  }
  if (what === 'stop') {
    await instruct(world, { kind: 'stop-payment', reference: newestReference(world), restored: false, reason: word, by: ['Mori', 'Abe'] });
    return;
  }
  if (what === 'suspend' || what === 'resume') {
    const by = fields.find((field) => field.startsWith('by '))?.slice('by '.length).split(' and ') ?? ['Mori', 'Abe'];
    const address = addressOf(world, word);
    await instruct(world, what === 'suspend' ? { kind: 'suspend-party', address, reason, by } : { kind: 'resume-party', address, by });
    return;
  }
  if (what === 'account') return register(world, word, fields.slice(1));
  if (what === 'dispute') return decideDispute(world, fields);
  if (what === 'claim') {
    await instruct(world, { kind: 'collect-claim', address: addressOf(world, word), amount: readMoney(reason), reference: fields[2] ?? `V-${(world.vouchers += 1)}`, by: ['Mori', 'Abe'] });
    return;
  }
  if (what !== 'refund') throw new Error(`staff decide on no "${what}"; expected account, refund, dispute, claim, fee, name, limits, suspend, resume, stop or restored`);
  await instruct(world, { kind: 'decide-refund', reference: newestReference(world), approve: word === 'yes', reason, by: ['Mori', 'Abe'] });
}

/** `decides  dispute   upheld   1,080 JPY   one cup was broken   by Mori`: without a sum all that is left; without names two people. */
async function decideDispute(world: World, [outcome, ...fields]: readonly string[]): Promise<void> {
  const sum = fields.find((field) => readAmount(field, null).ok);
  const by = fields.find((field) => field.startsWith('by '))?.slice('by '.length).split(' and ') ?? ['Mori', 'Abe'];
  const reason = fields.find((field) => field !== sum && !field.startsWith('by ')) ?? '';
  await instruct(world, { kind: 'decide-dispute', reference: newestReference(world), outcome: outcome === 'upheld' ? 'upheld' : 'rejected', amount: sum === undefined ? null : readMoney(sum), reason, by });
}

const newestReference = (world: World): string => referenceIn(world, undefined).replace('-', '');

/** `14.5` per mille. */
const hundredths = (text: string): number => Number.parseInt(text.replace('.', '').padEnd((text.split('.')[0] ?? '').length + 2, '0'), 10);
