/**
 * A buyer's post on the board: a mail to the board's address, or the order itself with the board in Cc. It holds the order's words and password, so that
 * post, order and forward can be seen to agree; public of it is only what stands in the entry's face.
 */
import type { Reading, TextReading } from '../protocol/reading.ts';
import { readOrder } from '../protocol/order.ts';
import { postTrouble, POST_CHARACTERS } from '../protocol/post.ts';
import type { Disposition } from './decision.ts';
import { find, partyOf, paymentsWith, refused, type Desk } from './desk.ts';
import { threadIds } from './fact-keys.ts';
import { secretKeys } from './keys.ts';
import { begunScheme, openingScheme } from './opening.ts';
import { payeesOf } from './order-letter.ts';
import { shownReference, tellRefusal } from './owe.ts';
import type { Address } from './party.ts';
import { isOpen, type Payment, type Post } from './payment.ts';
import { postAgrees } from './roads.ts';

/** Why a post is not taken; what its writer reads follows from it (notices/posts.ts). */
export type PostRefusal = 'board-off' | 'no-password' | 'text-unfit' | 'payee-unknown' | 'differs' | 'second' | 'late';

export const isToBoard = (desk: Desk, { headers }: Reading): boolean => {
  const { boardAddress } = desk.context.bank;
  return boardAddress !== null && [...headers.to, ...headers.cc].includes(boardAddress);
};

export function decidePost(desk: Desk, reading: Reading, text: TextReading | null, sender: Address): Disposition {
  const refuse = (why: PostRefusal, payment: Payment | null, detail: string | null = null): Disposition => refusePost(desk, reading, sender, why, payment, detail);
  if (!desk.context.policy.boardEnabled) return refuse('board-off', null);
  const [secret, ...more] = text === null ? [] : readOrder(text).secrets;
  if (text === null || secret === undefined || more.length > 0 || reading.orderCommitment === undefined) return refuse('no-password', null);
  const words = reading.postText ?? '';
  const trouble = words === '' ? null : postTrouble(words, text);
  if (trouble !== null) return refuse('text-unfit', null, trouble);
  const named = payeesOf(desk, reading, text, sender);
  if (named === null) return refuse('payee-unknown', null);
  const orderLines = readOrder(text).orderLines.map((line) => text.lines[line] ?? '').filter((line) => line !== '');
  const post: Post = { letterId: desk.letterId ?? 0, receivedAt: desk.at, text: words, named, orderLines, commitment: reading.orderCommitment };
  const own = paymentsWith(desk.facts, secretKeys(secret.digests)).filter((payment) => payment.buyer?.party === sender.party);
  const payment = own.findLast((one) => isOpen(one) && one.order !== null) ?? own.findLast(isOpen) ?? null;
  if (payment === null && own.length > 0) return refuse('late', own.at(-1) ?? null);
  const before = payment?.roads?.post ?? null;
  if (before !== null) return samePost(before, post) ? { kind: 'nothing-new', code: 'same post' } : refuse('second', payment);
  if (payment?.order != null && !postAgrees(post, payment.order)) return refuse('differs', payment);
  find(desk, 'post', false, payment === null ? 'before its order' : payment.reference);
  const evidence = { kind: 'evidence', evidence: { road: 'post', post }, buyer: { party: sender.party, address: sender.address }, secret: secret.digests, messageId: reading.headers.messageId } as const;
  return payment === null ? openingScheme(desk, sender.party, false).step(desk, null, evidence) : begunScheme(desk, payment).step(desk, payment, evidence);
}

const samePost = (a: Post, b: Post): boolean => a.text === b.text && a.commitment === b.commitment;

function refusePost(desk: Desk, reading: Reading, sender: Address, why: PostRefusal, payment: Payment | null, detail: string | null): Disposition {
  find(desk, 'post-refused', true, why);
  if (payment !== null) desk.about.add(payment.id);
  const language = partyOf(desk, sender.party).language;
  const facts = { kind: 'post-refused', why, detail, most: POST_CHARACTERS, reference: payment === null ? null : shownReference(payment), subject: reading.headers.subject.slice(0, 80) } as const;
  tellRefusal(desk, { address: sender.address, language }, facts, { paymentId: payment?.id ?? null, inReplyTo: reading.headers.messageId }, threadIds(reading));
  return refused('post-refused');
}
