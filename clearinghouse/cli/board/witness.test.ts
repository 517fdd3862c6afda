import { spawn } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import { keyVectors, ORIGIN, vector, vectorKey } from '../../../bulletin-board/format/fixtures/vectors.ts';
import { openCheckpoint } from '../../../bulletin-board/format/checkpoint.ts';
import { parseKey } from '../../../bulletin-board/format/key.ts';
import { parsePolicy } from '../../../bulletin-board/format/policy.ts';
import { logKeysOf } from '../../../bulletin-board/fixtures/keys.ts';
import { makeWitnessClient } from '../../../bulletin-board/witness/client.ts';
import { originHash } from '../../../bulletin-board/witness/memory.ts';
import { makeTileReader } from '../../../bulletin-board/verify/tiles.ts';
import { readVector } from '../../../bulletin-board/format/fixtures/vectors.ts';
import { inProcess, kakitome, oneLineOf, temporaryFolder } from '../testing/bench.ts';

const PROGRAM = fileURLToPath(new URL('../index.ts', import.meta.url));
const LOG = keyVectors.log.vkey;

type Ready = { readonly name: string; readonly key: string; readonly url: string; readonly policy: string; readonly logs: readonly string[]; readonly unreadable: readonly { readonly origin: string; readonly reason: string }[]; readonly made: boolean };
type Started = { readonly ready: Ready; readonly end: (signal: NodeJS.Signals) => Promise<number | null>; readonly log: () => string };

