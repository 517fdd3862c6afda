/** The face of a published entry is withdrawn through the command: by index, place or id; and everything that can't be is said in a line. */
import test, { type ExecutionContext } from 'ava';
import { openDirectory } from '../../../bulletin-board/directory.ts';
import { continuesEntry, endsEntry, paymentEntry } from '../../../bulletin-board/fixtures/entries.ts';
import { logKeysOf } from '../../../bulletin-board/fixtures/keys.ts';
import { checkpointText } from '../../../bulletin-board/format/checkpoint.ts';
import { utf8 } from '../../../bulletin-board/format/encoding.ts';
import { faceText } from '../../../bulletin-board/format/entry.ts';
import { formatNote } from '../../../bulletin-board/format/note.ts';
import { facePath } from '../../../bulletin-board/format/tile.ts';
import { boardFolder } from '../../board-logs.ts';
import { loadConfig } from '../../config.ts';
import { openHere } from '../../database.ts';
import { openOffice, type Office } from '../../office.ts';
import { head, NEXT_ORIGIN, ORIGIN, publishAll, beginLog, sendNotice } from '../../store/conformance/board-samples.ts';
import { clear, entry, instruct, notice, openBank, payment, readLetter } from '../../store/conformance/samples.ts';
import type { Store } from '../../store/store.ts';
import { inProcess, kakitome, newBank, oneLineOf, type Ended } from '../testing/bench.ts';

const REASON = 'at the wish of the person concerned';
const withBoard = (toml: string): string => toml.replace('[board]', '[board]\nhost = "bank.example"\nretention = "Entries stay."').replace(/(\[board\][\s\S]*?)enabled = false/, '$1enabled = true');

type Town = { readonly config: string; readonly office: Office; readonly store: Store; readonly run: (...args: readonly string[]) => Promise<Ended> };

const salt = Buffer.alloc(32, 7).toString('base64');
const faceOf = (kind: string): string => faceText([{ name: 'kind', value: kind, salt }, { name: 'reference', value: 'K7F3-K291', salt }]);

/** Payment 1, K7F3-K291, accepted and settled; its two entries wait for publication, its receipt for the second. */
async function openTown(t: ExecutionContext, edit: (toml: string) => string = withBoard): Promise<Town> {
  const config = await newBank(t, edit);
  const office = await openOffice(loadConfig(config), { report: () => undefined, openStore: openHere });
  t.teardown(office.close);
  const { store } = office;
  await openBank(store, 0n);
  await beginLog(store);
  const written = (kind: 'accepted' | 'settled') => entry(1, kind, { id: `K7F3K291.${kind}`, face: faceOf(kind) });
  const settled = payment(1, { name: 'settled', at: 2_500, transferId: 't.1' }, 50n, { keys: ['ref:K7F3K291'] });
  await clear(store, await readLetter(store, 'order'), [{ kind: 'payment-saved', payment: settled }, written('accepted'), written('settled'), { kind: 'notice', notice: notice('receipt', { paymentId: 1, waitsForEntry: 'K7F3K291.settled' }) }]);
  return { config, office, store, run: (...args) => inProcess(...args, '--config', config) };
}

/** Everything published, the receipt sent. */
async function openPublished(t: ExecutionContext, edit?: (toml: string) => string): Promise<Town> {
  const town = await openTown(t, edit);
  await publishAll(town.store);
  await sendNotice(town.store, 'receipt', 9_000);
  return town;
}

const stateOf = async (store: Store): Promise<readonly string[]> =>
  (await store.listEntries({ payment: 1, limit: 9 })).map(({ id, face, details, erasedAt }) => `${id}: ${face === '' ? 'no face' : 'face'}, ${details.length} private fields${erasedAt === null ? '' : ', erased'}`).toSorted();

