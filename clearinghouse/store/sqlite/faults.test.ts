/** Every statement of every durable step is broken in two ways; then the store is opened again, audited, and the step is repeated. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { Effect } from '../../core/decision.ts';
import { noKeys } from '../../core/facts.ts';
import { beginLog, cosignature, head, NEXT_ORIGIN, ORIGIN, publishAll, sendNotice, withdraw, withdrawal } from '../conformance/board-samples.ts';
import { givenUp, waitForEnd, waitWithPlaces } from '../conformance/board-lost.ts';
import { CARD, cardOf, cardsOf, holderOf, issueCard, keptCard, NEXT_CARD } from '../conformance/card-samples.ts';
import { clear, decided, decision, askedEffects, letter, notice, openBank, orderedEffects, playPayment, readLetter, reading, settledEffects } from '../conformance/samples.ts';
import type { Store } from '../store.ts';
import { openConnection } from './connection.ts';
import { migrate } from './migrations.ts';
import { sha256Of } from '../common/labels.ts';
import { makeSealer } from '../common/sealing.ts';
import { makeFaulty, type Breakage } from './testing/faulty.ts';
import { KEY } from './testing/fresh.ts';
import { openLocal } from './testing/local.ts';

/** `act` may be repeated: whatever became of the first time, the end is the same. */
type Deed = { readonly name: string; readonly prepare: (store: Store) => Promise<void>; readonly act: (store: Store) => Promise<unknown> };

const NO_HINTS = { from: null, messageId: null };
const BOTH: readonly Breakage['how'][] = ['not done', 'done, reported as failed'];

async function oweOne(store: Store): Promise<void> {
  await clear(store, await readLetter(store, 'help'), [{ kind: 'notice', notice: notice('n') }]);
}

async function makeOne(store: Store): Promise<void> {
  await oweOne(store);
  await store.claimNotices(3_000, 9, 3_001);
  await store.saveMadeNotices([{ noticeId: 'n', bytes: Buffer.from('bytes') }]);
}

async function askOne(store: Store): Promise<void> {
  await openBank(store);
  await clear(store, await readLetter(store, 'order-1'), orderedEffects(1));
  await clear(store, await readLetter(store, 'forward-1'), askedEffects(1, 4_000n));
  await readLetter(store, 'consent-1');
  await readLetter(store, 'chat');
}

async function settleReady(store: Store): Promise<void> {
  const inputs = await store.readyInputs(9_000, 0, 9);
  await store.withWorkingSet({ ...noKeys, payments: [1] }, () => inputs.map((input, index) => decided(input, decision(index === 0 ? settledEffects(1, 4_000n) : []))));
}

const keepOne = async (store: Store): Promise<void> => void (await store.keepLetter(letter('mail', { place: { folder: 'INBOX', uidValidity: '1', uid: 1 } }), NO_HINTS, 1));

/** Two entries wait for their places. */
async function keepBoard(store: Store): Promise<void> {
  await openBank(store);
  await playPayment(store, 1, 4_000n);
  await beginLog(store);
}

async function signBoard(store: Store): Promise<void> {
  await keepBoard(store);
  await store.assignEntries(ORIGIN, 9);
  await store.swapHead(ORIGIN, null, head(2, { cosignatures: [W1] }));
}

/** Ready to be erased: published, its receipt sent, the instruction given. */
async function proveOne(store: Store): Promise<void> {
  await keepBoard(store);
  await publishAll(store);
  await clear(store, await readLetter(store, 'proof'), [{ kind: 'notice', notice: notice('proof', { paymentId: 1, waitsForEntry: '1.settled' }) }]);
  await sendNotice(store, 'proof', 4_500);
  await store.addInstruction({ kind: 'withdraw-face', entryId: '1.settled', reason: 'asked for', by: [] }, 5_000, 5_000);
}

async function withdrawReady(store: Store): Promise<void> {
  const inputs = await store.readyInputs(9_000, 0, 9);
  await store.withWorkingSet(noKeys, () => inputs.map((input) => decided(input, decision(withdrawal('1.settled', 1)))));
}