/** The command in a process of its own, when it says that it is ready. */
async function start(t: ExecutionContext, folder: string, ...args: readonly string[]): Promise<Started> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', PROGRAM, '--json', 'board', 'witness', '--folder', 'w', '--listen', '127.0.0.1:0', '--log', LOG, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => void child.once('close', (code) => resolve(code)));
  t.teardown(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  let out = '';
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (err += text));
  await new Promise<void>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.endsWith('}\n')) resolve();
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${err}`)));
  });
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  return { ready: JSON.parse(out) as Ready, end, log: () => err };
}

const note = (size: number): Uint8Array => vector(`log300-history/checkpoint.${size}`);
const head = (size: number) => ({ origin: ORIGIN, size, note: note(size), root: openCheckpoint(note(size), { log: [vectorKey('log')], witnesses: [] }).root });
const prove = (size: number) => (from: number) => makeTileReader(readVector('log300'), size).consistencyProof(from);

test('somebody else runs it: no configuration, folder and key made, cosigns, ends on SIGTERM, and remembers', async (t) => {
  const folder = temporaryFolder(t);
  const first = await start(t, folder, '--name', 'witness.shop.example/w1');
  t.deepEqual([first.ready.name, first.ready.made, first.ready.logs], ['witness.shop.example/w1', true, [ORIGIN]]);
  t.is(statSync(join(folder, 'w', 'witness.pem')).mode & 0o777, 0o600);
  // The bank puts the line into its policy file and asks.
  const { witnesses: [line] } = parsePolicy(`${first.ready.policy}\nquorum ${first.ready.name}\n`);
  const key = parseKey(first.ready.key);
  t.deepEqual([line?.key, line?.url], [key, `${first.ready.url}/`]);
  const client = makeWitnessClient({ key, url: line?.url ?? '', timeout: 20_000 });
  t.regex(await client.cosign(head(5), prove(5)), /^\u2014 witness\.shop\.example\/w1 /);
  const copy = new Uint8Array(await (await fetch(`${first.ready.url}/${originHash(ORIGIN)}/checkpoint`)).arrayBuffer());
  t.is(openCheckpoint(copy, { log: [vectorKey('log')], witnesses: [key] }).cosignatures.length, 1);

  const second = oneLineOf(t, await kakitome(folder, 'board', 'witness', '--folder', 'w', '--listen', '127.0.0.1:0', '--log', LOG));
  t.regex(second, /found process \d+ on [^ ]+ running on it; expected one witness to a folder/);
  t.is(await first.end('SIGTERM'), 0, first.log());
  t.regex(first.log(), /"event":"witness\.cosigned"/);
  t.regex(first.log(), /"signal":"SIGTERM","event":"stopping"/);

  const again = await start(t, folder);
  t.deepEqual([again.ready.made, again.ready.key], [false, first.ready.key]);
  const returned = makeWitnessClient({ key, url: again.ready.url, timeout: 20_000 });
  t.truthy(await returned.cosign(head(300), prove(300)));
  t.regex(again.log(), /"size":5,"event":"witness\.conflict"/);
  t.is(await again.end('SIGINT'), 0);
});

test('after SIGKILL it starts again where it was', async (t) => {
  const folder = temporaryFolder(t);
  const first = await start(t, folder);
  const key = parseKey(first.ready.key);
  await makeWitnessClient({ key, url: first.ready.url, timeout: 20_000 }).cosign(head(5), prove(5));
  await first.end('SIGKILL');
  const again = await start(t, folder);
  await t.notThrowsAsync(makeWitnessClient({ key, url: again.ready.url, timeout: 20_000 }).cosign(head(300), prove(300)));
  t.is(await again.end('SIGTERM'), 0);
});

test('mistakes are one line each', async (t) => {
  const folder = join(temporaryFolder(t), 'w');
  const run = (...args: readonly string[]) => inProcess('board', 'witness', ...args);
  const most = ['--folder', folder, '--listen', '127.0.0.1:0'] as const;
  t.regex(oneLineOf(t, await run('--folder', folder, '--listen', '127.0.0.1:0')), /--log/);
  t.regex(oneLineOf(t, await run('--listen', '127.0.0.1:0', '--log', LOG)), /--folder/);
  t.regex(oneLineOf(t, await run('--folder', folder, '--listen', 'here', '--log', LOG)), /--listen: found "here"; expected an address and port/);
  t.regex(oneLineOf(t, await run(...most, '--log', 'x')), /--log: found "x"; expected the public key of a log/);
  t.regex(oneLineOf(t, await run(...most, '--log', keyVectors.witness1.vkey)), /--log: found the key of a witness/);
  t.regex(oneLineOf(t, await run(...most, '--log', LOG, '--name', 'a b')), /found "a b"/);
  t.regex(oneLineOf(t, await run(...most, '--log', keyVectors['log-pq'].vkey)), /found no Ed25519 key/);
  t.regex(oneLineOf(t, await run(...most, '--log', LOG, '--name', 'another.example')), /--name: found "another\.example"; expected kakitome-witness-[0-9a-f]{8}/);
  mkdirSync(join(folder, 'logs', originHash(ORIGIN)), { recursive: true });
  writeFileSync(join(folder, 'logs', originHash(ORIGIN), 'checkpoint'), 'nonsense');
  t.regex(oneLineOf(t, await run(...most, '--log', LOG)), /never an older one/);
});

test('what it keeps of one log is damaged: it says so at the start and in its log, and cosigns the other', async (t) => {
  const folder = temporaryFolder(t);
  const [evil] = logKeysOf('other.example/board/2026', 'witness command', false);
  const state = join(folder, 'w', 'logs', originHash(evil?.key.name ?? ''));
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, 'checkpoint'), 'nonsense');
  const running = await start(t, folder, '--log', evil?.key.text ?? '');
  t.deepEqual([running.ready.logs, running.ready.unreadable.map(({ origin }) => origin)], [[ORIGIN], [evil?.key.name]]);
  t.regex(running.ready.unreadable[0]?.reason ?? '', new RegExp(`${originHash(evil?.key.name ?? '')}/checkpoint: found .*put the newest copy back, never an older one`));
  t.regex(running.log(), /"alarm":true,"origin":"other\.example\/board\/2026",.*"event":"witness\.unreadable"/);
  await t.notThrowsAsync(makeWitnessClient({ key: parseKey(running.ready.key), url: running.ready.url, timeout: 20_000 }).cosign(head(5), prove(5)));
  t.is(await running.end('SIGTERM'), 0);
});

test('its help has examples', async (t) => {
  const { code, out } = await inProcess('board', 'witness', '--help');
  t.is(code, 0);
  t.regex(out, /^Usage: kakitome board witness[^]*--folder <folder>[^]*--log <vkey>[^]*Examples:\n {2}\$ kakitome board witness /);
});
