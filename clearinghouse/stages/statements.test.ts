/** Statements in the stages, on the real store: owed once, made once, and what a crash in between does. */
import test from 'ava';
import { makeDecide } from '../core/decide.ts';
import type { Instruction } from '../core/decision.ts';
import { monthAfter, monthStart } from '../protocol/calendar.ts';
import { schemes } from '../schemes/index.ts';
import { makeDraw } from '../statement-evidence.ts';
import { startStatementMaker } from '../statement-maker.ts';
import { layOut } from '../statements/files.ts';
import { empty, usual } from '../statements/testing/samples.ts';
import { clear, instruct as given, openBank, shopParty, TAKAO } from '../store/conformance/samples.ts';
import { openFreshKept, type FreshStore } from '../store/sqlite/testing/fresh.ts';
import { renderNotice } from '../notices/index.ts';
import { makeClearing, type Clearing } from './clear.ts';
import type { ReportEvent, Rulebook, WakeUp } from './ports.ts';
import { sendDue, type SendParts } from './send.ts';
import { lastMonthOver, makeStatements } from './statements.ts';

const HOUR = 3_600_000;
const ZONE = 'Asia/Tokyo';
const NOVEMBER = monthStart('2026-11', ZONE);
const bank = { name: 'Example Bank', paymentAddress: 'pay@bank.example', bounceAddress: 'bounce@bank.example', staffAddress: null, boardAddress: null, pageAddress: null, telephone: '+81 3 1234 5678', timeZone: ZONE };
const rulebook = { bank, policy: { boardEnabled: false, twoPeopleBook: false }, keys: { reference: new Uint8Array(32), token: new Uint8Array(32) } } as unknown as Rulebook;
const silent: WakeUp = { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined };

type Bench = { readonly fresh: FreshStore; readonly clock: { time: number }; readonly clearing: () => Clearing; readonly round: () => Promise<number>; readonly reports: string[]; readonly report: ReportEvent };

/** A bank in which the shop wants monthly statements; the last one that it had is of September. */
async function withBench(use: (bench: Bench) => Promise<void>): Promise<void> {
  const fresh = await openFreshKept();
  const clock = { time: NOVEMBER };
  const reports: string[] = [];
  const report: ReportEvent = (_level, event) => void reports.push(event);
  let drawn = 0;
  const clearing = (): Clearing => makeClearing({ store: fresh.store, clock: { now: () => clock.time }, chance: { seed: () => String((drawn += 1)).padStart(64, '0'), fraction: () => 0.5 }, wakeUp: silent, decide: makeDecide(schemes), rulebook, completeUntil: () => Number.POSITIVE_INFINITY, report });
  try {
    await openBank(fresh.store, 500n);
    await clear(fresh.store, await given(fresh.store, { kind: 'remove-address', address: TAKAO, by: [] }), [{ kind: 'party-saved', party: { ...shopParty, statedUntil: '2026-09' } }]);
    const round = (): Promise<number> => makeStatements({ store: fresh.store, clock: { now: () => clock.time }, instruct: (instruction) => clearing().instruct(instruction), timeZone: ZONE, report })();
    await use({ fresh, clock, clearing, round, reports, report });
  } finally {
    await fresh.remove();
  }
}

const owed = async ({ fresh }: Bench): Promise<readonly string[]> =>
  (await fresh.store.listNotices({ payment: null, status: null, limit: 99 })).flatMap(({ notice: { facts } }) => (facts.kind === 'statement' ? [facts.month] : [])).sort();

test.serial('the months of which statements leave: two hours after they are over', (t) => {
  t.is(lastMonthOver(NOVEMBER, ZONE), '2026-09');
  t.is(lastMonthOver(NOVEMBER + 2 * HOUR - 1, ZONE), '2026-09');
  t.is(lastMonthOver(NOVEMBER + 2 * HOUR, ZONE), '2026-10');
  t.is(lastMonthOver(monthStart('2027-01', ZONE) + 2 * HOUR, ZONE), '2026-12');
});

test.serial('one a month, each round makes its own memory, as after a restart', async (t) => {
  await withBench(async (bench) => {
    t.is(await bench.round(), 0);
    bench.clock.time = NOVEMBER + 2 * HOUR;
    t.is(await bench.round(), 1);
    t.is(await bench.round(), 0);
    t.deepEqual(await owed(bench), ['2026-10']);
    bench.clock.time = monthStart('2027-02', ZONE) + 3 * HOUR;
    for (let at = 0; at < 6; at += 1) await bench.round();
    t.deepEqual(await owed(bench), ['2026-10', '2026-11', '2026-12', '2027-01']);
  });
});

test.serial('two processes at once, and one that was killed after its instruction: still one', async (t) => {
  await withBench(async (bench) => {
    bench.clock.time = NOVEMBER + 3 * HOUR;
    await bench.fresh.store.addInstruction({ kind: 'statement-due', party: shopParty.id, month: '2026-10' }, bench.clock.time, bench.clock.time);
    await Promise.all([bench.round(), bench.round()]);
    while (await bench.clearing().clearDue());
    t.deepEqual(await owed(bench), ['2026-10']);
  });
});

test.serial('an instruction for a month that is not over, that is stated, or of somebody who wants none owes nothing', async (t) => {
  await withBench(async (bench) => {
    const decided = async (instruction: Instruction): Promise<string> => (await bench.clearing().instruct(instruction)).decision.disposition.code;
    t.is(await decided({ kind: 'statement-due', party: shopParty.id, month: '2026-11' }), 'no statement is due');
    t.is(await decided({ kind: 'statement-due', party: shopParty.id, month: '2026-09' }), 'no statement is due');
    t.is(await decided({ kind: 'statement-due', party: 1, month: '2026-10' }), 'no statement is due');
    t.is(await decided({ kind: 'statement-due', party: shopParty.id, month: '2026-10' }), 'statement');
    t.deepEqual(await owed(bench), ['2026-10']);
  });
});