/** The withdrawal is published: the face file has to go. */
async function withdrawPublished(store: Store): Promise<void> {
  await proveOne(store);
  await withdrawReady(store);
  await publishAll(store, 5_500);
}

/** A number of the card is to be spent, and then the card replaced. */
async function replaceCard(store: Store): Promise<void> {
  await openBank(store);
  await issueCard(store, CARD, 2);
  await store.keepCard(keptCard(NEXT_CARD, 2));
  await readLetter(store, 'order-1');
  await readLetter(store, 'issue');
}

async function spendReady(store: Store): Promise<void> {
  const inputs = await store.readyInputs(9_000, 0, 9);
  const replaced: readonly Effect[] = [{ kind: 'card-voided', card: CARD }, { kind: 'party-saved', party: holderOf(cardOf(NEXT_CARD, 2)) }];
  await store.withWorkingSet(noKeys, () => inputs.map((input, index) => decided(input, decision(index === 0 ? [{ kind: 'number-spent', card: CARD, index: 1 }] : replaced))));
}

/** A third entry has its place, the head does not cover it. */
async function growBoard(store: Store): Promise<void> {
  await signBoard(store);
  await withdraw(store, '1.accepted', 1);
  await store.assignEntries(ORIGIN, 9);
}

/** The last entry of the first log is published, the first of the next one assigned. */
async function turnLog(store: Store): Promise<void> {
  await keepBoard(store);
  await publishAll(store);
  await beginLog(store, NEXT_ORIGIN);
  await store.assignOwnLeaf(ORIGIN, 2, OWN);
  await store.swapHead(ORIGIN, head(2), head(3));
  await store.notePublished(ORIGIN, 3, 4_100);
  await store.assignOwnLeaf(NEXT_ORIGIN, 0, OWN);
}

const OWN = new Uint8Array([1, 2, 3]);
const W1 = cosignature('witness.example/w1', 1, 'one');
const W2 = cosignature('witness.example/w2', 1, 'two');

const boardDeeds: readonly Deed[] = [
  { name: 'lead', prepare: (store) => store.lead('a', 1, 2).then(() => undefined), act: (store) => store.lead('a', 2, 9) },
  { name: 'unlead', prepare: (store) => store.lead('a', 1, 9).then(() => undefined), act: (store) => store.unlead('a') },
  { name: 'beginLog', prepare: keepBoard, act: async (store) => ((await store.listLogs()).length === 2 ? undefined : beginLog(store, NEXT_ORIGIN)) },
  { name: 'assignEntries', prepare: keepBoard, act: (store) => store.assignEntries(ORIGIN, 9) },
  { name: 'assignOwnLeaf', prepare: (store) => keepBoard(store).then(() => beginLog(store, NEXT_ORIGIN)), act: (store) => store.assignOwnLeaf(NEXT_ORIGIN, 0, OWN) },
  { name: 'swapHead', prepare: growBoard, act: (store) => store.swapHead(ORIGIN, head(2), head(3, { cosignatures: [W2] })) },
  { name: 'saveCosignatures', prepare: signBoard, act: (store) => store.saveCosignatures(ORIGIN, 2, [W1, W2]) },
  { name: 'notePublished', prepare: signBoard, act: (store) => store.notePublished(ORIGIN, 2, 4_000) },
  { name: 'endLog', prepare: turnLog, act: (store) => store.endLog(ORIGIN, 6_000) },
  { name: 'giveUpLog that takes over', prepare: waitForEnd, act: (store) => store.giveUpLog(givenUp()) },
  { name: 'giveUpLog that takes back', prepare: waitWithPlaces, act: (store) => store.giveUpLog(givenUp({ leaves: [], head: head(2) })) },
  { name: 'lead from the future', prepare: (store) => store.lead('a', 900, 901).then(() => undefined), act: (store) => store.lead('b', 2, 9) },
  { name: 'withWorkingSet that erases', prepare: proveOne, act: withdrawReady },
  { name: 'noteErased', prepare: withdrawPublished, act: (store) => store.noteErased(ORIGIN, 1, 6_000) },
];

