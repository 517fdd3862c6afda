/** The look at the board over real HTTP: what is found, and every way in which a board may fail or lie. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { endsEntry } from '../../bulletin-board/fixtures/entries.ts';
import { parsePolicy } from '../../bulletin-board/format/policy.ts';
import { makeBoardLook, newestLogs, urlOfLog } from './board-look.ts';
import type { BoardAnswer, LookAtBoard } from './board-look.ts';
import { ORIGIN, others, postedEntry, serveBoard } from './testing/served-board.ts';
import type { ServedBoard } from './testing/served-board.ts';

const SEEN = { order: 'commitment-of-the-order', shop: 'Green Tea House' };
/** Long enough for a machine under load. */
const PATIENT = { requestMs: 20_000, lookMs: 30_000, freshMs: 0 };
const HASTY = { requestMs: 100, lookMs: 150, freshMs: 0 };

async function board(t: ExecutionContext): Promise<ServedBoard> {
  const served = await serveBoard();
  t.teardown(served.stop);
  return served;
}

const stateFile = (served: ServedBoard): string => join(served.folder, 'board-seen.json');
const policyOf = (served: ServedBoard) => parsePolicy(served.publish([]).policy);

function lookAt(served: ServedBoard, policy = policyOf(served), limits = PATIENT): LookAtBoard {
  return makeBoardLook({ policy, url: served.url, stateFile: stateFile(served), now: Date.now }, limits);
}

const places = (answer: BoardAnswer): unknown => (answer.kind === 'posts' ? answer.posts.map(({ index, opens }) => ({ index, opens })) : answer);

test('a post is found by its commitment, also in a log that grows; others are not', async (t) => {
  const served = await board(t);
  const look = lookAt(served);
  const entries = [...others(5), postedEntry({ order: 'another' })];
  served.publish(entries);
  t.deepEqual(await look(SEEN.order), { kind: 'posts', posts: [] });
  served.publish([...entries, postedEntry(SEEN), ...others(300, 'later')]);
  t.deepEqual(places(await look(SEEN.order)), [{ index: 6, opens: true }]);
  served.asked.length = 0;
  t.deepEqual(places(await look(SEEN.order)), [{ index: 6, opens: true }]);
  t.false(served.asked.some((path) => path.includes('/face/') || path.includes('/entries/')), 'what was read is not read again');
});

test('a log that has ended and goes on all the same counts for nothing, whether it was seen to end or not', async (t) => {
  const served = await board(t);
  const policy = policyOf(served);
  const entries = [...others(5), postedEntry(SEEN), endsEntry([])];
  served.publish(entries);
  const look = lookAt(served, policy);
  t.deepEqual(places(await look(SEEN.order)), [{ index: 5, opens: true }], 'its end is in order');
  served.publish([...entries, ...others(300, 'later'), postedEntry({ order: 'forged' })]);
  const why = `${ORIGIN}: found 308 entries in a log that ended with the entry 6; expected none behind it`;
  for (const one of [look, lookAt(served, policy)]) t.deepEqual(await one('forged'), { kind: 'untrusted', why });
  t.deepEqual(await look(SEEN.order), { kind: 'untrusted', why });
  served.publish(entries);
  rmSync(stateFile(served));
  const bundle = readFileSync(join(served.folder, 'board/2026/tile/entries/000.p/7'));
  served.publish([...others(5), postedEntry(SEEN), ...others(1, 'more')]);
  served.answer = (path, response) => (path.endsWith('/tile/entries/000.p/7') ? (response.end(bundle), true) : null);
  const mirrored = lookAt(served, policy);
  t.is((await mirrored(SEEN.order)).kind, 'untrusted', 'an end of a mirror\'s own making is none');
  served.answer = () => null;
  t.deepEqual(places(await mirrored(SEEN.order)), [{ index: 5, opens: true }]);
});

test('orders that wait together look together', async (t) => {
  const served = await board(t);
  const policy = policyOf(served);
  const look = makeBoardLook({ policy, url: served.url, stateFile: stateFile(served), now: () => 1_000 }, { ...PATIENT, freshMs: 1_000 });
  served.publish([postedEntry(SEEN)]);
  await look('one');
  served.asked.length = 0;
  t.deepEqual(await look('two'), { kind: 'posts', posts: [] });
  t.deepEqual(served.asked, []);
  t.deepEqual(places(await look(SEEN.order)), [{ index: 0, opens: true }], 'what is to count is proved all the same');
});

