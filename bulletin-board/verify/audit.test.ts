import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { sealedEntries } from '../fixtures/entries.ts';
import { makeLog, type LogFixture, type MadeLog } from '../fixtures/make-log.ts';
import { vector as vectorBytes, vectorJson, vectorKey } from '../format/fixtures/vectors.ts';
import { parseCheckpoint } from '../format/checkpoint.ts';
import { parseNote } from '../format/note.ts';
import { parsePolicy, type TrustPolicy } from '../format/policy.ts';
import { resourcesOf } from '../format/tile.ts';
import { auditLog, type AuditRequest, type AuditResult } from './audit.ts';
import { folderReader } from './folder.ts';

function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-audit-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const ORIGIN = 'bank.example/board/2026';

const made = (t: ExecutionContext, fixture: Partial<LogFixture> = {}): MadeLog => makeLog(temporaryFolder(t), { origin: ORIGIN, entries: 5, ...fixture });

const audited = (log: MadeLog, request: Partial<AuditRequest> = {}): Promise<AuditResult> =>
  auditLog({ read: folderReader(log.folder), policy: parsePolicy(log.policy), faces: true, strict: true, ...request });

const codes = ({ findings }: AuditResult): readonly string[] => findings.filter(({ code, weight }) => weight !== 'note' || code !== 'unreadable').map(({ weight, code }) => `${weight} ${code}`);

const vectorFolder = (name: string): string => fileURLToPath(new URL(`../format/fixtures/${name}`, import.meta.url));
const vectorPolicy: TrustPolicy = { logs: [{ key: vectorKey('log'), url: null }], witnesses: [], groups: [], quorum: null };

const vector = (name: string, previous: AuditRequest['previous'] = null): Promise<AuditResult> => auditLog({ read: folderReader(vectorFolder(name)), policy: vectorPolicy, previous });

// The vectors

for (const [name, size] of [['log5', 5], ['log300', 300], ['log-odd', 5], ['log256-nopartials', 256]] as const) {
  test(`vector ${name} passes`, async (t) => {
    const result = await vector(name);
    t.is(result.outcome, 'sound', JSON.stringify(result.findings));
    t.is(result.head?.size, size);
    t.true(result.whole);
  });
}

const EXPECTED: Readonly<Record<string, readonly [code: string, place: RegExp]>> = {
  'entry-altered': ['tile', /^tile\/0\/000\.p\/5$/],
  'entry-removed': ['bundle', /^tile\/entries\/000\.p\/5$/],
  'entries-swapped': ['tile', /^tile\/0\/000\.p\/5$/],
  'entry-extra': ['bundle', /^tile\/entries\/000\.p\/5$/],
  'tile-flipped': ['tile', /^tile\/0\/000\.p\/5$/],
  'tile-long': ['tile', /^tile\/0\/000\.p\/5$/],
  'tile-short': ['tile', /^tile\/0\/000\.p\/5$/],
  'fork': ['fork', /./],
  'fork-same-size': ['same-size', /./],
  'rollback': ['rollback', /./],
  'root-wrong': ['root', /^checkpoint$/],
  'zero-root-empty': ['consistency', /^checkpoint$/],
};

type Negative = { readonly name: string; readonly check: string };
const negatives = vectorJson<readonly Negative[]>('negative/manifest.json').filter(({ check }) => check.startsWith('log'));

test('the manifest has twelve logs to reject', (t) => t.deepEqual(negatives.map(({ name }) => name).sort(), Object.keys(EXPECTED).sort()));

for (const { name, check } of negatives) {
  test(`vector ${name} is refused for the stated reason`, async (t) => {
    const [code, place] = EXPECTED[name] ?? t.fail(`no expectation for ${name}`) as never;
    const old = check.split('old=')[1];
    if (old === undefined) {
      const result = await vector(`negative/${name}`);
      t.is(result.outcome, 'refused');
      t.is(result.findings[0]?.code, code as never);
      t.regex(result.findings[0]?.place ?? '', place);
      return;
    }
    t.is((await vector(`negative/${name}`)).outcome, 'sound', 'it is sound alone');
    const before = parseCheckpoint(parseNote(vectorBytes(old)).text);
    const result = await vector(`negative/${name}`, before);
    t.deepEqual(codes(result), [`refused ${code}`]);
  });
}

