import test from 'ava';
import fc from 'fast-check';
import { parseLeaf } from '../../bulletin-board/format/entry.ts';
import type { ChangeLeaf } from '../../bulletin-board/format/entry.ts';
import { judgePosts, postOfFace } from './posts.ts';
import type { BoardPost } from './posts.ts';
import { ORIGIN, postedEntry } from './testing/served-board.ts';
import type { Posted } from './testing/served-board.ts';

const AT = Date.UTC(2026, 10, 21, 12, 0, 42);
const ORDER = { shop: 'Green Tea House', orderedAt: AT };

function postOf(posted: Posted, index = 7): BoardPost {
  const { leaf, face } = postedEntry(posted);
  const post = postOfFace(ORIGIN, index, leaf, parseLeaf(leaf) as ChangeLeaf, Buffer.from(face ?? ''));
  if (post === null) throw new Error('no face');
  return post;
}

test('a post of the same minute and shop is seen, with its place', (t) => {
  t.deepEqual(judgePosts([postOf({ order: 'c', shop: 'Green Tea House', orderedAt: AT, text: 'Tea for my aunt' })], ORDER), { kind: 'seen', place: `${ORIGIN}#7` });
  t.is(judgePosts([postOf({ order: 'c', orderedAt: AT })], ORDER).kind, 'seen', 'a face need not name the shop');
  t.is(judgePosts([postOf({ order: 'c', shop: 'GREEN  Tea House', orderedAt: AT })], ORDER).kind, 'seen', 'blanks and cases are no other shop');
});

test('another shop, another time and another face differ', (t) => {
  t.like(judgePosts([postOf({ order: 'c', shop: 'Other Shop', orderedAt: AT })], ORDER), { kind: 'differs', why: 'shop', found: 'Other Shop' });
  t.like(judgePosts([postOf({ order: 'c', orderedAt: AT + 16 * 60_000 })], ORDER), { kind: 'differs', why: 'time' });
  t.like(judgePosts([postOf({ order: 'c', orderedAt: AT - 16 * 60_000 })], ORDER), { kind: 'differs', why: 'time' });
  t.like(judgePosts([{ ...postOf({ order: 'c', orderedAt: AT }), opens: false }], ORDER), { kind: 'differs', why: 'face' });
  t.deepEqual(judgePosts([], ORDER), { kind: 'absent' });
});

test('one that agrees counts beside one that does not', (t) => {
  const bad = postOf({ order: 'c', shop: 'Other Shop', orderedAt: AT }, 3);
  const good = postOf({ order: 'c', shop: 'Green Tea House', orderedAt: AT }, 4);
  t.deepEqual(judgePosts([bad, good], ORDER), { kind: 'seen', place: `${ORIGIN}#4` });
});

test('a face with one changed value does not open its entry', (t) => {
  const { leaf, face } = postedEntry({ order: 'c', shop: 'Other Shop', orderedAt: AT });
  const forged = (face ?? '').replace('Other Shop', 'Green Tea House');
  t.like(postOfFace(ORIGIN, 7, leaf, parseLeaf(leaf) as ChangeLeaf, Buffer.from(forged)), { opens: false, shop: 'Green Tea House' });
});

test('no bytes for a face are a fault, and none but the true ones open', (t) => {
  const { leaf, face } = postedEntry({ order: 'c', shop: 'Green Tea House', orderedAt: AT });
  const change = parseLeaf(leaf) as ChangeLeaf;
  const whole = Buffer.from(face ?? '');
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      return postOfFace(ORIGIN, 7, leaf, change, bytes)?.opens !== true;
    }),
    { numRuns: 200 },
  );
  t.is(postOfFace(ORIGIN, 7, leaf, change, Buffer.from('<html>')), null);
});
