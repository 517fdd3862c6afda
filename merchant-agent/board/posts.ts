/** What a buyer's post on the bank's board has to say for an order. Pure. */
import { faceOpens, parseFace, placeText } from '../../bulletin-board/format/entry.ts';
import type { ChangeLeaf } from '../../bulletin-board/format/entry.ts';
import { Malformed } from '../../bulletin-board/format/malformed.ts';
import { normaliseLine } from '../../clearinghouse/protocol/normalise.ts';

/** A face of an entry `posted`, as its file has it. */
export type BoardPost = {
  readonly origin: string;
  readonly index: number;
  /** The bytes in the log. */
  readonly leaf: Uint8Array;
  /** The commitment to password and order (protocol/post.ts). */
  readonly order: string;
  /** Null: it names none. */
  readonly shop: string | null;
  /** Milliseconds, to the minute; null: it tells none. */
  readonly orderedAt: number | null;
  /** Whether it opens its leaf: if not, somebody has put another file in its place. */
  readonly opens: boolean;
};

/** `seen`: a post agrees with the order. `differs`: one bears its commitment and says something else. Times in milliseconds. */
export type PostJudgement =
  | { readonly kind: 'seen'; readonly place: string }
  | { readonly kind: 'differs'; readonly place: string; readonly why: 'face' | 'shop' | 'time'; readonly found: string }
  | { readonly kind: 'absent' };

/** Mail programs write Date when a mail is begun or when it leaves; the bank may have to take the time of arrival. */
const MOST_APART = 15 * 60_000;

/** Null where the file is no face of a post, or tells of no order: it is of no use here. */
export function postOfFace(origin: string, index: number, leaf: Uint8Array, change: ChangeLeaf, face: Uint8Array): BoardPost | null {
  try {
    const fields = parseFace(face);
    const value = (name: string): string | null => fields.find((field) => field.name === name)?.value ?? null;
    const order = value('order');
    if (order === null) return null;
    return { origin, index, leaf, order, shop: value('shop'), orderedAt: minuteOf(value('ordered')), opens: faceOpens(fields, change) && value('kind') === change.kind };
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function minuteOf(text: string | null): number | null {
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

/** `posts`: those that bear the order's commitment. One that agrees counts, whatever stands beside it. */
export function judgePosts(posts: readonly BoardPost[], order: { readonly shop: string; readonly orderedAt: number }): PostJudgement {
  const judged = posts.map((post) => judgeOne(post, order));
  return judged.find(({ kind }) => kind === 'seen') ?? judged[0] ?? { kind: 'absent' };
}

function judgeOne({ origin, index, opens, shop, orderedAt }: BoardPost, order: { readonly shop: string; readonly orderedAt: number }): PostJudgement {
  const place = placeText(origin, index);
  if (!opens) return { kind: 'differs', place, why: 'face', found: 'a face that does not open its entry' };
  if (shop !== null && folded(shop) !== folded(order.shop)) return { kind: 'differs', place, why: 'shop', found: shop };
  if (orderedAt === null || Math.abs(orderedAt - order.orderedAt) > MOST_APART) return { kind: 'differs', place, why: 'time', found: orderedAt === null ? 'no time' : new Date(orderedAt).toISOString() };
  return { kind: 'seen', place };
}

const folded = (name: string): string => normaliseLine(name).toLowerCase();
