import test from 'ava';
import { examples } from './fixtures/examples.ts';
import { noticeLabel } from './label.ts';

test('every notice has a label that can stand in a header', (t) => {
  for (const facts of Object.values(examples)) t.regex(noticeLabel(facts), /^[a-z-]+(?:; reference=[0-9A-Z]{4}-[0-9A-Z]{4})?(?:; code=[a-z-]+)?$/);
});

test('a refused forward names its code and its payment', (t) => {
  const facts = Object.values(examples).find((one) => one.kind === 'forward-refused' && one.reference !== null);
  t.true(facts?.kind === 'forward-refused');
  if (facts?.kind === 'forward-refused') t.is(noticeLabel(facts), `forward-refused; reference=${facts.reference}; code=${facts.code}`);
});

test('what is no code and no reference of ours is left out', (t) => {
  t.is(noticeLabel({ kind: 'cancel-refused', code: 'x\r\nBcc: eve@evil.example', sentence: '', asked: null }), 'cancel-refused');
  t.is(noticeLabel({ kind: 'fraud-noted', reference: 'K7F3-K29Q; code=paid' }), 'fraud-noted');
});