// Logs that were made

test('a log of payments: who signed, what it holds, whose faces open', async (t) => {
  const log = made(t, { entries: 40, witnesses: 2, mlDsa: true });
  const seen: (readonly [number, number, string])[] = [];
  const result = await audited(log, { progress: (...step) => void seen.push(step) });
  t.is(result.outcome, 'sound', JSON.stringify(result.findings));
  t.is(result.origin, ORIGIN);
  t.like(result.counts, { accepted: 20, settled: 18, returned: 2, unreadable: 0 });
  t.deepEqual(result.faces, { opened: 40, absent: 0 });
  t.is(result.head?.signedBy.length, 2);
  t.deepEqual(result.head?.cosignedBy.map(({ at }) => at), ['2026-11-02T10:00:41.000Z', '2026-11-02T10:00:41.000Z']);
  t.is(result.head?.quorum, 'met');
  t.deepEqual(seen, [[40, 40, ORIGIN]]);
  t.deepEqual(result.chain, { from: ORIGIN, to: ORIGIN, links: [] });
});

test('an empty log is sound', async (t) => {
  const result = await audited(made(t, { entries: 0 }));
  t.is(result.outcome, 'sound');
  t.is(result.head?.size, 0);
});

test('every size that was published continues the ones before', async (t) => {
  const sizes = [1, 5, 255, 256, 257];
  const log = made(t, { entries: 300, sizes });
  for (const head of log.heads) t.is((await audited(log, { previous: head, faces: false })).outcome, 'sound', `from ${head.size}`);
  for (const { size, root } of log.heads.slice(0, -1)) {
    const other = Uint8Array.from(root, (byte, at) => (at === 31 ? byte ^ 1 : byte));
    t.deepEqual(codes(await audited(log, { previous: { size, root: other }, faces: false })), ['refused fork'], `from ${size}`);
  }
});

test('an audit of a tree of three levels compares each of them', async (t) => {
  const log = made(t, { entries: sealedEntries(65_536 + 300, 'levels') });
  t.is((await audited(log, { faces: false })).outcome, 'sound');
  for (const path of ['tile/1/000', 'tile/1/001.p/1', 'tile/2/000.p/1', 'tile/0/257.p/44']) {
    const file = join(log.folder, path);
    const bytes = readFileSync(file);
    const broken = Buffer.from(bytes);
    broken[5] = (broken[5] ?? 0) ^ 1;
    writeFileSync(file, broken);
    const result = await audited(log, { faces: false });
    t.deepEqual(result.findings.map(({ code, place }) => [code, place]), [['tile', path]]);
    writeFileSync(file, bytes);
  }
});

test('property: whatever file of a log is altered, cut short, prolonged or removed, it is refused and named', async (t) => {
  const log = made(t, { entries: 600, faces: false });
  const paths = ['checkpoint', ...resourcesOf(600)];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), fc.constantFrom('alter', 'cut', 'prolong', 'remove'), fc.nat(), async (path, how, where) => {
      const file = join(log.folder, path);
      const bytes = readFileSync(file);
      if (path === 'checkpoint' && how === 'remove') return;
      const altered = Buffer.from(bytes);
      altered[where % bytes.length] = (bytes[where % bytes.length] ?? 0) ^ (1 << where % 8);
      if (how === 'remove') rmSync(file);
      else writeFileSync(file, how === 'alter' ? altered : how === 'cut' ? bytes.subarray(0, -1) : Buffer.concat([bytes, Buffer.of(0)]));
      const result = await audited(log, { faces: false });
      writeFileSync(file, bytes);
      t.is(result.outcome, 'refused', `${how} ${path} at ${where}`);
      t.true(result.findings.some(({ place }) => place === path || place.startsWith(path.split('.p/')[0] ?? path) || path.startsWith('tile/entries')), JSON.stringify(result.findings));
    }),
    { numRuns: 150 },
  );
});

