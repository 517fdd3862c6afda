import test from 'ava';
import { hintsOf } from './hints.ts';

const hints = (head: string) => hintsOf(Buffer.from(`${head}\r\n\r\nx`));

test('the one address of From and the Message-ID, or nothing', (t) => {
  t.deepEqual(hints('From: "Takao" <takao@BUYER.example>\r\nMessage-ID: <a@b.example>'), { from: 'takao@buyer.example', messageId: 'a@b.example' });
  for (const head of ['', 'From: a@b.example, c@d.example', 'From: a@b.example\r\nFrom: a@b.example', 'From : a@b.example', 'From: nobody', `From: ${'x'.repeat(100_000)}@b.example`, '\0From: a@b.example']) {
    t.is(hints(head).from, null, head.slice(0, 40));
  }
});
