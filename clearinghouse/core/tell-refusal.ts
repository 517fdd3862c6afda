/** A refusal, told once for each mail that is refused (9-rules 31): by whom it is heard, and where the breaker of one sender stands. */
import { effect, tallySum, type Desk } from './desk.ts';
import { dayOf } from './keys.ts';
import type { NoticeFacts } from './notice.ts';
import { answer, owe, type Options } from './owe.ts';
import type { Language } from './party.ts';
import { staffTask } from './staff.ts';

/** With the mail that it answers: three mails to a machine that answers everything, then silence. */
const REFUSALS_IN_THREAD = 2;

/** Message-IDs of our notices, by their form: customers may have addresses in the bank's domain, and so has its order page. */
const OWN_ID = /^[nq]\.[0-9a-hjkmnp-tv-z]{16}@/;

/**
 * A refusal, told once for each mail that is refused (9-rules 31), with a breaker for each sender. A mail that answers one of ours may be a
 * machine's: its refusals are capped like answers.
 */
export function tellRefusal(desk: Desk, to: { readonly address: string; readonly language: Language }, facts: NoticeFacts, options: Options, thread: readonly string[]): void {
  const { bank, policy } = desk.context;
  const domain = bank.paymentAddress.slice(bank.paymentAddress.lastIndexOf('@'));
  if (thread.some((id) => OWN_ID.test(id) && id.endsWith(domain))) {
    answer(desk, to, facts, { ...options, limit: REFUSALS_IN_THREAD });
    return;
  }
  const day = dayOf(desk.context.now);
  const told = tallySum(desk.facts, to.address, 'refusal', day, day);
  effect(desk, { kind: 'tallied', scope: to.address, name: 'refusal', day, amount: 1n });
  if (told < BigInt(policy.refusalsPerDay)) owe(desk, to.address, to.language, facts, { ...options, reply: true });
  else desk.findings.push({ code: 'sender-breaker', hit: true, detail: `${told} refusals told today` });
  if (told === BigInt(policy.refusalsPerDay)) staffTask(desk, 'sender-breaker', `${to.address} has been told ${told} refusals today, and hears of no more until tomorrow: a machine, or somebody who needs help.`, null);
}
