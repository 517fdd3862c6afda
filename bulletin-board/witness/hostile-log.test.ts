/** A log that means harm to the witness, or whose state is damaged: no other log suffers, and no head is forgotten. */
import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ed25519 } from '@noble/curves/ed25519.js';
import test, { type ExecutionContext } from 'ava';
import { derived, fixtureKey, logKeysOf } from '../fixtures/keys.ts';
import { checkpointText } from '../format/checkpoint.ts';
import { concat, utf8 } from '../format/encoding.ts';
import { formatNote, MAX_NOTE_BYTES, parseNote, signatureLine } from '../format/note.ts';
import { formatRequest, parseRequest } from '../format/witness.ts';
import { vectorKey } from '../format/fixtures/vectors.ts';
import { nodeDirectoryIo, type DirectoryIo } from '../directory-io.ts';
import { originHash } from './memory.ts';
import { noteAt, post, requestFor, temporaryFolder, witness1, witnessOf, type Bench, type Reply } from './testing/bench.ts';

const EVIL = 'evil.example/board/2026';
const [evil, evilPq] = logKeysOf(EVIL, 'hostile', true);
const evilKeys = [evil, evilPq].flatMap((key) => (key === undefined ? [] : [key]));
const logs = [...evilKeys.slice(0, 1).map(({ key }) => key), vectorKey('log')];
const textOf = (extension = '', size = 5): string => checkpointText(EVIL, size, new Uint8Array(32).fill(7)) + extension;
const send = ({ url }: Pick<Bench, 'url'>, checkpoint: Uint8Array, old = 0): Promise<Reply> => post(url, formatRequest({ old, hashes: [], checkpoint }));
const signed = (text: string): string => evil?.sign(text, 0) ?? '';
const stateFile = (folder: string, origin: string): string => join(folder, 'logs', originHash(origin), 'checkpoint');
const ORIGIN = vectorKey('log').name;

/** A good signature that Ed25519 as it is written would not make: any nonce will do for whoever has the key. */
function anotherSignature(text: string, nonce: bigint): string {
  const { scalar, pointBytes } = ed25519.utils.getExtendedPublicKey(Uint8Array.from(derived('hostile', EVIL, '1')));
  const order = ed25519.Point.Fn.ORDER;
  const point = ed25519.Point.BASE.multiply(nonce).toBytes();
  const challenge = BigInt(`0x${Buffer.from(ed25519Hash(concat(point, pointBytes, utf8(text)))).reverse().toString('hex')}`) % order;
  const s = (nonce + challenge * scalar) % order;
  return signatureLine(EVIL, evil?.key.id ?? '', concat(point, Uint8Array.from(Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse())));
}
const ed25519Hash = (bytes: Uint8Array): Uint8Array => hash('sha512', bytes, 'buffer');

/** Both logs are cosigned, now and after a new start. */
async function goesOn(t: ExecutionContext, bench: Bench, about: string): Promise<void> {
  t.true(bench.said.every(({ code }) => code !== 'witness.fault'), about);
  t.is((await send(bench, formatNote(textOf(), [signed(textOf())]))).status, 200, about);
  t.is((await post(bench.url, await requestFor(0, 5))).status, 200, about);
  await bench.stop();
  const again = await witnessOf(t, { folder: bench.folder, logs });
  t.deepEqual([(await send(again, formatNote(textOf(), [signed(textOf())]))).text, (await post(again.url, await requestFor(0, 5))).text], ['5\n', '5\n'], about);
  t.is((await post(again.url, await requestFor(5, 300))).status, 200, about);
  await again.stop();
}

test('a checkpoint that leaves no room for a cosignature is refused, to the byte, and kills nothing', async (t) => {
  const bench = await witnessOf(t, { logs });
  const room = MAX_NOTE_BYTES - formatNote(textOf(), [signed(textOf()), witness1.cosign(textOf(), 0)]).length;
  for (const longer of [1, 50, 100]) {
    const text = textOf(`${'x'.repeat(room + longer - 1)}\n`);
    const note = formatNote(text, [signed(text)]);
    t.true(note.length <= MAX_NOTE_BYTES);
    const reply = await send(bench, note);
    t.deepEqual([reply.status, /^found a checkpoint without room for a cosignature; expected [^\n]+\n$/.test(reply.text)], [400, true], reply.text);
  }
  await goesOn(t, bench, 'too long');
  const fits = await witnessOf(t, { logs });
  const text = textOf(`${'x'.repeat(room - 1)}\n`);
  t.is((await send(fits, formatNote(text, [signed(text)]))).status, 200);
  await fits.stop();
  const again = await witnessOf(t, { logs, folder: fits.folder });
  t.is((await send(again, formatNote(text, [signed(text)]))).text, '5\n', 'as much as there is room for is read again');
});