test('by its index: what is gone, what follows, what remains elsewhere and who is to be told', async (t) => {
  const { config, store } = await openPublished(t);
  const { out, code, err } = await kakitome('.', 'board', 'withdraw', '1', '--reason', ` ${REASON} `, '--by', 'Sato', '--by', 'Mori', '--config', config);
  t.is(code, 0, err);
  for (const part of [
    /^Withdrawn: bank\.example\/board\/2026#1 \(settled, K7F3-K291\), with the public reason "at the wish of the person concerned"\.$/m,
    /^Erased now: our copy of its face, its salts, its private fields, and the signed receipts that we kept\.$/m,
    /then the face file is removed/,
    /^Out of our reach: /m,
    /article 19[\s\S]*\n {2}Takao Sasaki <takao@buyer\.example>\n {2}Green Tea House <shop@tea\.example>\n {2}whoever mirrors this board\n/,
    /everybody can still read K7F3K291\.accepted: each is withdrawn by itself/,
  ]) t.regex(out, part);
  t.deepEqual(await stateOf(store), ['K7F3K291.accepted: face, 1 private fields', 'K7F3K291.settled.withdrawn: face, 1 private fields', 'K7F3K291.settled: no face, 0 private fields, erased']);
  t.deepEqual(await store.listErasures(9), [], 'the face file stays until the withdrawal is published');
  await publishAll(store, 5_000);
  t.deepEqual(await store.listErasures(9), [{ origin: ORIGIN, index: 1 }]);
});

for (const which of ['K7F3-K291.accepted', 'k7f3k291.accepted', `${ORIGIN}#0`, '0']) {
  test(`named ${which}`, async (t) => {
    const { run, store } = await openPublished(t);
    const { out, code, err } = await run('board', 'withdraw', which, '--reason', REASON, '--json');
    t.is(code, 0, err);
    t.deepEqual(JSON.parse(out), {
      entry: 'K7F3K291.accepted',
      kind: 'accepted',
      reference: 'K7F3-K291',
      origin: ORIGIN,
      index: 0,
      reason: REASON,
      by: [],
      tell: [{ party: 1, name: 'Takao Sasaki', address: 'takao@buyer.example' }, { party: 2, name: 'Green Tea House', address: 'shop@tea.example' }],
      others: ['K7F3K291.settled'],
    });
    t.is((await stateOf(store))[0], 'K7F3K291.accepted.withdrawn: face, 1 private fields');
  });
}

/** Payment 1 and two refunds besides, all published: the first one at index 2, the second at 3, and the end of a dispute at 4. */
async function openRefunded(t: ExecutionContext): Promise<Town> {
  const town = await openTown(t);
  const written = (kind: 'refunded' | 'dispute-closed', name: string = kind) => entry(1, kind, { id: `K7F3K291.${name}`, face: faceOf(kind) });
  await clear(town.store, await readLetter(town.store, 'refunds'), [written('refunded'), written('refunded', 'refunded.2'), written('dispute-closed')]);
  await publishAll(town.store);
  await sendNotice(town.store, 'receipt', 9_000);
  return town;
}

for (const [which, id, index] of [['2', 'refunded', 2], ['3', 'refunded.2', 3], [`${ORIGIN}#3`, 'refunded.2', 3], ['K7F3-K291.refunded', 'refunded', 2], ['K7F3-K291.refunded.2', 'refunded.2', 3], ['K7F3-K291.dispute-closed', 'dispute-closed', 4]] as const) {
  test(`of two refunds and the end of a dispute, ${which} is the one that stands there, and no other loses its face`, async (t) => {
    const { run, store } = await openRefunded(t);
    const { out, code, err } = await run('board', 'withdraw', which, '--reason', REASON, '--json');
    t.is(code, 0, err);
    t.like(JSON.parse(out), { entry: `K7F3K291.${id}`, index });
    const erased = (await store.listEntries({ payment: 1, limit: 9 })).filter(({ erasedAt }) => erasedAt !== null);
    t.deepEqual(erased.map((one) => one.id), [`K7F3K291.${id}`]);
  });
}

