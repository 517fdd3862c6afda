/** `kakitome board verify` of a log: the audit, compared with the last one that was kept. */
import { resolve } from 'node:path';
import { fromBase64 } from '../../../bulletin-board/format/encoding.ts';
import { Malformed } from '../../../bulletin-board/format/malformed.ts';
import type { TrustPolicy } from '../../../bulletin-board/format/policy.ts';
import { auditLog, type AuditRequest, type AuditResult } from '../../../bulletin-board/verify/audit.ts';
import { NoLog, Unreachable } from '../../../bulletin-board/verify/finding.ts';
import { folderReader, siblingFolder } from '../../../bulletin-board/verify/folder.ts';
import { originsAt } from '../../../bulletin-board/verify/limits.ts';
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

type Reach = Pick<AuditRequest, 'read'> & { /** The address or path as it is meant. */ readonly base: string; readonly sibling: NonNullable<AuditRequest['sibling']> };

export async function verifyLog(terminal: Terminal, place: LogPlace, given: TrustPolicy | null, options: VerifyOptions): Promise<ExitCode> {
  const reach = reachOf(place);
  try {
    const policy = given ?? (await trustFromLog(reach.read, place.at));
    const file = stateFile(options);
    const known = file === null ? new Map<string, SeenLog>() : await loadState(file);
    // By the origin that the log has signed: one that is only said could be another one at the next reading.
    const result = await audited({ read: reach.read, sibling: reach.sibling, policy, origins: originsAt(reach.base, policy), keysFromLog: given === null, previous: (origin) => known.get(origin) ?? null, faces: options.faces === true, now: Date.now() });
    const silent = result.head === null && result.outcome === 'unjudged' ? result.findings.find(({ code }) => code === 'unreachable') : undefined;
    // Nothing was judged, and nothing speaks against the log.
    if (silent !== undefined) return unreached(terminal, silent.what);
    const seen = result.previous === null ? null : (known.get(result.origin) ?? null);
    const kept = file !== null && given !== null && (await keep(terminal, file, result, seen));
    show(terminal, auditText(result, { seenAt: seen?.at ?? null, kept: kept ? file : null }), shapeOf(result, seen, kept ? file : null));
    return EXIT[result.outcome];
  } catch (error) {
    if (error instanceof NoLog || error instanceof BadState || error instanceof Malformed) throw new Mistake(error instanceof BadState ? error.message : `${place.at}: ${error.message}`);
    if (error instanceof Unreachable) return unreached(terminal, error.message);
    throw error;
  }
}

function unreached(terminal: Terminal, what: string): ExitCode {
  terminal.note(what);
  return EXIT.unjudged;
}

function reachOf({ kind, at }: LogPlace): Reach {
  const reader = kind === 'url' ? httpReader : folderReader;
  const next = kind === 'url' ? siblingUrl : siblingFolder;
  const base = kind === 'url' ? addressOf(at) : resolve(at);
  return {
    base,
    read: reader(base),
    sibling: (other, own) => {
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

async function audited(request: AuditRequest): Promise<AuditResult> {
  const progress = showProgress(process.stderr);
  try {
    return await auditLog({ ...request, progress: progress.step });
  } finally {
    progress.end();
  }
}

/** Only what was seen in full, under a key from elsewhere, and without anything against it: it is what the next audit is held to. */
async function keep(terminal: Terminal, file: string, { outcome, origin, head, whole }: AuditResult, seen: SeenLog | null): Promise<boolean> {
  if (outcome === 'refused' || head === null || !whole) return false;
  const kept = await saveState(file, origin, { size: head.size, root: fromBase64(head.root), checkpoint: head.checkpoint, at: new Date().toISOString() }, seen);
  if (!kept) terminal.note(`${file}: found another head of ${origin} than the one that this audit was compared with (another audit ended meanwhile); it stays, and this one is not kept. Audit again`);
  return kept;
}

const shapeOf = (result: AuditResult, seen: SeenLog | null, file: string | null): Json => ({
  ...(result as unknown as { readonly [key: string]: Json }),
  previous: seen === null || result.previous === null ? null : { ...result.previous, at: seen.at, checkpoint: seen.checkpoint },
  sentence: sentenceOf(result),
  state: file,
});
