/** What a story expects of the bank, compared with what happened. Nothing that touches a person may stay untold: see `untold`. */
import type { Account, Transfer } from '../core/account.ts';
import { formatMoney } from '../protocol/money.ts';
import { expectFace, expectProof } from './board.ts';
import { Difference } from './difference.ts';
import type { What } from './grammar.ts';
import { personOf, referenceIn } from './letters.ts';
import { mailbox } from './people.ts';
import { readMoney, sameAmount, shownFacts, shownTime, type ShownFact } from './shown.ts';
import { payments, type SentNotice, type World } from './world.ts';
import { readAmount } from '../protocol/money.ts';

type Of<K extends What['kind']> = Extract<What, { kind: K }>;

/** Throws Difference. A deed of people is no expectation: it is left to deeds.ts, and false comes back. */
export async function expectation(world: World, step: What): Promise<boolean> {
  switch (step.kind) {
    case 'notice':
      expectNotice(world, step);
      return true;
    case 'silence':
      if (world.outcome.notices.length > 0) throw new Difference('silence', world.outcome.notices.map((one) => shownNotice(world, one)).join('\n'));
      return true;
    case 'waits':
      if (world.outcome.waiting === 0) throw new Difference('a letter that waits', shownDispositions(world));
      return true;
    case 'disposition':
      expectDisposition(world, step);
      return true;
    case 'moved':
      expectMoved(world, step);
      return true;
    case 'nothing-moved':
      if (transfers(world).length > 0) throw new Difference('nothing moved', transfers(world).map((one) => shownTransfer(world, one)).join('\n'));
      return true;
    case 'balance':
    case 'held':
      await expectShares(world, step);
      return true;
    case 'entry':
    case 'no-entry':
      await expectEntry(world, step);
      return true;
    case 'face':
      await expectFace(world, step);
      return true;
    case 'proof':
      expectProof(world, step);
      return true;
    case 'staff':
      expectStaff(world, step);
      return true;
    case 'clock':
      if (shownTime(world.now) !== step.text) throw new Difference(step.text, shownTime(world.now));
      return true;
    case 'payment':
      await expectPayment(world, step);
      return true;
    default:
      return false;
  }
}

/** What happened since the last deed and no line has told: mails, money and calls for staff may not go unseen. */
export function untold(world: World): string | null {
  const { notices, effects } = world.outcome;
  const tasks = effects.flatMap((effect) => (effect.kind === 'staff-task' ? [`staff  ${effect.task.code}`] : []));
  const rest = [...notices.map((one) => shownNotice(world, one)), ...transfers(world).map((one) => shownTransfer(world, one)), ...tasks];
  return rest.length === 0 ? null : rest.join('\n');
}

function expectNotice(world: World, step: Of<'notice'>): void {
  const addresses = step.to.includes('@') ? [mailbox(step.to)] : personOf(world, step.to).addresses;
  const { notices } = world.outcome;
  const candidates = notices.filter(({ notice }) => notice.facts.kind === step.notice && addresses.includes(notice.to));
  const told = candidates.find((one) => step.fields.every((field) => tells(world, one, field)));
  if (told === undefined) throw new Difference(`notice  bank → ${step.to}   ${[step.notice, ...step.fields].join('   ')}`, shownDifference(world, step, candidates));
  notices.splice(notices.indexOf(told), 1);
}

function shownDifference(world: World, step: Of<'notice'>, candidates: readonly SentNotice[]): string {
  const [near] = candidates;
  if (near !== undefined) return `${shownNotice(world, near)}\n(not so: ${step.fields.filter((field) => !tells(world, near, field)).join('   ')})`;
  return world.outcome.notices.length === 0 ? 'silence' : world.outcome.notices.map((one) => shownNotice(world, one)).join('\n');
}

/** One column of a notice's line: words that stand in the mail, or a fact by its name. */
function tells(world: World, { notice, rendered }: SentNotice, field: string): boolean {
  const said = /^(says|does not say|titled) "(.*)"$/.exec(field);
  const text = withReferences(world, said?.[2] ?? '');
  if (said?.[1] === 'says') return flat(rendered.text).includes(flat(text));
  if (said?.[1] === 'does not say') return !flat(`${rendered.subject} ${rendered.text} ${rendered.html}`).includes(flat(text));
  if (said?.[1] === 'titled') return rendered.subject.includes(text);
  if (field === 'in Japanese' || field === 'in English') return notice.language === (field === 'in Japanese' ? 'ja' : 'en');
  if (field === 'without a token') return notice.replyTo === null;
  const order = /^(not )?in your order: (.*)$/.exec(field);
  if (order !== null) return 'lines' in notice.facts && notice.facts.lines.some((line) => line.text.startsWith(order[2] ?? '') && line.notInOrder === (order[1] !== undefined));
  return tellsFact(world, shownFacts(notice.facts), field);
}

const flat = (text: string): string => text.replace(/\s+/g, ' ');

const withReferences = (world: World, text: string): string => text.replace(/\[reference(?: (\d+))?\]/g, (_all, number?: string) => referenceIn(world, number));

function tellsFact(world: World, facts: readonly ShownFact[], field: string): boolean {
  const value = withReferences(world, field);
  return facts.some(({ name, shown }) => value.startsWith(`${name} `) && shown.includes(value.slice(name.length + 1)));
}

function shownNotice(world: World, { notice }: SentNotice): string {
  const facts = shownFacts(notice.facts).map(({ name, shown }) => `${name} ${shown[0]}`);
  return [`notice  bank → ${nameOf(world, notice.to)}`, notice.facts.kind, ...facts].join('   ');
}