test('the head that was seen survives a restart: a log that shrinks or forks counts for nothing', async (t) => {
  const served = await board(t);
  const policy = policyOf(served);
  served.publish([...others(6), postedEntry(SEEN)]);
  t.is((await lookAt(served, policy)(SEEN.order)).kind, 'posts');
  const kept = readFileSync(stateFile(served), 'utf8');
  served.publish(others(4));
  t.like(await lookAt(served, policy)(SEEN.order), { kind: 'untrusted', why: `${ORIGIN}: found 4 entries; expected at least the 7 that were seen before` });
  served.publish([...others(6, 'forked'), postedEntry(SEEN)]);
  t.like(await lookAt(served, policy)(SEEN.order), { kind: 'untrusted' });
  served.publish([...others(6, 'forked'), postedEntry(SEEN), ...others(3)]);
  t.like(await lookAt(served, policy)(SEEN.order), { kind: 'untrusted' });
  t.is(readFileSync(stateFile(served), 'utf8'), kept, 'evidence is not written over');
  served.publish([...others(6), postedEntry(SEEN), ...others(9, 'later')]);
  t.deepEqual(places(await lookAt(served, policy)(SEEN.order)), [{ index: 6, opens: true }]);
});

test('a face of a mirror\'s own making does not keep the others from being read', async (t) => {
  const served = await board(t);
  const look = lookAt(served);
  const log = served.publish([postedEntry({ order: 'another' }), postedEntry(SEEN)]);
  writeFileSync(join(log.folder, 'face', '000.json'), '{"v":{"toString":1,"valueOf":1}}');
  t.deepEqual(places(await look(SEEN.order)), [{ index: 1, opens: true }]);
});

test('a face in another\'s place is told as such, one that is gone is none', async (t) => {
  const served = await board(t);
  const look = lookAt(served);
  const log = served.publish([postedEntry({ order: 'another' }), postedEntry(SEEN)]);
  writeFileSync(join(log.folder, 'face', '000.json'), readFileSync(join(log.folder, 'face', '001.json')));
  t.deepEqual(places(await look(SEEN.order)), [{ index: 0, opens: false }, { index: 1, opens: true }]);
  const again = await board(t);
  const gone = lookAt(again);
  rmSync(join(again.publish([postedEntry(SEEN)]).folder, 'face', '000.json'));
  t.deepEqual(await gone(SEEN.order), { kind: 'posts', posts: [] });
});

test('a face that was not there at the first look, or was another then, is found when it is there: a mirror gets its files one after the other', async (t) => {
  const served = await board(t);
  const look = lookAt(served);
  const { folder } = served.publish([postedEntry({ order: 'another' }), postedEntry(SEEN), ...others(3)]);
  const file = join(folder, 'face', '001.json');
  const face = readFileSync(file);
  rmSync(file);
  t.deepEqual(await look(SEEN.order), { kind: 'posts', posts: [] });
  writeFileSync(file, face.subarray(0, 40));
  t.deepEqual(await look(SEEN.order), { kind: 'posts', posts: [] });
  writeFileSync(file, readFileSync(join(folder, 'face', '000.json')));
  await look(SEEN.order);
  writeFileSync(file, face);
  t.deepEqual(places(await look(SEEN.order)), [{ index: 1, opens: true }]);
  served.asked.length = 0;
  await look(SEEN.order);
  t.false(served.asked.some((path) => path.includes('/face/')), 'what was read is not read again');
});

test('entries that the head does not cover count for nothing', async (t) => {
  const served = await board(t);
  const look = lookAt(served);
  const { folder } = served.publish([...others(2), postedEntry({ order: 'another' })]);
  const [bundle, face] = [readFileSync(join(folder, 'tile/entries/000.p/3')), readFileSync(join(folder, 'face/002.json'))];
  const good = served.publish([...others(2), postedEntry(SEEN)]);
  const forged = { bundle: readFileSync(join(good.folder, 'tile/entries/000.p/3')), face: readFileSync(join(good.folder, 'face/002.json')) };
  const { folder: honest } = served.publish([...others(2), postedEntry({ order: 'another' })]);
  t.false(bundle.equals(forged.bundle));
  t.false(face.equals(forged.face));
  writeFileSync(join(honest, 'tile/entries/000.p/3'), forged.bundle);
  writeFileSync(join(honest, 'face/002.json'), forged.face);
  t.like(await look(SEEN.order), { kind: 'untrusted', why: `${ORIGIN}: found entry 2 outside of what the log has signed; expected it under its head` });
});

