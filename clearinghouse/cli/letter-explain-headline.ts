/** The first three lines: what becomes of the letter, why, and what to do. Written for whoever reads nothing else. */
import { isRefusalCode } from '../core/desk.ts';
import { publicSentence } from '../core/refusals.ts';
import type { Finding } from '../core/decision.ts';
import { shownAddress } from '../protocol/address.ts';
import type { SenderView } from '../explain/dissection.ts';
import { fromRule, HINTS } from './letter-explain-hints.ts';
import { kindOfLetter, outcomeOf, ownFindings, troubleOf, type Outcome, type Page } from './letter-explain-page.ts';

export type Headline = { readonly good: boolean; readonly word: string; readonly what: string; readonly why: string; readonly do: string };

/** A reason with the code under which a hint may stand. */
type Why = { readonly code: string; readonly text: string };

export function headlineOf(page: Page): Headline {
  const outcome = outcomeOf(page);
  const why = whyOf(page, outcome);
  const good = outcome.kind === 'taken' || outcome.kind === 'readable';
  return { good, ...verdictOf(page, outcome), why: why.text, do: doOf(page, outcome, why) };
}

function verdictOf(page: Page, outcome: Outcome): { readonly word: string; readonly what: string } {
  const { name } = page.given;
  switch (outcome.kind) {
    case 'crashed':
      return { word: 'NOT READ', what: `${name}: the reader was ended on it; after three tries the bank sets it aside for staff` };
    case 'waits':
      return { word: 'WAITS', what: `${name} would be looked at again later (for four hours at most): ${outcome.why}` };
    case 'readable':
      return { word: 'READABLE', what: `${name} is ${kindOfLetter(page)}${assumption(page)}; no bank was asked` };
    case 'unusable':
      return { word: 'UNUSABLE', what: `${name} is ${kindOfLetter(page)}: any bank refuses it or sets it aside` };
    case 'taken':
    case 'refused': {
      const { disposition, recorded } = outcome;
      const { kind, code } = disposition;
      const sentence = isRefusalCode(code) ? publicSentence(code, 'en') : (SENTENCES[code] ?? `${code}.`);
      const done = `${name}, ${kindOfLetter(page)}, ${recorded ? 'was' : 'would be'} ${DONE[kind]}${recorded ? '' : assumption(page)}`;
      return { word: WORDS[kind], what: `${done}: ${sentence} ${told(page, recorded)} [${kind}: ${code}]`.replace(/ {2,}/g, ' ') };
    }
    default:
      return outcome satisfies never;
  }
}

const WORDS = { advanced: 'TAKEN', answered: 'ANSWERED', recorded: 'NOTED', 'nothing-new': 'NO EFFECT', refused: 'REFUSED', 'set-aside': 'SET ASIDE' } as const;
const DONE = { advanced: 'acted on', answered: 'answered', recorded: 'noted', 'nothing-new': 'left without effect', refused: 'refused', 'set-aside': 'set aside' } as const;

/** What the codes of letters that are taken mean. */
const SENTENCES: Readonly<Record<string, string>> = {
  'order-received': 'The order waits for the shop\'s forward.',
  'forward-waits': 'The forward waits for the buyer\'s order.',
  asked: 'The buyer is asked whether to pay.',
  'waits-for-funds': 'The buyer\'s account does not hold enough; it waits for a deposit.',
  settled: 'The payment is made.',
  refused: 'The buyer says no: nothing is paid.',
  fraud: 'The buyer reports a fraud: nothing is paid, staff are called.',
  'fraud-noted': 'The report of a fraud is noted, and staff are called.',
  blocked: 'The buyer has said FRAUD of this shop: nothing is paid.',
  cancelled: 'The buyer cancels: nothing is paid.',
  withdrawn: 'The shop withdraws: nothing is paid.',
  balance: 'The balance is told.',
  status: 'The state of payments is told.',
  help: 'Help is sent.',
  'ceiling-lowered': 'The same order with a lower limit: the lower one counts.',
  'forward-replaced': 'The waiting forward is replaced by this one.',
  automatic: 'No person wrote it.',
  bounced: 'A notice of ours came back.',
  complaint: 'Somebody complained about a notice of ours.',
  'mail in a running order': 'It is part of a running order and says nothing new.',
  'not to the bank': 'The bank has only a copy of it.',
  'redirected copy': 'A second copy of a mail.',
  'same order': 'The order is known already.',
  'same claim': 'The claim is known already.',
  'same forward': 'The forward is known already.',
};

