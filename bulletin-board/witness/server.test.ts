import test from 'ava';
import { emptyRoot } from '../format/hash.ts';
import { FIRST_SECOND, knownKeys, ORIGIN, signLine, vector, vectorJson, vectorKey, vectorText } from '../format/fixtures/vectors.ts';
import { checkpointText, openCheckpoint } from '../format/checkpoint.ts';
import { utf8 } from '../format/encoding.ts';
import { formatNote, parseNote } from '../format/note.ts';
import { formatRequest } from '../format/witness.ts';
import { noteAt, post, readerAt, requestFor, signedNote, witnessOf } from './testing/bench.ts';

const STEPS = [[0, 1], [1, 5], [5, 255], [255, 256], [256, 257], [257, 300]] as const;
const HASH = vectorJson<{ origin_hash_hex: string }>('intermediate.json').origin_hash_hex;
const other = (seed: number): Uint8Array => new Uint8Array(32).fill(seed);

test('the dialogues of the vectors: its answers come out byte for byte, and monitors see each', async (t) => {
  const { url, clock } = await witnessOf(t);
  t.is((await fetch(`${url}/${HASH}/checkpoint`)).status, 404);
  for (const [from, to] of STEPS) {
    clock.seconds = FIRST_SECOND + 10 * to + 1;
    const { status, text } = await post(url, vector(`witness/${from}-${to}.request`));
    t.is(status, 200, text);
    t.is(text, vectorText(`witness/${from}-${to}.response`));
    const seen = await fetch(`${url}/${HASH}/checkpoint`);
    t.is(seen.headers.get('Content-Type'), 'text/plain; charset=utf-8');
    const opened = openCheckpoint(new Uint8Array(await seen.arrayBuffer()), knownKeys);
    t.deepEqual([opened.size, opened.cosignatures.map(({ key, time }) => [key.name, time])], [to, [['witness1.example/w', clock.seconds]]]);
  }
});

test('the same size and root again gives a fresh time', async (t) => {
  const { url, clock } = await witnessOf(t);
  t.is((await post(url, await requestFor(0, 5))).status, 200);
  clock.seconds += 86_400;
  const again = await post(url, await requestFor(5, 5));
  t.is(again.status, 200);
  const { text } = parseNote(noteAt(5));
  t.is(openCheckpoint(formatNote(text, [...parseNote(noteAt(5)).signatures.slice(0, 1).map(({ line }) => line), again.text]), knownKeys).cosignatures[0]?.time, clock.seconds);
  t.is((await post(url, formatRequest({ old: 0, hashes: [], checkpoint: noteAt(0) }))).status, 409, 'size 0 is behind');
});

test('a log without entries is cosigned, also twice', async (t) => {
  const { url } = await witnessOf(t);
  for (let times = 0; times < 2; times += 1) t.is((await post(url, formatRequest({ old: 0, hashes: [], checkpoint: noteAt(0) }))).status, 200);
  t.is((await post(url, await requestFor(0, 300))).status, 200);
});

test('each status', async (t) => {
  const { url, said } = await witnessOf(t);
  const { root } = openCheckpoint(noteAt(5), knownKeys);
  const proof = (await readerAt(300).consistencyProof(5));
  t.is((await post(url, await requestFor(0, 5))).status, 200);
  const of = (old: number, checkpoint: Uint8Array, hashes: readonly Uint8Array[] = []) => post(url, formatRequest({ old, hashes, checkpoint }));
  const cases: readonly (readonly [about: string, reply: Promise<{ status: number; type: string | null; text: string }>, status: number])[] = [
    ['old above the size', of(6, noteAt(5)), 400],
    ['no request', post(url, 'hello\n'), 400],
    ['nothing', post(url, ''), 400],
    ['CRLF', post(url, Buffer.from(await requestFor(5, 300)).toString('utf8').replaceAll('\n', '\r\n')), 400],
    ['no checkpoint', post(url, 'old 0\n\n'), 400],
    ['a root of 31 bytes', of(5, signedNote(6, other(1).subarray(1))), 400],
    ['no signature of a trusted key', of(5, signedNote(6, other(1), 'rogue')), 403],
    ['a witness\'s signature only', of(5, formatNote(parseNote(noteAt(300)).text, parseNote(noteAt(300)).signatures.slice(1).map(({ line }) => line))), 403],
    ['a bad signature of a known key', of(5, formatNote(parseNote(noteAt(300)).text, parseNote(noteAt(5)).signatures.slice(0, 1).map(({ line }) => line))), 403],
    ['an unknown origin', of(0, signedNote(1, other(1), 'log', 'other.example/log')), 404],
    ['old is not what it has', of(1, noteAt(300), await readerAt(300).consistencyProof(1)), 409],
    ['state lost', of(0, noteAt(300)), 409],
    ['a proof of another tree', of(5, signedNote(300, other(2)), proof), 422],
    ['no proof', of(5, noteAt(300)), 422],
    ['a proof too long', of(5, noteAt(300), [...proof, other(3)]), 422],
    ['a proof for the same size', of(5, noteAt(5), [other(3)]), 422],
    ['the same size, another root', of(5, signedNote(5, other(4))), 422],
    ['a log without entries that has a root', of(0, signedNote(0, other(5))), 422],
  ];
  for (const [about, reply, status] of cases) {
    const { status: found, text, type } = await reply;
    t.is(found, status, `${about}: ${text}`);
    if (status === 409) t.deepEqual([type, text], ['text/x.tlog.size', '5\n'], about);
    else t.regex(text, /^found [^\n]+\n$/, about);
  }
  // Nothing of that moved it.
  t.is((await post(url, await requestFor(5, 300))).status, 200);
  const forks = said.filter(({ code }) => code === 'witness.fork');
  t.is(forks.length, 1);
  t.deepEqual([forks[0]?.level, forks[0]?.detail['size']], ['alarm', 5]);
  t.regex(String(forks[0]?.detail['signed']), new RegExp(`^${ORIGIN}\n5\n[^]*\u2014 ${ORIGIN} `));
  t.not(root.length, 0);
});

