/** What buyers do with the mails of the bank: most of them answer as they should. */
import type { NoticeFacts, OwedNotice } from '../../clearinghouse/core/notice.ts';
import { DAY, HOUR, MINUTE, SECOND } from './network-type.ts';
import { written } from './people.ts';
import { count, instruct, post, type Deal, type World } from './world.ts';
import { makePassword } from './passwords.ts';
import { roadMissing, sendCheque } from './roads.ts';
import { tempt } from './thieves.ts';

type Question = OwedNotice & { readonly facts: Extract<NoticeFacts, { kind: 'question' }> };

export function buyerReads(world: World, deal: Deal, notice: OwedNotice): void {
  const { facts } = notice;
  switch (facts.kind) {
    case 'order-received':
      deal.reference = facts.reference;
      return;
    case 'question':
      deal.reference = facts.reference;
      deal.questions.push(notice);
      return question(world, deal, { ...notice, facts });
    case 'wrong-password':
      if (world.chance.people.happens(0.8)) answer(world, deal, notice, `OK ${deal.password}`, world.chance.people.between(MINUTE, HOUR));
      return;
    case 'answer-unclear':
      if (world.chance.people.happens(0.7)) answer(world, deal, notice, world.chance.people.happens(0.8) ? `OK ${deal.password}` : 'NO', world.chance.people.between(MINUTE, HOUR));
      return;
    case 'funds-short-buyer':
      return payIn(world, deal, facts.missing.minor);
    case 'road-missing':
      deal.reference = facts.reference;
      return roadMissing(world, deal, facts.missing);
    case 'cheque-void':
      if (world.chance.people.happens(0.4) && deal.buyer.walletKeys.length > 0) sendCheque(world, deal, world.chance.people.between(MINUTE, HOUR));
      return;
    case 'receipt-buyer':
      return afterwards(world, deal, facts.reference);
    default:
  }
}

const QUOTE = '\n\n> Answer with the word OK and your password on the first line.';

/** A reply to this mail of the bank. */
export function answer(world: World, deal: Deal, to: OwedNotice, text: string, delay: number, more: { readonly writer?: string; readonly from?: string; readonly strength?: 'signed' | 'weak' | 'none'; readonly automatic?: boolean } = {}): void {
  if (to.replyTo === null) return;
  const address = to.replyTo;
  world.calendar.put(world.calendar.now() + delay, () => void post(world, { writer: deal.buyer.key, from: deal.from, deal, to: [address], subject: 'Re: the question', text: `${text}${QUOTE}`, thread: [to.messageId], ...more }));
}

function question(world: World, deal: Deal, notice: Question): void {
  const { people } = world.chance;
  tempt(world, deal, notice);
  if (deal.answered && notice.facts.replaces === null && people.happens(0.7)) return;
  deal.answered = true;
  const soon = people.happens(0.7) ? people.between(10 * SECOND, HOUR) : people.between(HOUR, 2 * DAY);
  const say = (text: string, delay: number): void => answer(world, deal, notice, text, delay);
  const ok = `OK ${deal.password}`;
  // Just before and just after the time is over, as the bank's clock has it.
  const atEnd = notice.facts.until + HOUR - (world.calendar.now() + world.skew) + people.between(-20 * MINUTE, 20 * MINUTE);
  people.weighed<() => void>([
    [70, () => say(ok, soon)],
    [4, () => say(people.pick([`ok, ${deal.password}.`, `OK password: ${deal.password}`, `OK ${deal.password.toUpperCase()}`, `Hello,\nOK ${deal.password}`]), soon)],
    [4, () => say(`OK ${makePassword(world)}`, soon)],
    [4, () => say('NO', soon)],
    [world.anger, () => say('FRAUD', soon)],
    [3, () => say(people.pick(['OK', 'maybe', `OK ${deal.password}?`, `OK ${deal.password} but not before Monday`, deal.password]), soon)],
    [4, () => undefined],
    [world.lateness, () => say(ok, Math.max(SECOND, atEnd))],
    [3, () => [say(ok, soon), say('NO', soon + people.between(-5 * SECOND, 5 * SECOND))]],
    [2, () => [say(ok, soon), say(ok, soon + people.between(0, HOUR))]],
    [1, () => world.calendar.put(world.calendar.now() + soon, () => void post(world, { writer: deal.buyer.key, from: deal.from, deal, to: ['pay@bank.example'], text: `CANCEL ${notice.facts.reference}` }))],
  ])();
}

function payIn(world: World, deal: Deal, missing: bigint): void {
  const { people } = world.chance;
  if (people.happens(0.3)) return;
  const amount = { currency: deal.total.currency, minor: missing + BigInt(people.between(0, 2_000)) };
  world.vouchers += 1;
  const reference = `V-${world.vouchers}`;
  world.calendar.put(world.calendar.now() + people.between(HOUR, 4 * DAY), () => {
    deal.answered = false;
    instruct(world, { kind: 'deposit', address: deal.from, amount, reference, by: ['Mori', 'Abe'] }, deal);
  });
}

/** Some are not content; some try to undo what is done. */
function afterwards(world: World, deal: Deal, reference: string): void {
  const { people } = world.chance;
  const later = (most: number, text: string): void => world.calendar.put(world.calendar.now() + people.between(MINUTE, most), () => void post(world, { writer: deal.buyer.key, from: deal.from, deal, to: ['pay@bank.example'], text, subject: 'about a payment' }));
  if (people.happens(0.04)) {
    count(world, 'dispute wishes');
    later(5 * DAY, `DISPUTE ${reference}\nThe bowl was broken.`);
    if (people.happens(0.2)) later(8 * DAY, `CANCEL ${reference}`);
  }
  if (people.happens(0.02)) later(DAY, `CANCEL ${reference}`);
  if (people.happens(0.01)) later(DAY, `REFUND ${reference} ${written(deal.total)}`);
}