test('a quorum that is missing leaves the log unjudged', async (t) => {
  const log = made(t, { witnesses: 1 });
  const stranger = makeLog(temporaryFolder(t), { origin: ORIGIN, entries: 0, witnesses: 2 }).witnesses[1];
  const policy = parsePolicy(`${log.policy.split('\n').filter((line) => !/^(group|quorum)/.test(line)).join('\n')}\nwitness other ${stranger?.key}\ngroup both all witness1.example other\nquorum both\n`);
  const result = await audited(log, { policy });
  t.is(result.outcome, 'unjudged');
  t.deepEqual(codes(result), ['unjudged quorum']);
  t.is(result.head?.quorum, 'missing');
});

test('keys that only the log itself has prove nothing', async (t) => {
  const result = await audited(made(t), { keysFromLog: true });
  t.is(result.outcome, 'unjudged');
  t.deepEqual(codes(result), ['unjudged key']);
});

test('another log\'s key refuses', async (t) => {
  const log = made(t);
  const other = makeLog(temporaryFolder(t), { origin: ORIGIN, entries: 1, seed: 'other' });
  t.deepEqual(codes(await audited(log, { policy: parsePolicy(other.policy) })), ['refused no-log-signature']);
  const elsewhere = makeLog(temporaryFolder(t), { origin: 'shop.example/board/2026', entries: 1 });
  t.deepEqual(codes(await audited(log, { policy: parsePolicy(elsewhere.policy) })), ['refused origin']);
});

test('entries of no known form are counted; only a strict audit refuses them', async (t) => {
  const leaf = Buffer.from('what is this');
  const log = made(t, { entries: [leaf, Buffer.from('nor this')].map((bytes) => ({ leaf: bytes, face: null, opening: null })) });
  const lax = await audited(log, { strict: false });
  t.is(lax.outcome, 'sound');
  t.is(lax.counts?.unreadable, 2);
  t.deepEqual(lax.findings.map(({ weight, code }) => [weight, code]), [['note', 'unreadable']]);
  t.deepEqual((await audited(log)).findings.map(({ code, place }) => [code, place]), [['unreadable', `${ORIGIN}#0`], ['unreadable', `${ORIGIN}#1`]]);
});

/** JSON that is no number where one belongs, and that does not let itself be made a text. */
const NO_TEXT = '{"toString":1,"valueOf":1}';

test('an entry, a face or a log.json that does not let itself be put into words ends no audit', async (t) => {
  const leaf = Buffer.from(`{"v":${NO_TEXT}}`);
  const strange = made(t, { entries: [{ leaf, face: null, opening: null }] });
  t.deepEqual(codes(await audited(strange, { strict: false })), []);
  const log = made(t);
  writeFileSync(join(log.folder, 'face', '002.json'), leaf);
  writeFileSync(join(log.folder, 'log.json'), `{"v":1,"keys":[${NO_TEXT}]}`);
  t.deepEqual(codes(await audited(log)), ['refused face-wrong']);
});

test('a full file serves where the partial one was cleaned away; its first hashes and entries count', async (t) => {
  const log = made(t, { entries: 300, sizes: [100], faces: false });
  const old = temporaryFolder(t);
  cpSync(log.folder, old, { recursive: true });
  writeFileSync(join(old, 'checkpoint'), log.heads[0]?.checkpoint ?? '');
  for (const path of ['tile/0/000.p', 'tile/entries/000.p']) rmSync(join(old, path), { recursive: true });
  const result = await auditLog({ read: folderReader(old), policy: parsePolicy(log.policy) });
  t.is(result.outcome, 'sound', JSON.stringify(result.findings));
  t.is(result.head?.size, 100);
});

test('thousands of wrong files make a list that ends', async (t) => {
  const log = made(t, { entries: 400 });
  for (let index = 0; index < 400; index += 1) writeFileSync(join(log.folder, `face/${String(index).padStart(3, '0')}.json`), '{}');
  const result = await audited(log);
  t.is(result.findings.length, 100);
  t.is(result.more, 300);
});

test('an audit that is given up rejects with the reason', async (t) => {
  const log = made(t, { entries: 2_000, faces: false });
  const stop = new AbortController();
  await t.throwsAsync(audited(log, { signal: stop.signal, progress: () => stop.abort(new Error('enough')) }), { message: 'enough' });
});

test('no log there is no verdict', async (t) => {
  await t.throwsAsync(auditLog({ read: folderReader(temporaryFolder(t)), policy: vectorPolicy }), { name: 'NoLog' });
});