const assumption = ({ read }: Page): string => (read?.assumed === true ? ', if its signature proves right (DNS was not asked)' : '');

function told(page: Page, recorded: boolean): string {
  if (recorded || page.bank === null) return '';
  const to = [...new Set(page.bank.answer.notices.map((notice) => shownAddress(notice.to)))];
  return to.length === 0 ? 'Nobody is written to.' : `Written to: ${to.join(', ')}.`;
}

function whyOf(page: Page, outcome: Outcome): Why {
  if (page.read === null) return { code: 'reader-crash', text: `it ran into a limit of the reader (${page.crash?.reason ?? 'unknown'}: ${page.crash?.detail ?? ''})` };
  const { dissection } = page.read;
  const { gate, sender, text } = dissection;
  if (gate.refusal !== null) {
    const place = gate.questions.find((question) => question.code === gate.refusal)?.place ?? '';
    return { code: gate.refusal, text: `gate 0: ${gate.detail}${place === '' ? '' : ` (${place})`} [${gate.refusal}]` };
  }
  const code = 'disposition' in outcome ? outcome.disposition.code : null;
  if (code === 'unknown-sender' && sender.address === null) return proofOf(sender);
  if (code === 'unknown-sender') return { code, text: `From says ${shownOr(sender.address, 'nobody')}, which is not registered here; ${proofOf(sender).text}` };
  if (dissection.automatic !== null && outcome.kind !== 'refused') return { code: 'automatic', text: `it is automatic (${dissection.automatic}): never consent, never answered` };
  if (sender.strength === 'none' && !page.read.assumed && dissection.bounce === null && (code === 'not-authenticated' || page.bank === null)) return proofOf(sender);
  if (text.refusal !== null) return { code: text.refusal.code, text: `its text: ${text.refusal.detail} [${text.refusal.code}]` };
  const trouble = troubleOf(page);
  if (trouble !== null && (code === 'unreadable' || page.bank === null)) return { code: trouble.code, text: `its text: ${trouble.detail} [${trouble.code}]` };
  const hits = findingsOf(page, outcome).filter((finding) => finding.hit && finding.code !== 'forward-shape');
  return outcome.kind === 'refused' ? { code: code ?? '', text: refusedBecause(page, hits) } : takenBecause(page, hits);
}

const shownOr = (address: string | null, none: string): string => (address === null ? none : shownAddress(address));

/** By its content: what was found, what differs, and what the text was taken for. */
function refusedBecause(page: Page, hits: readonly Finding[]): string {
  const { recognised = [], answer = null } = page.read?.dissection ?? {};
  const differs = page.withText ? (page.bank?.answer.differs ?? '') : '';
  const kinds = [...new Set(recognised.map((one) => one.kind))];
  const answered = hits.some((hit) => hit.code === 'answer-unclear') && answer?.word === null ? ['its first own line begins with no word of an answer'] : [];
  return [...hits.map(shownFinding), ...(differs === '' ? [] : [differs]), ...answered, `recognised in its text: ${kinds.join(', ') || 'nothing'}`].join('; ');
}

/** Of a letter that is decided already: what was found then, beside what its sender and text show again. */
function findingsOf(page: Page, outcome: Outcome): readonly Finding[] {
  if (!('recorded' in outcome) || !outcome.recorded || page.read === null) return ownFindings(page);
  const decision = page.given.stored?.decisions.findLast((one) => one.input.kind === 'letter');
  const known = [...page.read.reading.findings, ...page.read.reading.verdict.findings].map((finding) => finding.code);
  return (decision?.findings ?? []).filter((finding) => !known.includes(finding.code));
}