test.serial('deciding that fails is told, keeps nobody else back, and is tried again later', async (t) => {
  const clock = { time: NOVEMBER + 3 * HOUR };
  const parties = [1, 2, 3].map((party) => ({ party, statedUntil: '2026-09' }));
  const done: number[] = [];
  const reports: string[] = [];
  const round = makeStatements({
    store: { partiesToState: async (_month, limit) => parties.filter(({ party }) => !done.includes(party)).slice(0, limit) },
    clock: { now: () => clock.time },
    timeZone: ZONE,
    report: (_level, event) => void reports.push(event),
    instruct: async (instruction) => {
      if (instruction.kind !== 'statement-due') throw new Error(instruction.kind);
      if (instruction.party === 1 && clock.time < NOVEMBER + 4 * HOUR) throw new Error('disk');
      done.push(instruction.party);
    },
  });
  for (let at = 0; at < 5; at += 1) await round();
  t.deepEqual([done, reports], [[2, 3], ['statement-not-owed']]);
  clock.time += HOUR;
  await round();
  t.deepEqual(done, [2, 3, 1]);
});

/** The send stage of the bench; `drawn` counts how often the ledger was read. */
function sending(bench: Bench, more: Partial<SendParts>): { readonly parts: SendParts; readonly drawn: () => number } {
  let drawn = 0;
  const draw = makeDraw(bench.fresh.store, bank, layOut);
  const parts: SendParts = {
    store: bench.fresh.store,
    clock: { now: () => bench.clock.time },
    chance: { seed: () => '', fraction: () => 0.5 },
    wakeUp: silent,
    prove: () => Promise.reject(new Error('no receipt here')),
    draw: async (notice) => ((drawn += 1), draw(notice)),
    enclose: () => Promise.reject(new Error('no enclosure here')),
    write: async (notice, evidence) => Buffer.from(`${notice.messageId} ${renderNotice(notice, bank, evidence).text}`),
    send: async () => ({ outcome: 'accepted', reply: '250 ok' }),
    rulebook,
    atOnce: 4, inHand: new Set(),
    report: bench.report,
    ...more,
  };
  return { parts, drawn: () => drawn };
}

test.serial('a statement that can\'t be made waits, tells staff, and is made later; a crash after it was made sends the same bytes', async (t) => {
  await withBench(async (bench) => {
    bench.clock.time = NOVEMBER + 3 * HOUR;
    await bench.round();
    const failing = sending(bench, { draw: () => Promise.reject(new Error('the ledger does not agree')) });
    await sendDue(failing.parts);
    const [before] = await bench.fresh.store.listNotices({ payment: null, status: null, limit: 1 });
    t.like(before, { status: 'owed', attempts: 0, detail: 'its statement could not be made' });
    t.deepEqual(bench.reports, ['statement-not-made']);
    bench.clock.time += HOUR;
    const sent: string[] = [];
    const crashing = sending(bench, { send: () => Promise.reject(new Error('killed')) });
    await t.throwsAsync(sendDue(crashing.parts), { message: 'killed' });
    t.is(crashing.drawn(), 1);
    bench.clock.time += HOUR;
    const again = sending(bench, { send: async (_envelope, bytes) => (sent.push(Buffer.from(bytes).toString()), { outcome: 'accepted', reply: '250 ok' }) });
    await sendDue(again.parts);
    t.is(again.drawn(), 0);
    t.is(sent.length, 1);
    t.true(sent[0]?.includes('Your statement of October 2026'));
    t.is((await bench.fresh.store.listNotices({ payment: null, status: null, limit: 1 }))[0]?.status, 'sent');
  });
});

test.serial('a month read anew is the same month, whatever was booked since', async (t) => {
  await withBench(async (bench) => {
    const notice = { id: 'n', facts: { kind: 'statement', name: 'x', addresses: [], month: '2026-10', from: 0, until: 9_000, asked: 'named', accounts: [{ id: 'party:1:EUR', currency: 'EUR', held: null }], isRunning: false, at: 9_000 }, language: 'en' } as unknown as Parameters<ReturnType<typeof makeDraw>>[0];
    const draw = makeDraw(bench.fresh.store, bank, layOut);
    const first = await draw(notice);
    bench.clock.time = NOVEMBER;
    await bench.clearing().instruct({ kind: 'deposit', address: 'shop@tea.example', amount: { currency: empty.currency, minor: 1n }, reference: 'V-1', by: [] });
    await bench.clearing().instruct({ kind: 'withdraw', address: TAKAO, amount: { currency: 'EUR' as typeof empty.currency, minor: 100n }, reference: 'V-2', by: [] });
    t.deepEqual(await draw(notice), first);
    await t.throwsAsync(draw({ ...notice, facts: { kind: 'fraud-noted', reference: null } }), { message: /expected a statement/ });
  });
});

test.serial('the thread that makes files makes the same ones, tells what went wrong, and goes on', async (t) => {
  const maker = startStatementMaker();
  try {
    t.deepEqual(await maker.layOut([usual]), structuredClone(await layOut([usual])));
    await t.throwsAsync(maker.layOut([{ ...usual, timeZone: 'Mars/Olympus' }]), { message: /Mars/ });
    t.is((await maker.layOut([{ ...empty, month: monthAfter(empty.month) }])).attachments.length, 3);
  } finally {
    await maker.stop();
  }
});
