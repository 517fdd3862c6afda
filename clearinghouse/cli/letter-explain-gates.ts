/** The two gates of a letter as `letter explain` prints them: every question with its answer and its place. */
import type { Finding } from '../core/decision.ts';
import { shownDomain } from '../protocol/domain.ts';
import type { GateQuestion, GateView, RecordView, SenderView, SignatureView } from '../explain/dissection.ts';
import { proofOf } from './letter-explain-headline.ts';
import { bad, dim, good, strong, warn, type Painted, type Span } from './span.ts';

const heading = (title: string, verdict: Span): Painted => [strong(title), '  ', verdict];
const row = (mark: Span, name: string, rest: string): Painted => ['  ', mark, ' ', name.padEnd(26), ' ', rest];

/** `all`: each question on a line of its own; else those that hit, and the codes of the others. */
export function gateLines(gate: GateView, all: boolean): readonly Painted[] {
  const hits = gate.questions.filter((question) => question.hit === true);
  const verdict = gate.refusal === null ? good(`passed: ${gate.questions.length} questions${hits.length === 0 ? '' : `, ${hits.length} noted`}`) : bad(`refused: ${gate.refusal}`);
  const shown = gate.questions.filter((question) => all || question.hit === true);
  return [
    heading('GATE 0, the bytes', verdict),
    ...shown.map((question) => questionLine(question, gate.refusal)),
    ...(all ? [] : codesLines('ok  ', gate.questions.filter((question) => question.hit === false).map((question) => question.code))),
    ...(all ? [] : codesLines('not asked', gate.questions.filter((question) => question.hit === null).map((question) => question.code))),
  ];
}

const WIDE = 100;

/** Questions that were answered no, by their codes alone. */
export function codesLines(label: string, codes: readonly string[]): readonly Painted[] {
  const lines: string[] = [];
  for (const code of codes) {
    const last = lines.at(-1);
    if (last === undefined || last.length + code.length > WIDE) lines.push(code);
    else lines[lines.length - 1] = `${last} ${code}`;
  }
  return lines.map((text, at) => ['  ', dim(`${(at === 0 ? label : '').padEnd(10)} ${text}`)]);
}

function questionLine({ code, question, hit, fatal, detail, place }: GateQuestion, refusal: string | null): Painted {
  if (hit === null) return row(dim('·   '), code, `${question} not asked any more`);
  if (!hit) return row(good('ok  '), code, question);
  const decided = code === refusal ? '  <- decided' : '';
  return row(fatal ? bad('HIT ') : warn('note'), code, `${detail}${place === '' ? '' : ` (${place})`}${decided}`);
}

export function senderLines(sender: SenderView): readonly Painted[] {
  const { text } = proofOf(sender);
  const verdict = sender.strength === 'signed' ? good(text) : sender.wouldBeSignedBy !== null || sender.strength === 'weak' ? warn(text) : bad(text);
  return [
    heading('GATE 1, the sender', verdict),
    ...(sender.retry === null ? [] : [row(warn('wait'), 'DNS', sender.retry)]),
    ...(sender.lookedUp ? [] : [row(dim('·   '), 'offline', 'DNS was not asked: keys, DMARC and SPF are not known; all else is')]),
    ...sender.signatures.flatMap((signature) => signatureLines(signature, sender)),
    ...(sender.signatures.length === 0 ? [row(bad('none'), 'DKIM', 'the mail has no signature')] : []),
    ...policyLines(sender),
    ...sender.findings.filter((finding) => !SHOWN_ELSEWHERE.includes(finding.code)).map(findingLine),
  ];
}

const SHOWN_ELSEWHERE: readonly string[] = ['dkim-missing'];

const findingLine = ({ code, hit, detail }: Finding): Painted => row(hit ? warn('hit ') : good('ok  '), code, detail);

const RESULTS = { pass: good('pass'), fail: bad('FAIL'), unknown: warn('?   ') } as const;

function signatureLines(signature: SignatureView, sender: SenderView): readonly Painted[] {
  const { number, domain, selector, algorithm, canonicalisation, signedFields, unsignedFields, signedAt, expiresAt, bodyLength, aligned, result, findings, key } = signature;
  const decides = sender.provenBy === number ? '  <- decided' : '';
  const more = (name: string, text: string): Painted => ['       ', name.padEnd(10), text];
  const misses = findings.filter((finding) => !finding.hit).map((finding) => finding.code);
  return [
    row(RESULTS[result], `DKIM signature ${number}`, `d=${shownAs(domain)} s=${selector}, ${aligned ? 'aligned with From' : 'not aligned with From'}${decides}`),
    ...findings.filter((finding) => finding.hit).map((finding): Painted => ['       ', result === 'unknown' ? warn('open') : bad('HIT '), `      ${finding.code}: ${finding.detail}`]),
    ...(misses.length === 0 ? [] : [more('no hit', misses.join(' '))]),
    more('covers', `${signedFields.join(' ') || 'nothing'}${unsignedFields.length === 0 ? '' : `; not covered: ${unsignedFields.join(' ')}`}`),
    more('made', `${signedAt ?? 'no t='}${expiresAt === null ? ', no x=' : `, expires ${expiresAt}`}${bodyLength === null ? ', whole body' : `, l=${bodyLength}: only so many bytes of the body`}, ${algorithm} ${canonicalisation}`),
    ...(key === null ? [] : [more('key', recordText(key))]),
  ];
}

/** As in an address: the U-labels, with the A-labels behind them. */
const shownAs = (domain: string): string => (shownDomain(domain) === domain ? domain : `${shownDomain(domain)} [${domain}]`);

const recordText = ({ name, text, trouble }: RecordView): string => (text === null ? `${name}: ${trouble ?? 'not asked'}` : `${name}: ${text.replace(/\bp=([A-Za-z0-9+/]{12})[A-Za-z0-9+/=]+/, 'p=$1…')}`);

function policyLines(sender: SenderView): readonly Painted[] {
  const lines: Painted[] = [];
  if (sender.dmarc !== null) lines.push(row(sender.dmarc.text === null ? bad('none') : good('ok  '), 'DMARC record', recordText(sender.dmarc)));
  lines.push(row(dim('·   '), 'SPF', sender.clientAddress === null ? 'the client\'s address is not known (--ip gives it); SPF alone is never enough for money' : `client ${sender.clientAddress}${sender.spf === null ? '' : `; ${recordText(sender.spf)}`}`));
  const { sets, lastSealer, trusted } = sender.arc;
  lines.push(row(dim('·   '), 'ARC', sets === 0 ? 'no seals' : `${sets} seals, the last by ${lastSealer ?? 'nobody'}, ${trusted ? 'whom the bank trusts' : 'whom the bank does not trust: it counts for nothing'}`));
  for (const value of sender.authenticationResults) lines.push(row(dim('·   '), 'Authentication-Results', `${value} (counts only from our own server)`));
  return lines;
}
