import { postSeenOf } from '../../clearinghouse/protocol/post.ts';
import { judgePosts } from '../board/posts.ts';
import { LONGEST_WAIT } from '../store/store.ts';
import type { OrderDetail, OrderPost, OrderRow, PostFinding } from '../store/store.ts';
import type { Parts } from './parts.ts';
import { tellShopkeeper } from './tell-shopkeeper.ts';

/**
 * The buyer's post on the bank's board. An order that may have one waits a short while for it; what was found stands in the forward as `Post seen:`. Whatever
 * the board does, the order is forwarded at the end: without that line the bank asks the buyer.
 */

/** Milliseconds before the second look, the third …; the last for all further ones. A post is published some seconds after the order has reached the bank. */
const PAUSES = [3_000, 5_000, 8_000, 15_000, 30_000] as const;
const MOST_READ = 500;

/** The order with what was found; null: it waits, and the next look is recorded. */
export async function awaitPost(parts: Parts, order: OrderRow): Promise<OrderRow | null> {
  const { post } = order.detail;
  if (post === undefined || parts.lookAtBoard === null) return order;
  if (post.found?.kind === 'seen') return order;
  const looked = await look(parts, order, post);
  const at = parts.now();
  const until = Math.min(order.receivedAt, order.state.since) + (parts.shop.board?.wait ?? 0);
  const isOver = looked.found?.kind === 'seen' || looked.found?.kind === 'differs' || at >= until;
  const next = Math.min(until, at + (PAUSES[looked.looks - 1] ?? PAUSES.at(-1) ?? 0));
  if (isOver) return record(parts, order, { ...looked, nextAt: 0 });
  parts.store.atomically(() => {
    const kept = parts.store.order(order.id);
    // Priced anew when it is forwarded: only the look is kept.
    if (kept !== null) parts.store.saveDetail(order.id, { ...kept.detail, post: { ...looked, nextAt: next } });
    if (post.looks === 0) parts.store.note({ at, orderId: order.id, letterId: null, kind: 'post', detail: `waits for its post on the board: ${told(looked.found)}` });
  });
  return null;
}

/** One look without waiting, for an order that a person has released. */
export async function lookOnce(parts: Parts, order: OrderRow): Promise<OrderRow> {
  const { post } = order.detail;
  if (post === undefined || parts.lookAtBoard === null || post.found?.kind === 'seen') return order;
  return record(parts, order, { ...(await look(parts, order, post)), nextAt: 0 });
}

async function look({ lookAtBoard, shop }: Parts, { receivedAt }: OrderRow, post: OrderPost): Promise<OrderPost> {
  const answer = await lookAtBoard?.(post.commitment);
  const orderedAt = post.orderedAt !== null && post.orderedAt <= receivedAt ? post.orderedAt : receivedAt;
  const found: PostFinding = answer === undefined ? { kind: 'absent' } : answer.kind === 'posts' ? judgePosts(answer.posts, { shop: shop.name, orderedAt }) : answer;
  return { ...post, looks: post.looks + 1, found };
}

/** What was found at the end stands in the history; what disagrees is told to the shopkeeper, once. */
async function record(parts: Parts, order: OrderRow, post: OrderPost): Promise<OrderRow> {
  const at = parts.now();
  const looked: OrderRow = { ...order, detail: { ...order.detail, post } };
  const note = (): void => parts.store.note({ at, orderId: order.id, letterId: null, kind: 'post', detail: told(post.found) });
  const { found } = post;
  if (found?.kind === 'differs') {
    await tellShopkeeper(parts, { name: `post.${order.id}`, order, subject: 'post-differs', lines: [`${found.place}: ${found.why}: ${found.found}`] }, note);
  } else if (found?.kind === 'untrusted') {
    parts.report('alarm', 'board-untrusted', { order: order.id, why: found.why });
    await tellShopkeeper(parts, { name: `board.${new Date(at).toISOString().slice(0, 10)}`, order: null, subject: 'board-untrusted', lines: [found.why] }, note);
  } else {
    parts.store.atomically(note);
  }
  return looked;
}

function told(found: PostFinding | null): string {
  switch (found?.kind) {
    case undefined:
    case 'absent':
      return 'none there';
    case 'seen':
      return `seen, ${found.place}`;
    case 'differs':
      return `differs (${found.why}), ${found.place}: ${found.found}`;
    case 'unreachable':
    case 'untrusted':
      return `${found.kind}: ${found.why}`;
    default:
      return found satisfies never;
  }
}

/** The line of the forward that tells the bank; none where no post agrees. */
export function postSeenLines({ detail }: OrderRow): readonly string[] {
  if (detail.post?.found?.kind !== 'seen') return [];
  const line = `Post seen: ${detail.post.found.place}`;
  if (postSeenOf(line) === null) throw new RangeError(`${JSON.stringify(line)} is not what the bank reads as a post that was seen`);
  return [line];
}

/** Of the orders that wait, when each looks again. */
const nextLooks = ({ store, lookAtBoard }: Parts): readonly number[] =>
  lookAtBoard === null ? [] : store.orders(['read'], MOST_READ).flatMap(({ detail }) => (detail.post !== undefined && detail.post.nextAt > 0 ? [detail.post.nextAt] : []));

/** A look that lies further ahead than any wait was set by a clock that was ahead. */
export const waitsForLook = ({ post }: OrderDetail, now: number): boolean => post !== undefined && post.nextAt > now && post.nextAt <= now + LONGEST_WAIT;

/** When the next waiting order looks again; null: none waits. */
export function nextLookAt(parts: Parts, now: number): number | null {
  const times = nextLooks(parts).filter((at) => at > now);
  return times.length === 0 ? null : Math.min(...times);
}
