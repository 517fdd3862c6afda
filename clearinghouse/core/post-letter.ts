/**
 * A buyer's post on the board: a mail to the board's address, or the order itself with the board in Cc. It holds the order's words and password, so that
 * post, order and forward can be seen to agree; public of it is only what stands in the entry's face.
 */
import type { Reading, SecretDigests, TextReading } from '../protocol/reading.ts';
import { readOrder } from '../protocol/order.ts';
import { postOf, postTrouble, POST_CHARACTERS } from '../protocol/post.ts';
import type { Disposition } from './decision.ts';
import { effect, find, partyOf, paymentsWith, refused, tallySum, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { dayOf, secretKeys } from './keys.ts';
import { isLiveSecret } from './live-secret.ts';
import { begunScheme, openingScheme } from './opening.ts';
import { payeesOf } from './order-letter.ts';
import { shownReference } from './owe.ts';
import type { Address } from './party.ts';
import { isOpen, type Payment, type Post } from './payment.ts';
import { postAgrees } from './roads.ts';
import type { PostRefusal } from './void-road.ts';
import { tellRefusal } from './tell-refusal.ts';

/** `signed`: the buyer's own signature covers it; `unsigned`: anybody on the way, such as the shop, may have written the address. */
export function toBoard(desk: Desk, { headers, verdict }: Reading): 'signed' | 'unsigned' | 'no' {
  const { boardAddress } = desk.context.bank;
  if (boardAddress === null) return 'no';
  const covered = verdict.signature?.signedFields ?? [];
  const named = (field: 'to' | 'cc'): boolean => headers[field].includes(boardAddress);
  if ((named('to') && covered.includes('to')) || (named('cc') && covered.includes('cc'))) return 'signed';
  return named('to') || named('cc') ? 'unsigned' : 'no';
}

const POSTS_PER_DAY = 20;

type Written = { readonly ok: true; readonly post: Post; readonly secret: SecretDigests } | { readonly ok: false; readonly why: PostRefusal; readonly detail: string | null };

/** What a mail to the board posts, by itself. */
function readPost(desk: Desk, reading: Reading, text: TextReading | null, sender: Address): Written {
  const no = (why: PostRefusal, detail: string | null = null): Written => ({ ok: false, why, detail });
  if (!desk.context.policy.boardEnabled) return no('board-off');
  const [secret, ...more] = text === null ? [] : readOrder(text).secrets;
  if (desk.context.now < sender.usableFrom) return no('address-too-new');
  const ordered = text === null ? [] : readOrder(text).orderLines.map((line) => text.lines[line] ?? '').filter((line) => line !== '' && postOf(line) === null);
  // Without words of an order the commitment would be one to the password alone.
  if (text === null || secret === undefined || more.length > 0 || ordered.length === 0 || reading.orderCommitment === undefined) return no('no-password');
  const words = reading.postText ?? '';
  const trouble = words === '' ? null : (postTrouble(words, text) ?? otherSecret(desk, text, words, sender));
  if (trouble !== null) return no('text-unfit', trouble);
  const named = payeesOf(desk, reading, text, sender);
  if (named === null) return no('payee-unknown');
  const orderLines = readOrder(text).orderLines.map((line) => text.lines[line] ?? '').filter((line) => line !== '');
  return { ok: true, post: { letterId: desk.letterId ?? 0, receivedAt: desk.at, text: words, named, orderLines, commitment: reading.orderCommitment }, secret: secret.digests };
}

/** Another open order's password in the line that everybody would read. */
function otherSecret(desk: Desk, { lines, shaped = [] }: TextReading, words: string, { party }: Address): string | null {
  const held = shaped.some(({ line, digests }) => postOf(lines[line] ?? '') === words && isLiveSecret(desk, party, digests));
  return held ? 'words without a password of yours' : null;
}

/** What an order takes along: the day's cap holds for it, too. */
export function readAlong(desk: Desk, reading: Reading, text: TextReading | null, sender: Address): Written {
  const written = readPost(desk, reading, text, sender);
  return written.ok && isCapped(desk, sender) ? { ok: false, why: 'too-many', detail: null } : written;
}

function isCapped(desk: Desk, { party }: Address): boolean {
  const day = dayOf(desk.context.now);
  return tallySum(desk.facts, `party:${party}`, 'post', day, day) >= BigInt(POSTS_PER_DAY);
}

const count = (desk: Desk, { party }: Address): void => effect(desk, { kind: 'tallied', scope: `party:${party}`, name: 'post', day: dayOf(desk.context.now), amount: 1n });

export function decidePost(desk: Desk, reading: Reading, text: TextReading | null, sender: Address): Disposition {
  const written = readPost(desk, reading, text, sender);
  if (!written.ok) return refusePost(desk, reading, sender, written.why, null, written.detail);
  const { post, secret } = written;
  const own = paymentsWith(desk.facts, secretKeys(secret)).filter((payment) => payment.buyer?.party === sender.party);
  // Its order has taken it along.
  if (own.some((one) => one.roads?.post != null && one.roads.post.letterId === desk.letterId)) {
    count(desk, sender);
    return { kind: 'nothing-new', code: 'same post' };
  }
  const payment = own.findLast((one) => isOpen(one) && one.order !== null) ?? own.findLast(isOpen) ?? null;
  if (payment === null && own.some((one) => one.roads?.post != null && samePost(one.roads.post, post))) return { kind: 'nothing-new', code: 'same post' };
  if (payment === null && own.length > 0) return refusePost(desk, reading, sender, 'late', own.at(-1) ?? null, null);
  const before = payment?.roads?.post ?? null;
  if (before !== null) return samePost(before, post) ? { kind: 'nothing-new', code: 'same post' } : refusePost(desk, reading, sender, 'second', payment, null);
  if (payment?.order != null && !postAgrees(post, payment.order)) return refusePost(desk, reading, sender, 'differs', payment, null);
  if (isCapped(desk, sender)) return refusePost(desk, reading, sender, 'too-many', payment, null);
  count(desk, sender);
  find(desk, 'post', false, payment === null ? 'before its order' : payment.reference);
  const evidence = { kind: 'evidence', evidence: { road: 'post', post }, buyer: { party: sender.party, address: sender.address }, secret, messageId: reading.headers.messageId } as const;
  return payment === null ? openingScheme(desk, sender.party, false).step(desk, null, evidence) : begunScheme(desk, payment).step(desk, payment, evidence);
}

const samePost = (a: Post, b: Post): boolean => a.text === b.text && a.commitment === b.commitment;

function refusePost(desk: Desk, reading: Reading, sender: Address, why: PostRefusal, payment: Payment | null, detail: string | null): Disposition {
  find(desk, 'post-refused', true, why);
  if (payment !== null) desk.about.add(payment.id);
  const language = partyOf(desk, sender.party).language;
  const facts = { kind: 'post-refused', why, detail, most: POST_CHARACTERS, reference: payment === null ? null : shownReference(payment), subject: reading.headers.subject.slice(0, 80), ...(why === 'address-too-new' ? { usableFrom: sender.usableFrom } : {}) } as const;
  tellRefusal(desk, { address: sender.address, language }, facts, { paymentId: payment?.id ?? null, inReplyTo: reading.headers.messageId }, threadIds(reading));
  return refused('post-refused');
}