test('a head of another log, of another key, or without the witnesses that are asked for', async (t) => {
  const served = await board(t);
  const policy = policyOf(served);
  served.publish([postedEntry(SEEN)]);
  const witnessed = parsePolicy(`${served.publish([postedEntry(SEEN)]).policy.replace('quorum none\n', '')}witness w1 ${witnessKey()}\nquorum w1\n`);
  t.like(await lookAt(served, witnessed)(SEEN.order), { kind: 'untrusted', why: `${ORIGIN}: found 0 cosignatures of known witnesses; expected the quorum of the policy file` });
  const checkpoint = join(served.publish([postedEntry(SEEN)]).folder, 'checkpoint');
  writeFileSync(checkpoint, readFileSync(checkpoint, 'utf8').replace(/\n1\n/, '\n2\n'));
  t.like(await lookAt(served, policy)(SEEN.order), { kind: 'untrusted' });
});

/** Of the board's own test vectors. */
const witnessKey = (): string => readFileSync(new URL('../../bulletin-board/format/fixtures/keys/witness1.vkey', import.meta.url), 'utf8').trim();

test('garbage, redirects, faults, silence and a server that is gone', async (t) => {
  const served = await board(t);
  const policy = policyOf(served);
  served.publish([postedEntry(SEEN)]);
  const look = lookAt(served, policy);
  const answers: readonly (readonly [expected: 'unreachable' | 'untrusted', answer: ServedBoard['answer']])[] = [
    ['untrusted', (_, response) => (response.end('<html>our new site</html>'), true)],
    ['untrusted', (_, response) => (response.end(Buffer.alloc(3_000_000, 0x41)), true)],
    ['untrusted', (path, response) => (path.includes('/entries/') ? (response.end('x'), true) : null)],
    ['unreachable', (_, response) => (response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), true)],
    ['unreachable', (_, response) => (response.writeHead(500).end(), true)],
    ['unreachable', (_, response) => (response.writeHead(404).end(), true)],
    ['unreachable', (_, response) => (response.destroy(), true)],
  ];
  for (const [at, [expected, answer]] of answers.entries()) {
    served.answer = answer;
    t.like(await look(SEEN.order), { kind: expected }, `answer ${at}`);
  }
  const silent: readonly ServedBoard['answer'][] = [() => true, (path, response) => (path.includes('/face/') ? (response.write('{'), true) : null)];
  for (const answer of silent) {
    served.answer = answer;
    t.like(await lookAt(served, policy, HASTY)(SEEN.order), { kind: 'unreachable' }, 'silence');
  }
  served.answer = () => null;
  t.deepEqual(places(await look(SEEN.order)), [{ index: 0, opens: true }], 'nothing of it is remembered against the board');
  await new Promise<void>((done) => void served.stop().then(done));
  t.like(await look(SEEN.order), { kind: 'unreachable' });
});

test('a state file that is broken is not passed over', async (t) => {
  const served = await board(t);
  const look = lookAt(served);
  served.publish([postedEntry(SEEN)]);
  writeFileSync(stateFile(served), '{"v":1,"logs":{"x":1}}');
  t.like(await look(SEEN.order), { kind: 'untrusted' });
});

test('of many logs the two newest; their address follows from their names', (t) => {
  const policy = { logs: ['b.example/board/2025', 'b.example/board/2027', 'b.example/board/2026', 'b.example/board/2027'].map((name) => ({ key: { name } as never, url: null })), witnesses: [], groups: [], quorum: null };
  t.deepEqual(newestLogs(policy), ['b.example/board/2027', 'b.example/board/2026']);
  t.is(urlOfLog(ORIGIN, null), 'https://board.bank.example/board/2026');
  t.is(urlOfLog(ORIGIN, 'http://127.0.0.1:8080'), 'http://127.0.0.1:8080/board/2026');
});
