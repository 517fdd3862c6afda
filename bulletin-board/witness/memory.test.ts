/** Each durable step of the witness's memory broken in two ways; and whatever the disk then holds, no two cosigned trees contradict each other. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { knownKeys, ORIGIN, vectorKey } from '../format/fixtures/vectors.ts';
import { openCheckpoint, type KnownKeys } from '../format/checkpoint.ts';
import { nodeDirectoryIo, type DirectoryIo } from '../directory-io.ts';
import { formatRequest } from '../format/witness.ts';
import { openMemory, originHash } from './memory.ts';
import { post, requestFor, signedNote, temporaryFolder, witnessOf } from './testing/bench.ts';

const KEYS: KnownKeys = { log: [vectorKey('log')], witnesses: [vectorKey('witness1')] };
const stateFile = (folder: string): string => join(folder, 'logs', originHash(ORIGIN), 'checkpoint');

type Way = 'undone' | 'done';
type Fault = { step: string; at: number; way: Way; dead: boolean; seen: string[] };

/** Breaks the `at`-th step of that name: it fails before or after it is done. `dead`: from then on nothing reaches the disk. */
function broken(fault: Fault): DirectoryIo {
  const dead = { is: false };
  const fail = (): never => {
    throw Object.assign(new Error('the disk fails'), { code: 'EIO' });
  };
  const wrap = <A extends readonly unknown[], R>(name: string, work: (...given: A) => Promise<R>) => async (...given: A): Promise<R> => {
    if (dead.is) return fail();
    fault.seen.push(name);
    if (name !== fault.step || fault.seen.filter((one) => one === name).length - 1 !== fault.at) return work(...given);
    if (fault.dead) dead.is = true;
    if (fault.way === 'done') await work(...given);
    return fail();
  };
  const { create, rename, syncFolder, makeFolder } = nodeDirectoryIo;
  return { ...nodeDirectoryIo, create: wrap('create', create), rename: wrap('rename', rename), syncFolder: wrap('syncFolder', syncFolder), makeFolder: wrap('makeFolder', makeFolder) };
}

async function stepsOf(t: Parameters<typeof witnessOf>[0]): Promise<readonly (readonly [step: string, at: number])[]> {
  const fault: Fault = { step: '', at: 0, way: 'undone', dead: false, seen: [] };
  const { url } = await witnessOf(t, { io: broken(fault) });
  t.is((await post(url, await requestFor(0, 5))).status, 200);
  t.is((await post(url, await requestFor(5, 300))).status, 200);
  return fault.seen.map((step, place) => [step, fault.seen.slice(0, place).filter((one) => one === step).length] as const);
}

test('every durable step, broken in two ways, with the process going on or dying: never two trees', async (t) => {
  const steps = await stepsOf(t);
  t.true(['create', 'rename', 'syncFolder', 'makeFolder'].every((name) => steps.some(([step]) => step === name)), 'each kind of step is there');
  for (const [step, at] of steps) {
    for (const way of ['undone', 'done'] as const) {
      for (const dead of [false, true]) {
        const about = `${step} ${at} ${way} ${dead ? 'dead' : 'alive'}`;
        const fault: Fault = { step, at, way, dead, seen: [] };
        const { url, folder, stop } = await witnessOf(t, { io: broken(fault) });
        const first = await post(url, await requestFor(0, 5));
        const second = await post(url, await requestFor(5, 300));
        const failed = [first, second].filter(({ status }) => status === 500);
        t.true(failed.length > 0, about);
        t.true(failed.every(({ text }) => !text.includes('\u2014')), 'no cosignature without memory');
        const cosigned = second.status === 200 ? 300 : first.status === 200 ? 5 : 0;
        const running = dead ? (await stop(), await witnessOf(t, { folder })) : { url, stop };
        // A forked tree of the size that was cosigned, and one from before, are not cosigned.
        const fork = await post(running.url, formatRequest({ old: cosigned, hashes: [], checkpoint: signedNote(cosigned === 0 ? 300 : cosigned, new Uint8Array(32).fill(9)) }));
        if (cosigned > 0) t.true([409, 422].includes(fork.status), about);
        const kept = readKept(folder);
        t.true(kept >= cosigned, `${about}: the disk holds ${kept}, cosigned were ${cosigned}`);
        const again = await post(running.url, await requestFor(0, 300));
        if (kept === 0) t.is(again.status, 200, about);
        else t.deepEqual([again.status, again.text], [409, `${kept}\n`], about);
        await running.stop();
        rmSync(folder, { recursive: true, force: true });
      }
    }
  }
});

