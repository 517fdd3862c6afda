/** For the tests of audits: logs of one board, from year to year. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { continuesEntry, endsEntry, FIRST_TIME, paymentEntries, withdrawnEntry, type FixtureEntry } from '../../fixtures/entries.ts';
import { logKeysOf } from '../../fixtures/keys.ts';
import { makeLog, type MadeLog } from '../../fixtures/make-log.ts';
import { parsePolicy } from '../../format/policy.ts';
import { facePath } from '../../format/tile.ts';
import { auditLog, type AuditRequest, type AuditResult } from '../audit.ts';
import { folderReader, siblingFolder } from '../folder.ts';

export const SEED = 'years';
export const origin = (year: number): string => `bank.example/board/${year}`;
export const keysOf = (year: number): readonly string[] => logKeysOf(origin(year), SEED, false).map(({ key }) => key.text);

export function webRoot(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-years-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const audited = (log: MadeLog, request: Partial<AuditRequest> = {}): Promise<AuditResult> =>
  auditLog({
    read: folderReader(log.folder),
    policy: parsePolicy(log.policy),
    faces: true,
    strict: true,
    sibling: (other) => {
      const folder = siblingFolder(log.folder, log.origin, other);
      return folder === null ? null : folderReader(folder);
    },
    ...request,
  });

export const found = ({ findings }: AuditResult): readonly string[] => findings.map(({ weight, code, place }) => `${weight} ${code} ${place}`);

export const oneLog = (t: ExecutionContext, entries: readonly FixtureEntry[]): MadeLog => makeLog(webRoot(t), { origin: origin(2026), entries, seed: SEED });

export const removeFace = (log: MadeLog, index: number): void => rmSync(join(log.folder, facePath(index)));

export type Years = { readonly root: string; readonly first: MadeLog; readonly second: MadeLog };

/** 2026 ends and 2027 goes on; 2027 withdraws entry 2 of 2026. `ends` and `continues` may say something wrong. `witnesses`: how many cosign both. */
export function turned(t: ExecutionContext, wrong: { readonly ends?: readonly string[] | null; readonly checkpoint?: (of: MadeLog) => Uint8Array; readonly keys?: readonly string[]; readonly witnesses?: number } = {}): Years {
  const root = webRoot(t);
  const { witnesses = 0 } = wrong;
  const last = wrong.ends === null ? [] : [endsEntry(wrong.ends ?? keysOf(2027))];
  const first = makeLog(root, { origin: origin(2026), entries: [...paymentEntries(8, SEED), ...last], seed: SEED, witnesses, next: origin(2027), sizes: [5] });
  const begin = continuesEntry((wrong.checkpoint ?? (({ head }) => head.checkpoint))(first), wrong.keys ?? keysOf(2026));
  const second = makeLog(root, { origin: origin(2027), entries: [begin, ...paymentEntries(3, 'later'), withdrawnEntry(origin(2026), 2, FIRST_TIME, SEED)], seed: SEED, witnesses, previous: origin(2026) });
  return { root, first, second };
}
