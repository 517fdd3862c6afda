/** The full audit of a log: from files that may be anywhere, with keys that come from elsewhere. */
import { base64 } from '../format/encoding.ts';
import { Malformed } from '../format/malformed.ts';
import { quorumMet, type TrustPolicy } from '../format/policy.ts';
import type { ReadFile } from '../ports.ts';
import { judgeAge, newestTime } from './audit-age.ts';
import { judgeBeginning } from './audit-beginning.ts';
import { followBack, type Chain, type Sibling, type Walk } from './audit-chain.ts';
import { judgeMissing, noteLeft } from './audit-faces.ts';
import { aboutLog, compareLater, findLater, laterWithdrawals, type Later } from './audit-later.ts';
import { auditOne, hasGrown, type AuditedLog, type KnownHead, type OneAudit } from './audit-log.ts';
import { collectFindings, Unreachable, type Counts, type Finding } from './finding.ts';

export type AuditRequest = {
  readonly read: ReadFile;
  /** Its log keys must come from elsewhere than the log; where they do not, say so by `keysFromLog`. */
  readonly policy: TrustPolicy;
  readonly keysFromLog?: boolean;
  /** Which of the policy's logs may stand here (`originsAt`); absent: any of them. */
  readonly origins?: readonly string[];
  /** The head of the last audit, or how to look it up by the origin that the log has signed; null: there was none. */
  readonly previous?: KnownHead | null | ((origin: string) => KnownHead | null);
  /** After each bundle; `origin` is that of the log before, while the chain is followed. */
  readonly progress?: (done: number, total: number, origin: string) => void;
  /** Face files too: each opens its entry, or is withdrawn. */
  readonly faces?: boolean;
  /** Entries of an unknown form refuse the log. For the log itself entries are opaque bytes. */
  readonly strict?: boolean;
  readonly signal?: AbortSignal | null;
  /** Other logs of the board, for the chain of years; absent: none is at hand. */
  readonly sibling?: Sibling;
  /** Milliseconds; absent: it is not judged how old the newest signature is. */
  readonly now?: number;
  /** Files that are read at the same time. */
  readonly atOnce?: number;
};

export type AuditedHead = {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** The whole signed checkpoint as it was found: of a fork it is the evidence. */
  readonly checkpoint: string;
  readonly signedBy: readonly { readonly name: string; readonly id: string }[];
  /** ISO 8601, where a signature of the log states its time. */
  readonly signedAt: string | null;
  readonly cosignedBy: readonly { readonly name: string; readonly id: string; readonly at: string | null }[];
  /** The newest time, ISO 8601, that a verified signature states; null: none states any that can be true. */
  readonly newestAt: string | null;
  readonly quorum: 'met' | 'missing' | 'none-asked';
};

export type AuditResult = {
  /** `unjudged`: nothing speaks against it, but not all could be judged (quorum, files that could not be had, whose key it is). */
  readonly outcome: 'sound' | 'refused' | 'unjudged';
  readonly origin: string;
  /** Null: its checkpoint is refused, or could not be had. */
  readonly head: AuditedHead | null;
  /** Whether every entry was seen. */
  readonly whole: boolean;
  /** The head that this one was compared with. */
  readonly previous: { readonly size: number; readonly root: string } | null;
  readonly counts: Counts | null;
  /** Null: not asked for. */
  readonly faces: { readonly opened: number; readonly absent: number } | null;
  readonly findings: readonly Finding[];
  /** Findings beyond those listed. */
  readonly more: number;
  readonly chain: Chain | null;
};

const AT_ONCE = 8;