test('what can\'t be withdrawn is said, and nothing is changed', async (t) => {
  const { run, store } = await openTown(t);
  const refused = async (line: RegExp, ...args: readonly string[]): Promise<void> => {
    const before = await stateOf(store);
    t.regex(oneLineOf(t, await run('board', 'withdraw', ...args)), line);
    t.deepEqual(await stateOf(store), before);
  };
  await refused(/index: found bank\.example\/board\/2026#0; expected an entry of this log, which has 0$|which has 0 /m, '0', '--reason', REASON);
  await refused(/refused \(entry-unpublished\): .* Found K7F3K291\.settled; expected one that is published/, 'K7F3-K291.settled', '--reason', REASON);
  await publishAll(store);
  await refused(/refused \(receipt-waits\): .* Found K7F3K291\.settled; the receipt needs its face/, '1', '--reason', REASON);
  await refused(/#2; expected an entry of this log, which has 2 \(0 to 1\)/, '2', '--reason', REASON);
  await refused(/refused \(entry-unknown\): .*K7F3K291\.returned/, 'K7F3-K291.returned', '--reason', REASON);
  await refused(/refused \(entry-unknown\)/, 'ZZZZ-ZZZZ.settled', '--reason', REASON);
  for (const which of ['-1', '1.5', '01', 'settled', '', '99999999999999999', `${ORIGIN}#x`]) await refused(/index: found|unknown option/, which, '--reason', REASON);
  await refused(/log: found "2031"; expected one of 2026/, '0', '--log', '2031', '--reason', REASON);
  await refused(/log: found "other\.example\/board\/2026"/, 'other.example/board/2026#0', '--reason', REASON);
  await refused(/--reason: found "asked by takao@buyer\.example"; expected no web or mail address/, '0', '--reason', 'asked by takao@buyer.example');
  await refused(/--reason: found "K7F3-K291 paid twice"; expected no reference/, '0', '--reason', 'K7F3-K291 paid twice');
  await refused(/--reason: found ""; expected 1 to 80 characters: everybody reads it/, '0', '--reason', '');
  await refused(/required option '--reason <text>' not specified/, '0');
});

test('a second time, a withdrawal itself, and the log\'s own entries', async (t) => {
  const { run, store } = await openPublished(t);
  t.is((await run('board', 'withdraw', '1', '--reason', REASON)).code, 0);
  await publishAll(store, 5_000);
  t.regex(oneLineOf(t, await run('board', 'withdraw', '1', '--reason', REASON)), /#1, whose face is withdrawn already/);
  t.regex(oneLineOf(t, await run('board', 'withdraw', 'K7F3-K291.settled', '--reason', REASON)), /refused \(entry-withdrawn\)/);
  t.regex(oneLineOf(t, await run('board', 'withdraw', '2', '--reason', REASON)), /#2, itself a withdrawal/);

  // The log is turned: index 0 of the next is its own, and the year names the one before.
  const [own, next] = [logKeysOf(ORIGIN, 'test', false), logKeysOf(NEXT_ORIGIN, 'test', false)];
  const keysOf = (keys: typeof own): readonly string[] => keys.map(({ key }) => key.text);
  await store.beginLog({ origin: NEXT_ORIGIN, keys: keysOf(next), retention: 'as before', at: 6_000 });
  await store.assignOwnLeaf(ORIGIN, 3, endsEntry(keysOf(next)).leaf);
  const before = (await store.listLogs())[0]?.head ?? null;
  t.true(await store.swapHead(ORIGIN, before, head(4)));
  await store.notePublished(ORIGIN, 4, 6_100);
  const text = checkpointText(ORIGIN, 4, head(4).root);
  await store.assignOwnLeaf(NEXT_ORIGIN, 0, continuesEntry(formatNote(text, own.map((key) => key.sign(text, 6))), keysOf(own)).leaf);
  t.true(await store.swapHead(NEXT_ORIGIN, null, head(1)));
  await store.notePublished(NEXT_ORIGIN, 1, 6_200);
  await store.endLog(ORIGIN, 6_300);
  t.regex(oneLineOf(t, await run('board', 'withdraw', '0', '--reason', REASON)), /2027#0, an entry of the log itself \("continues"\)/);
  t.regex(oneLineOf(t, await run('board', 'withdraw', '3', '--log', '2026', '--reason', REASON)), /2026#3, an entry of the log itself \("ends"\)/);
  t.is((await run('board', 'withdraw', '0', '--log', '2026', '--reason', REASON)).code, 0);
});

test('an entry that was published after the database was copied: what is so is said, and what staff can do', async (t) => {
  const { config, run, store, office } = await openPublished(t);
  await store.beginLog({ origin: NEXT_ORIGIN, keys: logKeysOf(NEXT_ORIGIN, 'test', false).map(({ key }) => key.text), retention: 'as before', at: 6_000 });
  const [log] = await store.listLogs();
  const forgotten = [0, 1].map((index) => paymentEntry(index, 'forgotten'));
  await store.giveUpLog({ origin: ORIGIN, expected: log?.head ?? null, from: 2, leaves: forgotten.map(({ leaf }) => leaf), head: head(4), next: { origin: NEXT_ORIGIN, leaf: utf8('continues') }, at: 7_000 });
  const folder = openDirectory(boardFolder(office.config));
  await folder.write(`board/2026/${facePath(2)}`, utf8(forgotten[0]?.face ?? ''));
  const before = await stateOf(store);
  t.regex(oneLineOf(t, await run('board', 'withdraw', '2', '--log', '2026', '--reason', REASON)), /index: found bank\.example\/board\/2026#2, published and not in this database .*, whose face is still public: \S+\/public\/board\/2026\/face\/002\.json; expected an entry of this database.* goes by hand: remove that file/);
  t.regex(oneLineOf(t, await run('board', 'withdraw', `${ORIGIN}#3`, '--reason', REASON)), /2026#3, published and not in this database .*, whose face is not in the public folder; expected an entry of this database: only of those it can write that the face was withdrawn\s*$/);
  t.deepEqual(await stateOf(store), before);
  t.true((await folder.read(`board/2026/${facePath(2)}`)) !== null);
  const known = await kakitome('.', 'board', 'withdraw', '1', '--log', '2026', '--reason', REASON, '--config', config);
  t.is(known.code, 0, known.err);
});

test('two people where the bank asks for two; no board, nothing to withdraw from', async (t) => {
  const { run, store } = await openPublished(t, (toml) => withBoard(toml).replace('two_people_book = false', 'two_people_book = true'));
  t.regex(oneLineOf(t, await run('board', 'withdraw', '1', '--reason', REASON, '--by', 'Sato')), /refused \(two-people\)/);
  t.is((await run('board', 'withdraw', '1', '--reason', REASON, '--by', 'Sato', 'Mori')).code, 0);
  t.is((await stateOf(store)).length, 3);
  const plain = await newBank(t);
  t.regex(oneLineOf(t, await inProcess('board', 'withdraw', '1', '--reason', REASON, '--config', plain)), /board\.enabled: found false/);
});

test('payment show tells where each entry stands, and that its face was withdrawn', async (t) => {
  const { run, store } = await openTown(t);
  t.regex((await run('payment', 'show', 'K7F3-K291')).out, /K7F3K291\.accepted\n {6}waits for its place on the board\n/);
  await store.assignEntries(ORIGIN, 1);
  t.regex((await run('payment', 'show', 'K7F3-K291')).out, /K7F3K291\.accepted\n {6}waits for publication as bank\.example\/board\/2026#0\n/);
  await publishAll(store);
  await sendNotice(store, 'receipt', 9_000);
  await run('board', 'withdraw', '1', '--reason', REASON);
  await instruct(store, { kind: 'proof-late', entryId: 'K7F3K291.accepted' });
  const { out } = await run('payment', 'show', 'K7F3-K291');
  t.regex(out, /settled {2}K7F3K291\.settled\n {6}published 1970-01-01 \S+ \S+ as bank\.example\/board\/2026#1\n {6}https:\/\/bank\.example\/entry\/2026\/1\n {6}face withdrawn \d{4}-/);
  t.regex(out, /withdrawn {2}K7F3K291\.settled\.withdrawn\n {6}waits for its place/);
  const { entries } = JSON.parse((await run('payment', 'show', 'K7F3-K291', '--json')).out) as { entries: readonly { readonly id: string; readonly withdrawnAt: string | null }[] };
  t.like(entries.find(({ id }) => id === 'K7F3K291.accepted'), { kind: 'accepted', place: { origin: ORIGIN, index: 0 }, url: 'https://bank.example/entry/2026/0', publishedAt: '1970-01-01T00:00:04.000Z', withdrawnAt: null, forBoard: true });
  t.not(entries.find(({ id }) => id === 'K7F3K291.settled')?.withdrawnAt ?? null, null);
});
