/** The story of a payment as people read it. */
import { formatAmount, formatMoney } from '../protocol/money.ts';
import { showReference } from '../protocol/reference.ts';
import type { DecisionRow, LetterRow, NoticeRow } from '../store/store.ts';
import { afterText } from './dispute-text.ts';
import { entryText } from './entry-text.ts';
import type { PaymentFile } from './payment-file.ts';
import { endedAt, showState, untilOf } from './payment-table.ts';
import { showDisposition, showFindings, showMoneyOrDash, showSide, showTime } from './shapes.ts';
import { labelled, table } from './table.ts';

type Time = (at: number) => string;

/** `publicUrl`: of the board's pages; null: the bank names none. */
export function paymentText(file: PaymentFile, timeZone: string, all: boolean, publicUrl: string | null): string {
  const time: Time = (at) => showTime(at, timeZone);
  const sections = [
    headText(file, time),
    section('Invoice lines', linesText(file)),
    section('After the payment', afterText(file.payment, time)),
    section('Timeline', timelineText(file, time, all)),
    section('Letters', lettersText(file.letters, time)),
    section('Notices', noticesText(file.notices, time)),
    section('Money', moneyText(file, time)),
    section('Board entries', file.entries.map((entry) => entryText(entry, time, publicUrl)).join('\n')),
  ];
  return sections.filter((text) => text !== '').join('\n\n');
}

const section = (title: string, body: string): string => (body === '' ? '' : `${title}\n${body.replace(/^(?=.)/gm, '  ')}`);

function headText({ payment, names }: PaymentFile, time: Time): string {
  const { order, claim, state, questions, roads } = payment;
  const until = untilOf(state);
  const ended = endedAt(state);
  return labelled([
    ['Payment', showReference(payment.reference)],
    ['Scheme', `${payment.scheme}, version ${payment.schemeVersion}`],
    ['State', showState(state)],
    ['Until', until === null ? null : time(until)],
    ['Ended', ended === null ? null : time(ended)],
    ['Opened', time(payment.openedAt)],
    ['Buyer', payment.buyer === null ? null : showSide(payment.buyer, names)],
    ['Merchant', payment.merchant === null ? null : showSide(payment.merchant, names)],
    ['Order', order === null ? null : `letter ${order.letterId} of ${time(order.orderedAt)}`],
    ['Ceiling', order?.ceiling == null ? null : formatMoney(order.ceiling)],
    ['Cheque', roads?.cheque == null ? null : `${roads.cheque.serial}, at most ${formatMoney(roads.cheque.most)}, until ${time(roads.cheque.expiresAt)}, letter ${roads.cheque.letterId}`],
    ['Post', roads?.post == null ? null : `${roads.post.text === '' ? 'without a text' : JSON.stringify(roads.post.text)}, letter ${roads.post.letterId}`],
    ['Total', claim === null ? null : `${showMoneyOrDash(claim.total)}, letter ${claim.letterId}`],
    ['Invoice', claim?.invoice ?? null],
    ['Questions', questions.length === 0 ? null : questions.map((question) => `${formatMoney(question.total)} at ${time(question.askedAt)}`).join('; ')],
    ['Wrong passwords', payment.wrongPasswords === 0 ? null : String(payment.wrongPasswords)],
  ]);
}

function linesText({ payment }: PaymentFile): string {
  const lines = payment.claim?.lines ?? [];
  if (lines.length === 0) return '';
  return table([{ title: 'Line' }, { title: 'Amount', align: 'right' }, { title: '' }], lines.map((line) => [line.text, formatAmount(line.amount), line.notInOrder ? '(not in the order)' : '']));
}

function timelineText({ decisions }: PaymentFile, time: Time, all: boolean): string {
  const lines = decisions.flatMap((row) => [
    `${time(row.at)}  ${inputName(row)}: ${showDisposition(row.disposition)}`,
    ...showFindings(row.findings, all).map((line) => `    ${line}`),
    ...row.effects.filter((line) => all || !/^(tally|payment) /.test(line)).map((line) => `    → ${line}`),
  ]);
  return lines.join('\n');
}

function inputName({ input }: DecisionRow): string {
  switch (input.kind) {
    case 'letter':
      return `letter ${input.letterId}`;
    case 'instruction':
      return `instruction ${input.instructionId}`;
    case 'deadline':
      return `deadline "${input.deadline}" passed`;
    default:
      return input satisfies never;
  }
}

const lettersText = (letters: readonly LetterRow[], time: Time): string =>
  letters.length === 0
    ? ''
    : table(
        [{ title: 'Letter', align: 'right' }, { title: 'Received' }, { title: 'By' }, { title: 'From' }, { title: 'Came to' }],
        letters.map((row) => [String(row.letterId), time(row.receivedAt), row.intake, row.from ?? '-', row.disposition === null ? 'waiting' : showDisposition(row.disposition)]),
      );

const noticesText = (notices: readonly NoticeRow[], time: Time): string =>
  notices.length === 0
    ? ''
    : table(
        [{ title: 'Notice' }, { title: 'To' }, { title: 'Owed' }, { title: 'Status' }, { title: '' }],
        notices.map(({ notice, status, sentAt, nextTryAt, attempts, detail }) => [
          notice.facts.kind,
          notice.to,
          time(notice.owedAt),
          sentAt === null ? `${status}${attempts === 0 ? '' : `, ${attempts} tries`}` : `${status} ${time(sentAt)}`,
          [status === 'sent' || nextTryAt === null || attempts === 0 ? '' : `next try ${time(nextTryAt)}`, detail ?? ''].filter((text) => text !== '').join('; '),
        ]),
      );

function moneyText({ payment, transfers }: PaymentFile, time: Time): string {
  const held = payment.state.name === 'awaiting-answer' && payment.claim !== null ? [`${formatMoney(payment.claim.total)} is set aside in the buyer's account`] : [];
  const moved = transfers.flatMap((transfer) => [
    `${time(transfer.at)}  ${transfer.kind} ${transfer.id}`,
    ...transfer.postings.map(({ account, amount }) => `    ${account}  ${formatMoney({ currency: transfer.currency, minor: amount })}`),
  ]);
  return [...held, ...moved].join('\n');
}
