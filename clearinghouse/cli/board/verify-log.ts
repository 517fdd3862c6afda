/** `kakitome board verify` of a log: the audit, compared with the last one that was kept. */
import { resolve } from 'node:path';
import { parseCheckpoint } from '../../../bulletin-board/format/checkpoint.ts';
import { fromBase64 } from '../../../bulletin-board/format/encoding.ts';
import { Malformed } from '../../../bulletin-board/format/malformed.ts';
import { parseNote } from '../../../bulletin-board/format/note.ts';
import type { TrustPolicy } from '../../../bulletin-board/format/policy.ts';
import type { ReadFile } from '../../../bulletin-board/ports.ts';
import { auditLog, type AuditRequest, type AuditResult } from '../../../bulletin-board/verify/audit.ts';
import { NoLog, Unreachable } from '../../../bulletin-board/verify/finding.ts';
import { folderReader, siblingFolder } from '../../../bulletin-board/verify/folder.ts';
import { httpReader, logUrl, siblingUrl } from '../../../bulletin-board/verify/http.ts';
import { BadState, loadState, saveState, type SeenLog } from '../../../bulletin-board/verify/state.ts';
import { Mistake } from '../mistake.ts';
import { show, type Json } from '../print.ts';
import type { ExitCode, Terminal } from '../verb.ts';
import { auditText, sentenceOf } from './verify-log-text.ts';
import { showProgress } from './verify-progress.ts';
import { stateFile, trustFromLog, type VerifyOptions } from './verify-trust.ts';

const EXIT: Readonly<Record<AuditResult['outcome'], ExitCode>> = { sound: 0, refused: 1, unjudged: 3 };

export type LogPlace = { readonly kind: 'url' | 'folder'; readonly at: string };

/** Neighbours are found by the origin, which nobody knows before the checkpoint is read. */
type Reach = { readonly read: ReadFile; readonly sibling: (own: string) => NonNullable<AuditRequest['sibling']> };

export async function verifyLog(terminal: Terminal, place: LogPlace, given: TrustPolicy | null, options: VerifyOptions): Promise<ExitCode> {
  const reach = reachOf(place);
  try {
    const policy = given ?? (await trustFromLog(reach.read, place.at));
    const origin = await originAt(reach.read);
    const file = stateFile(options);
    const seen = file === null || origin === null ? null : ((await loadState(file)).get(origin) ?? null);
    const result = await audited(reach, { policy, keysFromLog: given === null, previous: seen, faces: options.faces === true }, origin ?? '');
    const kept = file !== null && given !== null && (await keep(file, result));
    show(terminal, auditText(result, { seenAt: seen?.at ?? null, kept: kept ? file : null }), shapeOf(result, seen, kept ? file : null));
    return EXIT[result.outcome];
  } catch (error) {
    if (error instanceof NoLog || error instanceof BadState || error instanceof Malformed) throw new Mistake(error instanceof BadState ? error.message : `${place.at}: ${error.message}`);
    // Before the audit began: nothing was judged, and nothing speaks against the log.
    if (!(error instanceof Unreachable)) throw error;
    terminal.note(error.message);
    return EXIT.unjudged;
  }
}

function reachOf({ kind, at }: LogPlace): Reach {
  const reader = kind === 'url' ? httpReader : folderReader;
  const next = kind === 'url' ? siblingUrl : siblingFolder;
  const base = kind === 'url' ? addressOf(at) : resolve(at);
  return {
    read: reader(base),
    sibling: (own) => (other) => {
      const beside = next(base, own, other);
      return beside === null ? null : reader(beside);
    },
  };
}

function addressOf(text: string): string {
  try {
    return logUrl(text);
  } catch (error) {
    if (error instanceof Malformed) throw new Mistake(error.message);
    throw error;
  }
}

/** As the checkpoint says, before anything is verified: only to look up what was seen before. Null: it says nothing. */
async function originAt(read: ReadFile): Promise<string | null> {
  const bytes = await read('checkpoint');
  if (bytes === null) throw new NoLog('found no checkpoint; expected the folder or address of a log');
  try {
    return parseCheckpoint(parseNote(bytes).text).origin;
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

async function audited({ read, sibling }: Reach, request: Omit<AuditRequest, 'read'>, origin: string): Promise<AuditResult> {
  const progress = showProgress(process.stderr);
  try {
    return await auditLog({ ...request, read, sibling: sibling(origin), progress: progress.step });
  } finally {
    progress.end();
  }
}

/** Only what was seen in full, under a key from elsewhere, and without anything against it: it is what the next audit is held to. */
async function keep(file: string, { outcome, origin, head, whole }: AuditResult): Promise<boolean> {
  if (outcome === 'refused' || head === null || !whole) return false;
  await saveState(file, origin, { size: head.size, root: fromBase64(head.root), checkpoint: head.checkpoint, at: new Date().toISOString() });
  return true;
}

const shapeOf = (result: AuditResult, seen: SeenLog | null, file: string | null): Json => ({
  ...(result as unknown as { readonly [key: string]: Json }),
  previous: seen === null || result.previous === null ? null : { ...result.previous, at: seen.at, checkpoint: seen.checkpoint },
  sentence: sentenceOf(result),
  state: file,
});