const deeds: readonly Deed[] = [
  ...boardDeeds,
  { name: 'keepLetter', prepare: async () => undefined, act: keepOne },
  { name: 'keepAndClaim', prepare: async () => undefined, act: async (store) => void (await store.keepAndClaim(letter('mail'), { from: 'a@b.example', messageId: null }, 1, 6)) },
  { name: 'saveCursor', prepare: async () => undefined, act: (store) => store.saveCursor('pay', 'INBOX', { uidValidity: '1', uid: 2 }) },
  { name: 'claimLettersToRead', prepare: keepOne, act: (store) => store.claimLettersToRead(5, 9, 6) },
  { name: 'saveReading', prepare: keepOne, act: (store) => store.saveReading(1, reading('m')) },
  { name: 'putLetterBack', prepare: keepOne, act: (store) => store.putLetterBack(1, 50, { at: 5, crash: true }, 'crashed') },
  { name: 'claimAlone', prepare: keepOne, act: (store) => store.claimAlone(1, 0, 5, 6) },
  { name: 'giveUpLetter', prepare: keepOne, act: (store) => store.giveUpLetter(1, 5, 50, 'crashed', sha256Of(letter('mail').bytes)) },
  { name: 'releaseClaims', prepare: makeOne, act: (store) => store.releaseClaims() },
  { name: 'withWorkingSet', prepare: askOne, act: settleReady },
  { name: 'keepCard', prepare: (store) => openBank(store), act: (store) => store.keepCard(keptCard(CARD, 3)) },
  { name: 'withWorkingSet that spends and voids', prepare: replaceCard, act: spendReady },
  { name: 'claimNotices', prepare: makeOne, act: (store) => store.claimNotices(4_000, 9, 4_001) },
  { name: 'saveMadeNotices', prepare: oweOne, act: (store) => store.saveMadeNotices([{ noticeId: 'n', bytes: Buffer.from('bytes') }]) },
  { name: 'noteNoticesSent', prepare: makeOne, act: (store) => store.noteNoticesSent([{ noticeId: 'n', at: 4_000, reply: '250 ok' }]) },
  { name: 'putNoticeBack', prepare: makeOne, act: (store) => store.putNoticeBack('n', 5_000, '451 later', true) },
  { name: 'noteNoticeFailed', prepare: makeOne, act: (store) => store.noteNoticeFailed('n', 4_000, '550 no') },
];

/** All that staff can see, without how often something was tried, and in which order a burst came in. */
async function seen(store: Store): Promise<unknown> {
  const letters = [...(await store.listLetters({ disposition: null, stage: null, limit: 99 }))].sort((one, other) => one.sha256.localeCompare(other.sha256));
  const notices = await store.listNotices({ payment: null, status: null, limit: 99 });
  return [
    letters.map(({ attempts: _attempts, nextTryAt: _nextTryAt, letterId: _letterId, ...rest }) => rest),
    notices.map(({ attempts: _attempts, nextTryAt: _nextTryAt, ...rest }) => rest),
    await Promise.all(letters.map(async (one) => (await store.findLetter(one.letterId))?.reading)),
    await store.listAccounts(),
    [(await store.listParties()).map((one) => one.party.roads), await cardsOf(store)],
    await store.listPayments({ state: null, party: null, limit: 99 }),
    await store.listEntries({ payment: null, limit: 99 }),
    await store.listDecisions({ payment: null, letter: null, limit: 99 }),
    await store.loadCursor('pay', 'INBOX'),
    await seenOfBoard(store),
  ];
}

