/** `kakitome payment show`: the whole story of one payment, every finding, letter, notice and posting of it. No order text, no secret, no token. */
import { afterJson } from './dispute-text.ts';
import { entryShape, publicUrlOf } from './entry-text.ts';
import { findPayment } from './find.ts';
import { gatherPayment, type PaymentFile } from './payment-file.ts';
import { paymentShape } from './payment-table.ts';
import { paymentText } from './payment-text.ts';
import { show, type Json } from './print.ts';
import { withOffice } from './session.ts';
import { amountJson, amountOrNull, dispositionJson, findingsJson, letterJson, timeJson, timeOrNull } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly all?: boolean };

export const paymentShow: Verb = (parent, run) =>
  void parent
    .command('show')
    .description('one payment: timeline, findings, letters, notices, money, entries')
    .argument('<reference>', 'K7F3-K29Q, in any case, with or without the hyphen')
    .option('--all', 'also the questions that were answered no, and every effect')
    .addHelpText('after', examples('payment show K7F3-K29Q', 'payment show k7f3k29q --all', 'payment show K7F3-K29Q --json'))
    .action(run(showPayment));

function showPayment(terminal: Terminal, reference: string, options: Options): Promise<ExitCode> {
  return withOffice(terminal, async ({ store, rulebook, config }) => {
    const file = await gatherPayment(store, await findPayment(store, reference));
    const all = options.all === true;
    const publicUrl = publicUrlOf(config);
    show(terminal, paymentText(file, rulebook.bank.timeZone, all, publicUrl), fileShape(file, all, publicUrl));
    return 0;
  });
}

/** What was sealed in a cheque besides the password; the post's text is public. */
function roadsShape({ roads }: PaymentFile['payment']): Json {
  const { cheque = null, post = null } = roads ?? {};
  return {
    cheque: cheque === null ? null : { serial: cheque.serial, letter: cheque.letterId, most: amountJson(cheque.most), expiresAt: timeJson(cheque.expiresAt) },
    post: post === null ? null : { letter: post.letterId, text: post.text },
  };
}

function fileShape({ payment, names, decisions, letters, notices, transfers, entries }: PaymentFile, all: boolean, publicUrl: string | null): Json {
  const { order, claim, questions, wrongPasswords } = payment;
  return {
    ...paymentShape(payment, names),
    order: order === null ? null : { letter: order.letterId, receivedAt: timeJson(order.receivedAt), orderedAt: timeJson(order.orderedAt), ceiling: amountOrNull(order.ceiling) },
    claim: claim === null ? null : {
      letter: claim.letterId,
      receivedAt: timeJson(claim.receivedAt),
      invoice: claim.invoice,
      lines: claim.lines.map((line) => ({ text: line.text, amount: amountJson(line.amount), notInOrder: line.notInOrder })),
      total: amountJson(claim.total),
    },
    roads: roadsShape(payment),
    held: payment.state.name === 'awaiting-answer' ? amountOrNull(claim?.total ?? null) : null,
    questions: questions.map((question) => ({ askedAt: timeJson(question.askedAt), total: amountJson(question.total), sent: question.messageIds.length })),
    wrongPasswords,
    after: afterJson(payment),
    decisions: decisions.map((row) => ({ sequence: row.sequence, at: timeJson(row.at), input: row.input, disposition: dispositionJson(row.disposition), findings: findingsJson(row.findings, all), effects: row.effects })),
    letters: letters.map(letterJson),
    notices: notices.map(({ notice, status, attempts, nextTryAt, sentAt, detail }) => ({
      id: notice.id, kind: notice.facts.kind, to: notice.to, owedAt: timeJson(notice.owedAt), status, attempts, nextTryAt: timeOrNull(nextTryAt), sentAt: timeOrNull(sentAt), detail,
    })),
    transfers: transfers.map((transfer) => ({
      id: transfer.id,
      kind: transfer.kind,
      at: timeJson(transfer.at),
      postings: transfer.postings.map(({ account, amount }) => ({ account, amount: amountJson({ currency: transfer.currency, minor: amount }) })),
    })),
    entries: entries.map((entry) => entryShape(entry, publicUrl)),
  };
}
