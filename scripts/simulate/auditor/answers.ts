/** Whose answer to which question is a letter? By the mails that the bank has sent, and the mail that came back. */
import type { NoticeFacts, OwedNotice } from '../../../clearinghouse/core/notice.ts';
import { TERMS, type Eyes, type Seen } from './eyes.ts';

export type Question = OwedNotice & { readonly facts: Extract<NoticeFacts, { kind: 'question' }> };

const isQuestion = (notice: OwedNotice): notice is Question => notice.facts.kind === 'question';

/** The questions of this payment that left the bank, oldest first; a reminder is none of its own. */
export const questionsOf = (eyes: Eyes, payment: number): readonly Question[] => {
  const all = (eyes.ofPayment.get(payment) ?? []).filter(isQuestion);
  const made = (eyes.decisionsOf.get(payment) ?? []).map(({ at }) => at);
  // By their decisions, not by the time: the clock may have gone back between two.
  return all.filter((one, at) => all.findIndex((other) => other.replyTo === one.replyTo) === at).sort((a, b) => made.indexOf(a.owedAt) - made.indexOf(b.owedAt));
};

/** The question that a letter answers, by the address or the thread; only what went to the very address that answers. Null: none, or two payments' at once. */
export function questionAnswered(eyes: Eyes, { mail }: Seen): Question | null {
  const named = [...mail.to.flatMap((address) => eyes.byReplyTo.get(address) ?? []), ...mail.thread.flatMap((id) => eyes.went.get(id)?.notice ?? [])];
  const own = named.filter((one) => one.to === mail.from && one.replyTo !== null);
  if (own.some((one) => one.paymentId !== own[0]?.paymentId)) return null;
  const replyTo = own.filter((one) => mail.to.includes(one.replyTo ?? '')).at(-1)?.replyTo ?? own.at(-1)?.replyTo ?? null;
  return replyTo === null ? null : ((eyes.byReplyTo.get(replyTo) ?? []).find(isQuestion) ?? null);
}

/** A person's own signed mail. */
export const isProved = ({ strength, mail }: Seen): boolean => strength === 'signed' && !mail.automatic && mail.bounce === null;

export const isInTime = (letter: Seen, { facts }: Question): boolean => letter.receivedAt <= facts.until + TERMS.grace;