test('a first proof from nothing must be empty', async (t) => {
  const { url } = await witnessOf(t);
  t.is((await post(url, formatRequest({ old: 0, hashes: [other(1)], checkpoint: noteAt(5) }))).status, 422);
  t.is((await post(url, formatRequest({ old: 0, hashes: [], checkpoint: signedNote(0, new Uint8Array(32)) }))).status, 422);
  t.is((await post(url, formatRequest({ old: 0, hashes: [], checkpoint: signedNote(0, new Uint8Array(32), 'rogue') }))).status, 403, 'signatures come first');
  t.is((await post(url, formatRequest({ old: 0, hashes: [], checkpoint: signedNote(0, emptyRoot()) }))).status, 200);
});

test('two at once from one size to two trees: exactly one is cosigned, a hundred times', async (t) => {
  const { url } = await witnessOf(t);
  const statuses = await Promise.all(Array.from({ length: 100 }, (_, at) => post(url, formatRequest({ old: 0, hashes: [], checkpoint: signedNote(7, other(at)) }))));
  t.deepEqual([200, 409].map((status) => statuses.filter((reply) => reply.status === status).length), [1, 99]);
  t.true(statuses.every(({ status, text }) => status === 200 || text === '7\n'));
});

test('the race of the text: 5 and 300 at once never roll the witness back', async (t) => {
  const { url } = await witnessOf(t);
  t.is((await post(url, await requestFor(0, 1))).status, 200);
  const [a, b] = await Promise.all([requestFor(1, 5), requestFor(1, 300)]);
  const replies = await Promise.all([post(url, a), post(url, b), post(url, a), post(url, b)]);
  t.is(replies.filter(({ status }) => status === 200).length, 1);
  const [kept] = replies.filter(({ status }) => status === 409).map(({ text }) => text);
  t.true(replies.every(({ status, text }) => status === 200 || text === kept));
});

test('logs do not know of each other, and keys of one name are keys of one log', async (t) => {
  const { url } = await witnessOf(t, { logs: [vectorKey('log'), vectorKey('log-second'), vectorKey('log-pq')] });
  const text = checkpointText(ORIGIN, 3, other(1));
  const lines = (['log', 'log-second', 'log-pq'] as const).map((name) => signLine(name, text, FIRST_SECOND));
  const send = (old: number, some: readonly string[]) => post(url, formatRequest({ old, hashes: [], checkpoint: formatNote(text, some) }));
  for (const missing of lines) t.is((await send(0, lines.filter((line) => line !== missing))).status, 403, 'each key of the log signs');
  t.is((await send(0, lines)).status, 200);
  t.is((await send(0, lines.toReversed())).status, 409, 'one log, whichever key is looked at');
});

test('a log without an Ed25519 key is refused at the start', async (t) => {
  await t.throwsAsync(witnessOf(t, { logs: [vectorKey('log-pq')] }), { name: 'WitnessError', message: /found no Ed25519 key/ });
});

test('a clock that goes back cosigns nothing', async (t) => {
  const { url, clock } = await witnessOf(t);
  t.is((await post(url, await requestFor(0, 5))).status, 200);
  clock.seconds -= 1;
  const reply = await post(url, await requestFor(5, 300));
  t.deepEqual([reply.status, /clock/.test(reply.text)], [503, true]);
  clock.seconds += 1;
  t.is((await post(url, await requestFor(5, 300))).status, 200);
});

test('only the log\'s own lines and this witness\'s are kept', async (t) => {
  const { url } = await witnessOf(t);
  const { text, signatures } = parseNote(noteAt(300));
  t.true(signatures.length > 1);
  t.is((await post(url, utf8(`old 0\n\n${Buffer.from(noteAt(300)).toString('utf8')}`))).status, 200);
  const kept = parseNote(new Uint8Array(await (await fetch(`${url}/${HASH}/checkpoint`)).arrayBuffer()));
  t.is(kept.text, text);
  t.deepEqual(kept.signatures.map(({ name }) => name), [ORIGIN, 'witness1.example/w']);
});
