import test from 'ava';
import { publicSentence, refusals, type RefusalCode } from '../core/refusals.ts';
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

test('what the text hides from a shop, its label does not say: the buyer\'s FRAUD, and that another shop has claimed the order', (t) => {
  const refused = Object.values(examples).find((one) => one.kind === 'forward-refused');
  if (refused?.kind !== 'forward-refused') return t.fail('no example');
  const labelOf = (code: RefusalCode): string => noticeLabel({ ...refused, reference: null, code, sentence: publicSentence(code, 'en') });
  t.is(labelOf('blocked-by-buyer'), 'forward-refused; code=refused');
  t.is(labelOf('claimed-by-other-shop'), labelOf('order-unknown'));
  // Whatever two codes say alike stands alike in the label as well.
  const codes = Object.keys(refusals) as readonly RefusalCode[];
  for (const one of codes) {
    for (const other of codes) if (publicSentence(one, 'en') === publicSentence(other, 'en')) t.is(labelOf(one), labelOf(other));
  }
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
