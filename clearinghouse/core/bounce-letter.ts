/** Reports about our own mails (RFC 3464, RFC 5965). They prove no sender; the notice's own return address, which only its way knows, links them. */
import { canonicalAddress } from '../protocol/address.ts';
import type { BounceReading, Reading } from '../protocol/reading.ts';
import type { Disposition } from './decision.ts';
import { effect, find, setAside, tallySum, type Desk } from './desk.ts';
import { bounceTags } from './fact-keys.ts';
import { bounceScope, dayOf } from './keys.ts';
import type { OwedNotice } from './notice.ts';
import { staffTask } from './staff.ts';
import { noticeCameBack } from './undeliverable.ts';

export function decideBounce(desk: Desk, reading: Reading, bounce: BounceReading): Disposition {
  const notice = bounceTags(reading, desk.context.bank).map((tag) => desk.facts.notices.get(tag)).find((one) => one !== undefined);
  find(desk, 'bounce', notice !== undefined, `${bounce.kind} ${bounce.action} ${bounce.status ?? ''}`.trim());
  if (notice === undefined) return setAside('not-authenticated');
  if (notice.paymentId !== null) desk.about.add(notice.paymentId);
  if (bounce.kind === 'delivery' && bounce.action !== 'failed') return { kind: 'recorded', code: `delivery ${bounce.action}` };
  const scope = bounceScope(notice.id);
  // Whoever knows one notice's return address can make us act once, not again and again.
  if (tallySum(desk.facts, scope, 'reported', 0, dayOf(desk.context.now)) > 0n) return { kind: 'nothing-new', code: 'reported before' };
  if (bounce.recipient !== null && canonicalAddress(bounce.recipient) !== notice.to) return { kind: 'recorded', code: 'report about another address' };
  effect(desk, { kind: 'tallied', scope, name: 'reported', day: dayOf(desk.context.now), amount: 1n });
  if (bounce.kind === 'complaint') return complained(desk, notice);
  return bounced(desk, notice, bounce);
}

function complained(desk: Desk, notice: OwedNotice): Disposition {
  effect(desk, { kind: 'notice-ended', noticeId: notice.id, outcome: 'complained', detail: 'reported as unwanted' });
  staffTask(desk, 'complaint', `${notice.to} reported the notice "${notice.facts.kind}" as unwanted.`, notice.paymentId);
  return { kind: 'recorded', code: 'complaint' };
}

function bounced(desk: Desk, notice: OwedNotice, bounce: BounceReading): Disposition {
  const detail = `bounced ${bounce.status ?? ''}`.trim();
  noticeCameBack(desk, notice, 'bounced', detail);
  staffTask(desk, 'bounce', `The notice "${notice.facts.kind}" to ${notice.to} came back (${bounce.status ?? 'no status'}).`, notice.paymentId);
  return { kind: 'recorded', code: 'bounced' };
}