/** The person's name where the address is their first, else the address. */
const nameOf = (world: World, address: string): string => [...world.people.values()].find((one) => one.addresses[0] === address)?.key ?? address;

const shownDispositions = ({ outcome }: World): string => outcome.dispositions.map(({ kind, code }) => `${kind}  ${code}`).join('\n') || (outcome.waiting > 0 ? 'a letter that waits' : 'no letter that was decided');

function expectDisposition(world: World, { disposition, code }: Of<'disposition'>): void {
  const [found] = world.outcome.dispositions;
  if (found === undefined || found.kind !== disposition || found.code !== code) throw new Difference(`${disposition}  ${code}`, shownDispositions(world));
  world.outcome.dispositions.shift();
}

const transfers = ({ outcome }: World): readonly Transfer[] => outcome.effects.flatMap((effect) => (effect.kind === 'transferred' && effect.transfer.kind !== 'deposit' && effect.transfer.kind !== 'withdrawal' ? [effect.transfer] : []));

function shownTransfer(world: World, { postings, currency }: Transfer): string {
  const who = (sign: 1 | -1): string => {
    const posting = postings.find((one) => (sign === 1 ? one.amount > 0n : one.amount < 0n));
    const party = Number(posting?.account.split(':')[1]);
    return [...world.people.values()].find((one) => one.party === party)?.key ?? posting?.account ?? '?';
  };
  const minor = postings.find((one) => one.amount > 0n)?.amount ?? 0n;
  return `moved  ${who(-1)} → ${who(1)}   ${formatMoney({ ...readMoney(`1 ${currency}`), minor })}`;
}

function expectMoved(world: World, step: Of<'moved'>): void {
  const amount = readMoney(step.amount);
  const account = (who: string): string => (who.startsWith('bank:') ? `${who}:${amount.currency}` : `party:${personOf(world, who).party ?? 0}:${amount.currency}`);
  const from = step.from.split(/\s*,\s*/);
  const found = world.outcome.effects.findIndex(
    (effect) =>
      effect.kind === 'transferred' &&
      takesFrom(effect.transfer, from.map(account), amount.minor) &&
      effect.transfer.postings.some((one) => one.account === account(step.to) && one.amount === amount.minor),
  );
  if (found === -1) throw new Difference(`moved  ${step.from} → ${step.to}   ${step.amount}`, transfers(world).map((one) => shownTransfer(world, one)).join('\n') || 'nothing moved');
  world.outcome.effects.splice(found, 1);
}

/** All of it from these accounts, from each something. */
function takesFrom({ postings }: Transfer, accounts: readonly string[], minor: bigint): boolean {
  const taken = postings.filter((one) => one.amount < 0n);
  return postings.length === accounts.length + 1 && taken.every((one) => accounts.includes(one.account)) && taken.reduce((sum, one) => sum + one.amount, 0n) === -minor;
}

async function expectShares(world: World, step: Of<'balance' | 'held'>): Promise<void> {
  const accounts = await world.store.listAccounts();
  for (const { who, amount } of step.shares) {
    const own = accounts.filter((one) => one.party === personOf(world, who).party && one.party !== null);
    const account = accountFor(own, amount);
    const found = account === null ? null : { currency: account.currency, minor: step.kind === 'held' ? account.held : account.balance };
    const expected = account === null ? null : readAmount(amount, account.currency);
    const same = found !== null && (sameAmount(amount, found) || (expected?.ok === true && expected.money.minor === found.minor));
    if (!same) throw new Difference(`${who} ${amount}`, `${who} ${found === null ? 'has no such account' : formatMoney(found)}`);
  }
}

/** A bare amount is in the person's only currency. */
function accountFor(own: readonly Account[], amount: string): Account | null {
  const code = /[A-Z]{3}/.exec(amount)?.[0];
  return own.find((one) => (code === undefined ? own.length === 1 : one.currency === code)) ?? null;
}

async function expectEntry(world: World, step: Of<'entry' | 'no-entry'>): Promise<void> {
  const written = world.outcome.effects.flatMap((effect) => (effect.kind === 'entry' ? [effect.entry] : []));
  const shown = written.map((entry) => `entry  ${entry.kind}`).join('\n') || 'no entry';
  if (step.kind === 'no-entry') {
    if (written.length > 0) throw new Difference('no entry', shown);
    return;
  }
  const entry = written.find((one) => one.kind === step.text);
  const kept = (await world.store.listEntries({ payment: null, limit: 1_000 })).some((one) => one.id === entry?.id);
  if (entry === undefined || !kept) throw new Difference(`entry  ${step.text}`, shown);
}

function expectStaff(world: World, step: Of<'staff'>): void {
  const { effects } = world.outcome;
  const found = effects.findIndex((effect) => effect.kind === 'staff-task' && effect.task.code === step.text);
  const tasks = effects.flatMap((effect) => (effect.kind === 'staff-task' ? [effect.task.code] : []));
  if (found === -1) throw new Difference(`staff  ${step.text}`, tasks.length === 0 ? 'staff are not called' : tasks.map((code) => `staff  ${code}`).join('\n'));
  effects.splice(found, 1);
}

async function expectPayment(world: World, { number, state, reason }: Of<'payment'>): Promise<void> {
  const all = await payments(world);
  const payment = number === null ? all.at(-1) : all[number - 1];
  const found = payment === undefined ? 'no such payment' : [payment.state.name, ...(payment.state.name === 'ended' ? [payment.state.reason] : [])].join('  ');
  const expected = [state, ...(reason === null ? [] : [reason])].join('  ');
  if (found !== expected) throw new Difference(`payment  ${number ?? ''}  ${expected}`.replace('   ', ''), `payment  ${found}`);
}

