/** What an audit of a log found, for people: one sentence, then line by line. */
import type { AuditResult } from '../../../bulletin-board/verify/audit.ts';
import type { ChainLink } from '../../../bulletin-board/verify/audit-chain.ts';
import type { Finding } from '../../../bulletin-board/verify/finding.ts';
import { bounded } from '../../../bulletin-board/verify/bounded.ts';
import { labelled } from '../table.ts';

export type AuditContext = {
  /** When the last audit was, ISO 8601; null: none is known. */
  readonly seenAt: string | null;
  /** Where this one is kept; null: nowhere. */
  readonly kept: string | null;
};

export function sentenceOf({ outcome, origin: whole, head, findings }: AuditResult): string {
  const origin = bounded(whole, MOST_OF_PLACE);
  const [first] = findings;
  const why = first === undefined ? '' : textOf(first);
  switch (outcome) {
    case 'sound':
      return `Sound: the ${head?.size ?? 0} entries of the log ${origin} make the root that it signed, and every tile agrees.`;
    case 'refused':
      return `Refused, the log ${origin} is not what it must be: ${why}.`;
    case 'unjudged':
      return `Not fully judged: nothing speaks against the log ${origin}, but ${why}.`;
    default:
      return outcome satisfies never;
  }
}

/** Names in them may be of any length. */
const textOf = ({ place, what }: Finding): string => `${bounded(place, MOST_OF_PLACE)}: ${bounded(what, MOST_OF_FINDING)}`;

const MOST_OF_PLACE = 300;
const MOST_OF_FINDING = 1_000;
const MOST_OF_ROW = 2_000;

export function auditText(result: AuditResult, context: AuditContext): string {
  const shown = result.findings.map(findingLine);
  const sections = [
    sentenceOf(result),
    `What was found\n${indented(labelled(rowsOf(result, context).map(([label, value]) => [label, value === null ? null : bounded(value, MOST_OF_ROW)])).split('\n'))}`,
    shown.length === 0 ? '' : `Findings (${shown.length + result.more})\n${indented(result.more === 0 ? shown : [...shown, `and ${result.more} more`])}`,
    result.findings.some(({ code }) => code === 'fork' || code === 'same-size' || code === 'rollback')
      ? 'Keep what you have: the checkpoint of the last audit (in the state file) and this one (--json shows it), both signed, prove it to anybody. Tell the bank and its witnesses.'
      : '',
    `What this does not prove\n${indented(unprovedOf(result))}`,
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}`).join('\n');

const findingLine = (finding: Finding): string => `${finding.weight.padEnd(8)}  ${textOf(finding)}`;

const timeText = (time: string): string => time.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC');

function rowsOf({ origin, head, whole, previous, counts, faces, chain }: AuditResult, { seenAt, kept }: AuditContext): readonly (readonly [string, string | null])[] {
  const kinds = Object.entries(counts ?? {}).filter(([, count]) => count > 0);
  const since = previous === null ? 'no earlier audit is known' : `${previous.size} entries${seenAt === null ? '' : `, seen ${timeText(seenAt)}`}`;
  return [
    ['Log', origin],
    ['Entries', head === null ? null : `${head.size}${whole ? '' : ' (not all could be read)'}`],
    ['Root', head?.root ?? null],
    ['Signed by', head === null ? null : `${head.signedBy.map(({ id }) => `key ${id}`).join(', ')}${head.signedAt === null ? '' : ` at ${timeText(head.signedAt)}`}`],
    ['Cosigned by', head === null ? null : head.cosignedBy.map(({ name, id, at }) => `${name} (key ${id})${at === null ? '' : ` at ${timeText(at)}`}`).join(', ') || 'no witness that is known here'],
    ['Quorum', head === null ? null : head.quorum.replace('-', ' ')],
    ['Kinds', kinds.length === 0 ? null : kinds.map(([kind, count]) => `${kind} ${count}`).join(', ')],
    ['Faces', faces === null ? 'not looked at (--faces)' : `${faces.opened} open their entries, ${faces.absent} are not there`],
    ['Last audit', since],
    ['Years', chain === null ? null : chain.links.length === 0 ? (whole && counts?.continues === 0 ? 'begins anew: nothing joins it to an earlier year' : null) : `the chain holds from ${chain.from} to ${chain.to} (${chain.links.map(linkText).join('; ')})`],
    ['Kept in', kept],
  ];
}

function linkText({ origin, size, checked }: ChainLink): string {
  const how = { audited: 'audited entry by entry', signed: 'not at hand, its end is signed for', broken: 'broken' }[checked];
  return `${origin}: ${size} entries, ${how}`;
}

/** Of a log that ended nothing more can come. */
function newerUnproved({ head, counts }: AuditResult): readonly string[] {
  if (head === null || (counts?.ends ?? 0) > 0) return [];
  const since = head.newestAt === null ? 'since: no signature that is known here states a time, so it may be a copy of any age' : `since ${timeText(head.newestAt)}, the newest time that a signature states`;
  return [`That the log has not gone on ${since}. Whoever serves it may hold back what came later.`];
}

function unprovedOf(result: AuditResult): readonly string[] {
  const { head } = result;
  return [
    ...newerUnproved(result),
    'That what the entries say is true: only that nothing said was altered or removed.',
    ...(head !== null && head.cosignedBy.length > 0 ? [] : ['That everybody is shown this log: no witness that is known here has cosigned it. Compare the root with others.']),
    'The time: it is the word of the bank and of the witnesses, and not qualified in the sense of any law.',
  ];
}
