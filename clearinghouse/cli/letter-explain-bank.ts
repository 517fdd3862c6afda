/** What the bank would do with a letter and answer, as `letter explain` prints it. */
import { shownAddress } from '../protocol/address.ts';
import { showDisposition, showFindings, showTime } from './shapes.ts';
import type { ShownNotice, ShownPayment } from './letter-explain-decision.ts';
import { codesLines } from './letter-explain-gates.ts';
import { effectSentence } from './letter-explain-effects.ts';
import { kindOfLetter, outcomeOf, ownFindings, type Page } from './letter-explain-page.ts';
import { bad, dim, good, strong, warn, type Painted } from './span.ts';

export function bankLines(page: Page): readonly Painted[] {
  const { bank } = page;
  if (page.read === null) return [];
  if (bank === null) return withoutBank(page);
  const { answer } = bank;
  const outcome = outcomeOf(page);
  const again = page.given.stored?.row.disposition != null;
  const title = again ? 'THE BANK, if it were decided again now' : 'THE BANK would';
  const verdict = answer.decision === null ? warn('wait') : outcome.kind === 'refused' ? bad(showDisposition(answer.decision.disposition)) : good(showDisposition(answer.decision.disposition));
  const effects = [...new Set((answer.decision?.effects ?? []).flatMap((effect) => effectSentence(effect, bank.timeZone) ?? []))];
  return [
    ...recordedLines(page),
    [strong(title), '  ', verdict, dim('  (nothing was recorded or sent)')],
    ['  Sender     ', answer.sender ?? 'not registered'],
    ['  Letter     ', kindOfLetter(page)],
    ...(answer.payments.length === 0 ? [] : [['  About      ', answer.payments.map(paymentText).join(', ')]]),
    ...whyLines(page),
    ...effects.map((text, at): Painted => [at === 0 ? '  Effects    ' : '             ', text]),
    ...(effects.length === 0 ? [['  Effects    ', 'none']] : []),
    ...(answer.notices.length === 0 ? [['  Notices    ', 'none: nobody is written to']] : answer.notices.flatMap((notice, at) => noticeLines(notice, at + 1, page.withText))),
  ];
}

function whyLines(page: Page): readonly Painted[] {
  const findings = ownFindings(page);
  const shown = findings.filter((finding) => page.all || finding.hit);
  const lines = shown.map((finding, at): Painted => [at === 0 ? '  Why        ' : '             ', finding.hit ? warn('hit  ') : dim('miss '), showFindings([finding], true)[0]?.slice(5) ?? '']);
  return page.all ? lines : [...lines, ...codesLines('No hit', [...new Set(findings.filter((finding) => !finding.hit).map((finding) => finding.code))])];
}

const paymentText = ({ reference, state }: ShownPayment): string => `${reference} (${state})`;

/** The note on a password line: whose it is. By line of the text. */
export function passwordNotes(page: Page): ReadonlyMap<number, string> {
  const passwords = page.bank?.answer.passwords ?? [];
  return new Map(passwords.flatMap(({ line, payments }) => (line === null ? [] : [[line, payments.length === 0 ? 'digest matches no payment' : `digest matches ${payments.map(paymentText).join(', ')}`] as const])));
}

function recordedLines({ given, bank }: Page): readonly Painted[] {
  const decisions = given.stored?.decisions ?? [];
  if (decisions.length === 0 || bank === null) return [];
  return [
    [strong('WHAT CAME OF IT')],
    ...decisions.flatMap((one): Painted[] => [
      [`  ${showTime(one.at, bank.timeZone)}  `, strong(showDisposition(one.disposition))],
      ...showFindings(one.findings, false).map((line): Painted => ['      ', line]),
      ...one.effects.filter((line) => !/^(tally|payment) /.test(line)).map((line): Painted => [`      → ${line}`]),
    ]),
    [],
  ];
}

const withoutBank = (page: Page): readonly Painted[] => [
  [strong('THE BANK'), '  was not asked (--no-bank)'],
  ['  Letter     ', kindOfLetter(page)],
  ['  Depends on ', 'whether the sender is registered; which orders and questions are open; limits, balances, and what was received before'],
];

function noticeLines({ kind, to, subject, text, waitsForEntry }: ShownNotice, number: number, withText: boolean): readonly Painted[] {
  const head: Painted = [`  Notice ${number}   `, strong(kind), ` to ${shownAddress(to)}${waitsForEntry ? dimText : ''}`];
  if (!withText) return [head, ['             ', dim('its text is shown with --reason TEXT')]];
  return [head, [dim('  Subject    '), subject], ...text.replace(/\n+$/, '').split('\n').map((line): Painted => [dim('    | '), line])];
}

const dimText = ' (sent when its public entry is published, with the proof)';