test('64 good signatures of the log: one for each of its keys is kept', async (t) => {
  const text = textOf();
  const many = Array.from({ length: 64 }, (_, at) => anotherSignature(text, BigInt(at + 2)));
  t.is(new Set(many).size, 64);
  const bench = await witnessOf(t, { logs });
  t.is((await send(bench, formatNote(text, many))).status, 200);
  await bench.stop();
  const both = [...evilKeys.map(({ key }) => key), vectorKey('log')];
  const again = await witnessOf(t, { logs: both, folder: bench.folder });
  t.deepEqual(again.unreadable, [], 'a key that it is given later has no line in what is kept');
  t.is((await send(again, formatNote(text, [many[0] ?? '', ...Array.from({ length: 30 }, (_, at) => evilPq?.sign(text, at + 1) ?? '')]), 5)).status, 200);
  const kept = parseNote(Uint8Array.from(readFileSync(stateFile(bench.folder, EVIL))));
  t.deepEqual(kept.signatures.map(({ name, id }) => [name, id]), [...evilKeys.map(({ key }) => [EVIL, key.id]), [witness1.key.name, witness1.key.id]]);
  t.is((await post(again.url, await requestFor(0, 5))).status, 200);
  await again.stop();
  t.is((await post((await witnessOf(t, { logs: both, folder: bench.folder })).url, await requestFor(0, 5))).text, '5\n');
});

test('more keys of one log than a note has lines: refused, and another log goes on', async (t) => {
  const crowd = Array.from({ length: 64 }, (_, at) => fixtureKey(EVIL, 1, `crowd ${at}`));
  for (const [count, status] of [[64, 400], [63, 200]] as const) {
    const keys = crowd.slice(0, count);
    const bench = await witnessOf(t, { logs: [...keys.map(({ key }) => key), vectorKey('log')] });
    t.is((await send(bench, formatNote(textOf(), keys.map((key) => key.sign(textOf(), 0))))).status, status);
    t.is((await post(bench.url, await requestFor(0, 5))).status, 200);
  }
});

test('what is kept of one log is damaged: that log waits for its operator, the others are cosigned, and nothing is forgotten', async (t) => {
  const first = await witnessOf(t, { logs });
  const evilNote = formatNote(textOf(), [signed(textOf())]);
  t.deepEqual([(await send(first, evilNote)).status, (await post(first.url, await requestFor(0, 5))).status], [200, 200]);
  t.deepEqual(first.unreadable, []);
  await first.stop();
  const file = stateFile(first.folder, EVIL);
  const whole = readFileSync(file);
  writeFileSync(file, whole.subarray(0, 90));

  const bench = await witnessOf(t, { logs, folder: first.folder });
  t.deepEqual(bench.unreadable.map(({ origin }) => origin), [EVIL]);
  t.true(bench.unreadable[0]?.reason.startsWith(`${file}: found `) && bench.unreadable[0].reason.includes('put the newest copy back, never an older one'));
  t.deepEqual(bench.said.map(({ level, code, detail }) => [level, code, detail['origin'], detail['reason']]), [['alarm', 'witness.unreadable', EVIL, bench.unreadable[0]?.reason]]);
  const forked = formatNote(textOf('', 6), [signed(textOf('', 6))]);
  const refusals = [await send(bench, evilNote), await send(bench, evilNote, 5), await send(bench, forked)];
  rmSync(file);
  // Not while it runs: without the file nobody would know what was cosigned.
  refusals.push(await send(bench, forked));
  for (const { status, text } of refusals) t.deepEqual([status, /^found [^\n]+; expected [^\n]+\n$/.test(text), text.includes(first.folder)], [503, true, false], text);
  t.is((await fetch(`${bench.url}/${originHash(EVIL)}/checkpoint`)).status, 503, 'monitors do not take it for a witness that never saw the log');
  t.is((await post(bench.url, await requestFor(5, 300))).status, 200);
  t.is((await fetch(`${bench.url}/${originHash(ORIGIN)}/checkpoint`)).status, 200);
  t.is(bench.said.filter(({ code }) => code === 'witness.unreadable').length, 1, 'the alarm is not repeated at each request');
  await bench.stop();
  t.is(bench.said.findLast(({ code }) => code === 'witness.unreadable')?.detail['times'], 4);

  writeFileSync(file, whole);
  const healed = await witnessOf(t, { logs, folder: first.folder });
  t.deepEqual([(await send(healed, evilNote)).text, (await send(healed, evilNote, 5)).status], ['5\n', 200]);
});

