/** Reports about our own mails (RFC 3464, RFC 5965). They prove no sender; the notice's own return address, which only its way knows, links them. */
import type { BounceReading, Reading } from '../protocol/reading.ts';
import type { Disposition } from './decision.ts';
import { effect, find, setAside, type Desk } from './desk.ts';
import { bounceTags } from './fact-keys.ts';
import type { OwedNotice } from './notice.ts';
import { staffTask } from './staff.ts';
import { noticeCameBack } from './undeliverable.ts';

export function decideBounce(desk: Desk, reading: Reading, bounce: BounceReading): Disposition {
  const notice = bounceTags(reading, desk.context.bank).map((tag) => desk.facts.notices.get(tag)).find((one) => one !== undefined);
  find(desk, 'bounce', notice !== undefined, `${bounce.kind} ${bounce.action} ${bounce.status ?? ''}`.trim());
  if (notice === undefined) return setAside('not-authenticated');
  if (notice.paymentId !== null) desk.about.add(notice.paymentId);
  if (bounce.kind === 'complaint') return complained(desk, notice);
  return bounce.action === 'failed' ? bounced(desk, notice, bounce) : { kind: 'recorded', code: `delivery ${bounce.action}` };
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