const shownFinding = ({ code, detail }: Finding): string => (detail === '' ? code : `${code}: ${detail}`);

function takenBecause(page: Page, hits: readonly Finding[]): Why {
  const sender = page.read?.dissection.sender;
  const proof = sender === undefined ? '' : page.read?.assumed === true ? `${shownOr(sender.address, 'the sender')} by signature ${sender.wouldBeSignedBy ?? ''}, unproved without DNS` : proofOf(sender).text;
  return { code: '', text: [proof, ...hits.map(shownFinding)].filter((part) => part !== '').join('; ') };
}

/** Why the sender is, or is not, proved. */
export function proofOf(sender: SenderView): Why {
  const { strength, address, provenBy, signatures, findings } = sender;
  const who = shownOr(address, 'nobody');
  if (strength === 'signed') {
    const by = signatures.find((signature) => signature.number === provenBy);
    return { code: '', text: by === undefined ? `${who} is proved by a trusted forwarder's seal` : `${who} is proved by DKIM signature ${by.number} (d=${by.domain} s=${by.selector})` };
  }
  if (strength === 'weak') return { code: 'weak-sender', text: `${who} is only weakly proved (${findings.some((one) => one.code === 'spf-not-aligned' && !one.hit) ? 'aligned SPF' : 'Authentication-Results of our own server'})` };
  if (sender.wouldBeSignedBy !== null) return { code: 'offline', text: `${who} is not proved: DNS was not asked for the key of signature ${sender.wouldBeSignedBy}` };
  const unread = findings.find((finding) => finding.code === 'from-unreadable' && finding.hit);
  if (unread !== undefined) return { code: unread.code, text: `the sender is not proved: ${unread.detail}${sender.fromTrouble === null ? '' : `: ${fromRule(sender.fromTrouble)}`}` };
  if (signatures.length === 0) return { code: 'dkim-missing', text: `${who} is not proved: the mail has no DKIM signature` };
  const aligned = signatures.filter((signature) => signature.aligned);
  if (aligned.length === 0) return { code: 'unaligned', text: `${who} is not proved: signed only by ${signatures.map((signature) => signature.domain || 'nobody').join(', ')}, not by the domain of From` };
  const broken = aligned.flatMap((signature) => signature.findings.filter((finding) => finding.hit).map((finding) => ({ signature, finding })));
  const rule = broken.find(({ finding }) => finding.code !== 'dkim-not-pass') ?? broken[0];
  if (rule !== undefined) return { code: rule.finding.code, text: `${who} is not proved: signature ${rule.signature.number}, ${rule.finding.detail} [${rule.finding.code}]` };
  const dmarc = findings.find((finding) => finding.hit);
  return { code: dmarc?.code ?? '', text: `${who} is not proved${dmarc === undefined ? '' : `: ${shownFinding(dmarc)}`}` };
}

function doOf(page: Page, outcome: Outcome, why: Why): string {
  if (outcome.kind === 'taken') return page.read?.assumed === true ? (HINTS['offline'] ?? '') : 'Nothing.';
  if (outcome.kind === 'waits') return 'Wait; it is tried again by itself. See the name servers (`kakitome doctor`) if it lasts.';
  if (outcome.kind === 'readable') return 'With the bank\'s configuration (--config instead of --no-bank) it is told what the bank would answer.';
  const code = 'disposition' in outcome ? outcome.disposition.code : '';
  const specific = why.code === 'unknown-sender' ? undefined : HINTS[why.code];
  return specific ?? HINTS[code] ?? (page.given.stored !== null ? 'See the sections below; `kakitome letter requeue` has it decided again once the cause is gone.' : 'See the sections below.');
}
