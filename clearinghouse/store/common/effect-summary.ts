/** One short line for each effect, for the timeline of `payment show`: no order text, no secret; a card's letters stand inside it alone. */
import type { Effect } from '../../core/decision.ts';

const sum = (effect: Extract<Effect, { kind: 'held' | 'released' }>): string => `${effect.amount} in ${effect.account}`;

export function describeEffect(effect: Effect): string {
  switch (effect.kind) {
    case 'party-saved':
      return `party ${effect.party.id} saved`;
    case 'address-saved':
      return `address ${effect.address.address} saved`;
    case 'account-opened':
      return `account ${effect.account.id} opened`;
    case 'payment-saved':
      return `payment ${effect.payment.reference} ${effect.payment.state.name}`;
    case 'transferred':
      return `${effect.transfer.kind} ${effect.transfer.postings.map((posting) => `${posting.account} ${posting.amount}`).join(', ')}`;
    case 'held':
      return `held ${sum(effect)}`;
    case 'released':
      return `released ${sum(effect)}`;
    case 'entry':
      return `entry ${effect.entry.kind}`;
    case 'entry-erased':
      return `entry ${effect.entryId} erased`;
    case 'notice':
      return `notice ${effect.notice.facts.kind} to ${effect.notice.to}`;
    case 'deadline':
      return effect.at === null ? `deadline ${effect.deadline} dropped` : `deadline ${effect.deadline} at ${new Date(effect.at).toISOString()}`;
    case 'number-spent':
      return `number ${effect.index} of the card spent`;
    case 'card-voided':
      return 'card voided';
    case 'blocked':
      return `party ${effect.merchant} blocked for party ${effect.buyer}`;
    case 'tallied':
      return `tally ${effect.scope} ${effect.name} +${effect.amount}`;
    case 'staff-task':
      return `staff task ${effect.task.code}`;
    case 'staff-task-done':
      return 'staff task done';
    case 'notice-ended':
      return `notice ${effect.noticeId} ${effect.outcome}`;
    case 'letter-set-aside':
      return `letter ${effect.letterId} set aside: ${effect.code}`;
    case 'letter-reopened':
      return `letter ${effect.letterId} reopened`;
    default:
      return effect satisfies never;
  }
}
