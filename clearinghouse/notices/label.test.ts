import test from 'ava';
import { examples } from './fixtures/examples.ts';
import { noticeLabel } from './label.ts';

test('every notice has a label that can stand in a header', (t) => {
  for (const facts of Object.values(examples)) t.regex(noticeLabel(facts), /^[a-z-]+(?:; reference=[0-9A-Z]{4}-[0-9A-Z]{4})?(?:; code=[a-z-]+)?(?:; (?:returned=(?:all|part)|outcome=(?:upheld(?:; returned=(?:all|part))?|rejected|withdrawn)))?$/);
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

test('money that went back says whether it was all of it, a closed dispute how it ended', (t) => {
  const labels = Object.values(examples).filter(({ kind }) => kind === 'refund-receipt' || kind === 'dispute-closed').map(noticeLabel);
  t.true(labels.some((label) => /^refund-receipt; reference=\S+; returned=part$/.test(label)));
  t.true(labels.some((label) => /^dispute-closed; reference=\S+; outcome=upheld; returned=all$/.test(label)));
  t.true(labels.some((label) => /^dispute-closed; reference=\S+; outcome=rejected$/.test(label)));
  const closed = examples['dispute-closed-upheld-buyer'];
  if (closed?.kind !== 'dispute-closed') return t.fail('no example');
  t.regex(noticeLabel({ ...closed, left: { ...closed.paid, minor: 1n } }), /; outcome=upheld; returned=part$/);
  const { left: _, ...older } = closed;
  t.regex(noticeLabel(older), /; outcome=upheld$/, 'what an older program noted does not say it');
  const refund = Object.values(examples).find((facts) => facts.kind === 'refund-receipt');
  if (refund?.kind !== 'refund-receipt') return t.fail('no example');
  t.regex(noticeLabel({ ...refund, total: refund.paid }), /; returned=all$/);
});