async function seenOfBoard(store: Store): Promise<unknown> {
  const logs = await store.listLogs();
  return [logs, await Promise.all(logs.map((log) => store.readEntries(log.origin, 0, 99))), await store.listErasures(99), await store.waitingEntries(), await store.ledgerChanges(0, 99)];
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kakitome-faults-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unbroken(path: string, deed: Deed): Promise<unknown> {
  const store = openLocal(path);
  await deed.prepare(store);
  await deed.act(store);
  const end = await seen(store);
  await store.close();
  return end;
}

/** False: the deed has fewer statements than that. */
async function breakOnce(t: ExecutionContext, path: string, deed: Deed, breakage: Breakage, end: unknown): Promise<boolean> {
  const faulty = makeFaulty();
  const store = openLocal(path, faulty.wrap);
  await deed.prepare(store);
  const before = await seen(store);
  faulty.arm(breakage);
  const outcome = await Promise.resolve(deed.act(store)).then(() => 'resolved', () => 'rejected');
  const broken = faulty.broken();
  await store.close();
  if (broken === null) return false;
  const where = `${deed.name}, statement ${breakage.step} ${breakage.how}: ${broken}`;
  // What only keeps house after the COMMIT (the write-ahead log) is nobody's rejection: the step is done.
  const done = broken.startsWith('PRAGMA') && !broken.startsWith('PRAGMA synchronous');
  t.is(outcome, done ? 'resolved' : 'rejected', where);
  const again = openLocal(path);
  t.deepEqual(await again.audit(), [], where);
  const persisted = done || (broken === 'COMMIT' && breakage.how === 'done, reported as failed');
  if (!persisted) t.deepEqual(await seen(again), before, `${where}: a rejected step has changed something`);
  await deed.act(again);
  t.deepEqual(await seen(again), end, `${where}: repeated, the step ends otherwise`);
  t.deepEqual(await again.audit(), [], where);
  await again.close();
  return true;
}

for (const deed of deeds) {
  test(`${deed.name}: each statement broken in two ways, reopened, audited, repeated`, async (t) => {
    await inFolder(async (folder) => {
      const end = await unbroken(join(folder, 'unbroken.db'), deed);
      for (const how of BOTH) {
        let step = 1;
        while (await breakOnce(t, join(folder, `${how[0]}${step}.db`), deed, { step, how }, end)) step += 1;
        t.true(step > 4, `${deed.name} has ${step} statements: the breakage did not reach it`);
      }
    });
  });
}

test('three letters at once: each that was acknowledged is there, whatever broke', async (t) => {
  await inFolder(async (folder) => {
    for (const how of BOTH) {
      for (let step = 1; ; step += 1) {
        const path = join(folder, `${how[0]}${step}.db`);
        const faulty = makeFaulty();
        const store = openLocal(path, faulty.wrap);
        faulty.arm({ step, how });
        const kept = await Promise.allSettled(['one', 'two', 'three'].map((text) => store.keepLetter(letter(text), NO_HINTS, 1)));
        await store.close();
        if (faulty.broken() === null) break;
        const again = openLocal(path);
        t.deepEqual(await again.audit(), []);
        for (const one of kept) if (one.status === 'fulfilled') t.truthy(await again.findLetter(one.value.letterId));
        const count = kept.filter((one) => one.status === 'fulfilled').length;
        const persisted = faulty.broken() === 'COMMIT' && how === 'done, reported as failed';
        t.is((await again.reconcile()).received, persisted ? 3 : count, `statement ${step} ${how}: ${faulty.broken()}`);
        await again.close();
      }
    }
  });
});

test('the beginning of a database: each statement broken in two ways, then opened', async (t) => {
  await inFolder(async (folder) => {
    for (const how of BOTH) {
      for (let step = 1; ; step += 1) {
        const path = join(folder, `${how[0]}${step}.db`);
        const faulty = makeFaulty();
        const connection = openConnection({ path, busyTimeoutMs: 100, mode: 'write' });
        faulty.arm({ step, how });
        const error = attempt(() => migrate(faulty.wrap(connection), makeSealer(KEY), path, true));
        connection.close();
        if (faulty.broken() === null) break;
        t.regex(String(error), /broken on purpose/);
        const store = openLocal(path);
        t.deepEqual(await store.audit(), []);
        await store.close();
      }
    }
  });
});

function attempt(work: () => void): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}