test('a file of one log that the system does not give is the trouble of that log; no readable one at all is no start', async (t) => {
  const folder = temporaryFolder(t);
  const io: DirectoryIo = { ...nodeDirectoryIo, read: (path) => (path.includes(originHash(EVIL)) ? Promise.reject(Object.assign(new Error('no'), { code: 'EIO' })) : nodeDirectoryIo.read(path)) };
  const bench = await witnessOf(t, { logs, folder, io });
  t.regex(bench.unreadable[0]?.reason ?? '', /can't be read \(EIO\)/);
  t.is((await post(bench.url, await requestFor(0, 5))).status, 200);
  await bench.stop();
  mkdirSync(join(folder, 'logs', originHash(EVIL)), { recursive: true });
  for (const origin of [EVIL, ORIGIN]) writeFileSync(stateFile(folder, origin), 'nonsense');
  await t.throwsAsync(witnessOf(t, { logs, folder }), { name: 'WitnessError', message: /never an older one/ });
});

test('after a write that failed, a file that has gone or is older is not believed', async (t) => {
  const failing = { is: false };
  const io: DirectoryIo = { ...nodeDirectoryIo, rename: (from, to) => (failing.is ? Promise.reject(new Error('the disk fails')) : nodeDirectoryIo.rename(from, to)) };
  const bench = await witnessOf(t, { logs, io });
  t.is((await post(bench.url, await requestFor(0, 1))).status, 200);
  const file = stateFile(bench.folder, ORIGIN);
  const older = readFileSync(file);
  t.is((await post(bench.url, await requestFor(1, 5))).status, 200);
  failing.is = true;
  t.is((await post(bench.url, await requestFor(5, 300))).status, 500);
  failing.is = false;
  const newest = readFileSync(file);
  rmSync(file);
  t.is((await post(bench.url, formatRequest({ old: 0, hashes: [], checkpoint: parseRequest(await requestFor(5, 300)).checkpoint }))).status, 503);
  writeFileSync(file, older);
  t.is((await post(bench.url, await requestFor(1, 300))).status, 503);
  t.regex(String(bench.said.find(({ code }) => code === 'witness.unreadable')?.detail['reason']), /found no such file; expected the one of 5 that this witness cosigned/);
  writeFileSync(file, newest);
  t.is((await post(bench.url, await requestFor(5, 300))).status, 200);
});

test('whoever sends rubbish, copies, old or forged checkpoints fills no log', async (t) => {
  const bench = await witnessOf(t, { logs });
  t.is((await post(bench.url, await requestFor(0, 5))).status, 200);
  bench.clock.seconds += 60;
  const [again, conflict, unproved] = [await requestFor(5, 5), await requestFor(0, 300), formatRequest({ old: 5, hashes: [], checkpoint: noteAt(300) })];
  const fork = formatNote(textOf(), [signed(textOf())]);
  t.is((await send(bench, fork)).status, 200);
  const other = checkpointText(EVIL, 5, new Uint8Array(32).fill(8));
  for (let times = 0; times < 30; times += 1) {
    const statuses = [];
    for (const body of ['rubbish', again, conflict, unproved, formatRequest({ old: 5, hashes: [], checkpoint: formatNote(other, [signed(other)]) })]) statuses.push((await post(bench.url, body)).status);
    t.deepEqual(statuses, [400, 200, 409, 422, 422]);
  }
  const told = (): readonly (readonly unknown[])[] => bench.said.slice(2).map(({ level, code, detail }) => [level, code, detail['times']]);
  t.deepEqual(told(), [['warn', 'witness.refused', undefined], ['info', 'witness.cosigned', undefined], ['info', 'witness.conflict', undefined], ['warn', 'witness.refused', undefined], ['alarm', 'witness.fork', undefined]]);
  bench.clock.seconds += 60;
  await post(bench.url, 'rubbish');
  t.deepEqual(told().slice(5), [['warn', 'witness.refused', 30], ['info', 'witness.cosigned', 29], ['info', 'witness.conflict', 29], ['warn', 'witness.refused', 29], ['alarm', 'witness.fork', 29]]);
});