function readKept(folder: string): number {
  const bytes = ((): Uint8Array | null => {
    try {
      return readFileSync(stateFile(folder));
    } catch {
      return null;
    }
  })();
  return bytes === null ? 0 : openCheckpoint(Uint8Array.from(bytes), knownKeys).size;
}

test('what was answered is on the disk, whole, before; a restarted witness goes on from there', async (t) => {
  const { url, folder, stop } = await witnessOf(t);
  const { text } = await post(url, await requestFor(0, 5));
  t.true(readFileSync(stateFile(folder), 'utf8').endsWith(text));
  await stop();
  const again = await witnessOf(t, { folder });
  t.is((await post(again.url, await requestFor(0, 300))).text, '5\n');
  t.is((await post(again.url, await requestFor(5, 300))).status, 200);
  t.deepEqual(readdirSync(join(folder, 'logs')).filter((name) => name !== '.writing'), [originHash(ORIGIN)], 'one checkpoint for each log');
});

test('what a killed process left unfinished is dropped', async (t) => {
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'logs', '.writing'), { recursive: true });
  writeFileSync(join(folder, 'logs', '.writing', '99-1'), 'half');
  const { url } = await witnessOf(t, { folder });
  t.deepEqual(readdirSync(join(folder, 'logs', '.writing')), []);
  t.is((await post(url, await requestFor(0, 5))).status, 200);
});

test('memory that can\'t be read, or is not what it should be, keeps the witness from starting, and it says what to do', async (t) => {
  const { url, folder, stop } = await witnessOf(t);
  t.is((await post(url, await requestFor(0, 5))).status, 200);
  await stop();
  const file = stateFile(folder);
  const whole = readFileSync(file);
  const [logLine = '', ownLine = ''] = whole.toString('utf8').split('\n').slice(4);
  t.true(ownLine.includes('witness1'));
  const states: readonly (readonly [about: string, bytes: Uint8Array])[] = [
    ['empty', new Uint8Array()], ['cut off', whole.subarray(0, 100)], ['a bit', Uint8Array.from(whole, (byte, at) => (at === 40 ? byte ^ 1 : byte))], ['without its own signature', Buffer.from(whole.toString('utf8').replace(`${ownLine}\n`, ''))],
    ['without the log\'s', Buffer.from(whole.toString('utf8').replace(`${logLine}\n`, ''))], ['another log\'s', signedNote(5, new Uint8Array(32), 'log', 'other.example')], ['nonsense', Buffer.from('{}')],
  ];
  for (const [about, bytes] of states) {
    writeFileSync(file, bytes);
    const error = await t.throwsAsync(witnessOf(t, { folder }), { name: 'WitnessError' }, about);
    t.regex(error.message, /checkpoint: found .*; expected the checkpoint of .* never an older one/, about);
  }
  writeFileSync(file, whole);
  await t.throwsAsync(openMemory(folder, [ORIGIN], () => ({ ...KEYS, log: [vectorKey('log-second')] })), { message: /give all keys of that log/ });
  const failing: DirectoryIo = { ...nodeDirectoryIo, read: () => Promise.reject(Object.assign(new Error('no'), { code: 'EACCES' })) };
  await t.throwsAsync(openMemory(folder, [ORIGIN], () => KEYS, failing), { name: 'WitnessError', message: /can't be read \(EACCES\)/ });
  chmodSync(file, 0o644);
  t.is((await openMemory(folder, [ORIGIN], () => KEYS)).read(ORIGIN)?.checkpoint.size, 5);
});

test('nobody hears of a checkpoint before it is on the disk, and who asks in the meantime makes nobody forget it', async (t) => {
  const reached = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const io: DirectoryIo = {
    ...nodeDirectoryIo,
    syncFolder: async (path) => {
      if (path.endsWith(originHash(ORIGIN))) {
        reached.resolve();
        await held.promise;
      }
      await nodeDirectoryIo.syncFolder(path);
    },
  };
  const { url, folder } = await witnessOf(t, { io });
  const cosigned = post(url, await requestFor(0, 5));
  await reached.promise;
  t.is(readKept(folder), 5, 'renamed, but the name is not on the disk for sure');
  const copies = Array.from({ length: 20 }, () => fetch(`${url}/${originHash(ORIGIN)}/checkpoint`));
  t.true((await Promise.all(copies)).every(({ status }) => status === 404));
  const fork = post(url, formatRequest({ old: 0, hashes: [], checkpoint: signedNote(300, new Uint8Array(32).fill(9)) }));
  held.resolve();
  t.deepEqual([(await cosigned).status, (await fork).status], [200, 409]);
  t.is((await fetch(`${url}/${originHash(ORIGIN)}/checkpoint`)).status, 200);
});