/** Rejects with `NoLog` where there is no checkpoint, and with the signal's reason; faults of `read` other than `Unreachable` pass through. */
export async function auditLog(request: AuditRequest): Promise<AuditResult> {
  const findings = collectFindings();
  const { previous = null } = request;
  const audit: OneAudit = {
    read: request.read,
    policy: request.policy,
    origins: request.origins ?? request.policy.logs.map(({ key }) => key.name),
    previous: typeof previous === 'function' ? previous : () => previous,
    progress: request.progress ?? (() => undefined),
    faces: request.faces ?? false,
    strict: request.strict ?? false,
    signal: request.signal ?? null,
    atOnce: request.atOnce ?? AT_ONCE,
    findings,
  };
  const found: { log: AuditedLog | null; chain: Chain | null } = { log: null, chain: null };
  try {
    found.log = await auditOne(audit);
    if (found.log !== null) found.chain = await lookAround(found.log, audit, request);
  } catch (error) {
    // A file of the wrong size is the server's fault, one that can't be had may be anybody's.
    if (error instanceof Malformed) findings.add('refused', error.code, originOf(request, found.log), error.message);
    else if (error instanceof Unreachable) findings.add('unjudged', 'unreachable', originOf(request, found.log), error.message);
    else throw error;
  }
  if (request.keysFromLog === true) findings.add('unjudged', 'key', originOf(request, found.log), 'found the log\'s keys only in the log itself; expected them from elsewhere, for anybody can make a key');
  return resultOf(request, found.log, found.chain, findings);
}

const originOf = ({ policy, origins }: AuditRequest, log: AuditedLog | null): string => log?.head.origin ?? origins?.[0] ?? policy.logs[0]?.key.name ?? '';

/** The logs after it and before it. */
async function lookAround(log: AuditedLog, audit: OneAudit, { previous, sibling = () => null, now }: AuditRequest): Promise<Chain> {
  const own = log.head.origin;
  // A head that was given without its origin is of the log itself, and of no other.
  const walk: Walk = { ...audit, previous: typeof previous === 'function' ? previous : () => null, sibling: (origin) => sibling(origin, own) };
  const later = await findLater(log, audit.read, walk);
  if (later.log !== null) await compareLater(log, later.log, audit);
  if (now !== undefined) judgeAge(log, later, now, audit.findings);
  if (audit.faces) await settleFaces(log, later, audit, walk);
  const { chain, oldest } = await followBack(log, walk);
  const beside = oldest === log ? null : walk.sibling(oldest.head.origin);
  await judgeBeginning(oldest, (beside === null ? later.about : await aboutLog(beside)).previous, walk);
  return chain;
}

async function settleFaces(log: AuditedLog, first: Later, audit: OneAudit, walk: Walk): Promise<void> {
  const { faces, head } = log;
  if (faces === null || !log.whole) return;
  const own = log.withdrawn.get(head.origin) ?? new Set<number>();
  noteLeft(audit.findings, head.origin, faces, own, head.size);
  if ([...faces.missing].every((index) => own.has(index))) return;
  const later = await laterWithdrawals(log, first, walk);
  // A face is erased once the entry that withdraws it is published: that entry may be newer than the head that was audited.
  const excuse = later.excuse ?? ((await hasGrown(audit, head)) ? 'the log went on while it was read; audit it again' : null);
  judgeMissing(audit.findings, head.origin, faces, new Set([...own, ...later.withdrawn]), excuse);
}

function resultOf(request: AuditRequest, log: AuditedLog | null, chain: Chain | null, findings: ReturnType<typeof collectFindings>): AuditResult {
  const previous = log?.previous ?? null;
  return {
    outcome: findings.worst(),
    origin: originOf(request, log),
    head: log === null ? null : headOf(log, request),
    whole: log?.whole ?? false,
    previous: previous === null ? null : { size: previous.size, root: base64(previous.root) },
    counts: log?.counts ?? null,
    faces: log?.faces == null ? null : { opened: log.faces.opened(), absent: log.faces.missing.size },
    findings: findings.list(),
    more: findings.left(),
    chain,
  };
}

const isoTime = (seconds: number): string => new Date(seconds * 1_000).toISOString();

function headOf({ head, note }: AuditedLog, { policy, now }: AuditRequest): AuditedHead {
  const newest = newestTime(head, now ?? null);
  const met = quorumMet(policy, head.cosignatures.map(({ key }) => key));
  return {
    size: head.size,
    root: base64(head.root),
    checkpoint: note,
    signedBy: head.logKeys.map(({ name, id }) => ({ name, id })),
    signedAt: head.signedAt === null ? null : isoTime(head.signedAt),
    cosignedBy: head.cosignatures.map(({ key, time }) => ({ name: key.name, id: key.id, at: time === 0 ? null : isoTime(time) })),
    newestAt: newest === null ? null : isoTime(newest / 1_000),
    quorum: policy.quorum === null ? 'none-asked' : met ? 'met' : 'missing',
  };
}
