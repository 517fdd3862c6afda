/** What is packed comes back as it was, in fewer bytes; what was sealed by any version of the program opens for ever. */
import test from 'ava';
import fc from 'fast-check';
import { decisionLabel, entryLabel, letterLabel, noticeBytesLabel, noticeLabel, paymentLabel, readingLabel } from './labels.ts';
import { pack, unpack } from './packing.ts';
import { makeSealer } from './sealing.ts';

const KEY = Buffer.alloc(32, 7);
const labels = [readingLabel(1, 1), decisionLabel(1), paymentLabel(1), entryLabel('a'), noticeLabel('a'), noticeBytesLabel('a'), letterLabel(KEY), 'key-check', ''];
const restored = (label: string, plain: Uint8Array): Buffer => Buffer.from(unpack(label, ...pack(label, plain)));

test('comes back as it was, whatever it is', (t) => {
  fc.assert(fc.property(fc.constantFrom(...labels), fc.uint8Array({ maxLength: 3_000 }), (label, plain) => t.deepEqual(restored(label, plain), Buffer.from(plain))), { numRuns: 300 });
  for (const length of [0, 1, 65_536, 65_537, 300_000]) for (const label of labels) t.true(restored(label, Buffer.alloc(length, 'ab')).equals(Buffer.alloc(length, 'ab')), `${label} ${length}`);
});

test('a record is packed to a third, and nothing ever grows', (t) => {
  const findings = ['long-header-line', 'dkim-missing', 'dkim-not-pass', 'unknown-sender', 'not-authenticated'].map((code) => ({ code, hit: false, detail: '' }));
  const record = Buffer.from(JSON.stringify({ findings, effects: [{ kind: 'deadline', paymentId: 7, deadline: 'match', at: null }] }));
  const [, packed] = pack(decisionLabel(1), record);
  t.true(packed.length * 3 < record.length, `${packed.length} of ${record.length}`);
  fc.assert(fc.property(fc.constantFrom(...labels), fc.uint8Array({ maxLength: 3_000 }), (label, plain) => t.true(pack(label, plain)[1].length <= plain.length)), { numRuns: 100 });
});

test('what another program has packed is not guessed', (t) => {
  t.throws(() => unpack('decision:1', 6, Buffer.of(1)), { message: 'decision:1: packed in the way 6, which this program does not know' });
  t.throws(() => unpack('decision:1', 1, Buffer.from('no deflate')));
});

test('rows that were sealed before open: as they were kept at first, and as records and mails are packed since', (t) => {
  const sealer = makeSealer(KEY);
  for (const [label, sealed, plain] of kept) t.is(sealer.openText(label, Buffer.from(sealed, 'base64')), plain);
  for (const [label, sealed] of kept) t.throws(() => sealer.open(label, Buffer.from(sealed, 'base64').with(0, Buffer.from(sealed, 'base64')[0] === 1 ? 2 : 1)), { message: /does not open/ });
});

const kept: readonly (readonly [label: string, sealed: string, plain: string])[] = [
  ['decision:1', 'AQABAgMEBQYHCAkKC4+heNYbzW0FdxFMh7M2rDZjo48Zc22wJxDBx6a5BUDYhFrQ63sWBBMslT7H', '{"findings":[],"effects":[]}'],
  ['decision:2', 'AgMBSW9lVZ6TkXEatyAzni7UMKnk7DY6/Cvl2X1UrhTFFfOrEyi/B7J1CWCHK1Kv8I84M2Q=', '{"findings":[{"code":"dkim-missing","hit":false,"detail":"1 signatures"}],"effects":[{"kind":"deadline","paymentId":7,"deadline":"match","at":null}]}'],
  ['reading:1.1', 'AgJmfJZVc0Eof4b0POSHLP0/xXcQmJvF3u2zaAzgPEu85hWzVuPjI32rrwVPIaG8S17lyaxMGRkzrqTNe9ei9FrnuhGQm7vO/WWyGllM0sp3', '{"findings":[{"code":"dkim-missing","hit":false,"detail":"1 signatures"}],"effects":[{"kind":"deadline","paymentId":7,"deadline":"match","at":null}]}'],
  ['payment:1', 'AgE/2c7KfPAmAQZP8FAuQjK1MjlYUXRhTVZ2okyQblJVgFaA5cnymHfvrFZJsfrjjXw0Ko7BOeFGXhcxZnzYsxQS8O/0wDPxUsdyTeFtflZN1CayiyOxMka3KezoTokReeHxWBrzECzOCBYUrBQlyeKah6bx6WBu6Q==', '{"findings":[{"code":"dkim-missing","hit":false,"detail":"1 signatures"}],"effects":[{"kind":"deadline","paymentId":7,"deadline":"match","at":null}]}'],
  ['notice-bytes:a', 'AgUnEGs75ji03SE7bw5yXP/bWROYBpcNAoWZgbTR7SBzUjumPtd7WA==', 'Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n\r\nPaid.\r\n'],
  ['letter:00', 'AgQKKtBtwcGd997tnFrWG+0mmeo8nfUxGXMH69cg5fEB1l6HZbFa0m9vHQYBio+nVpJjFr5aUZoh1/pg96nIh5W0oUt0GTk5Rp16mpc1EEIH7RY7J0ctXjXdWoB5HQI=', 'Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: All\r\n\r\nPaid.\r\n'],
];
