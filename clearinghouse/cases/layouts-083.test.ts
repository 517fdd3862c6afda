/** Case 83: forwards in the forms of many mail programs and languages; those of `held-out-layouts.ts` were put aside while the reader was mended. */
import test, { type ExecutionContext } from 'ava';
import { FORWARD_LAYOUTS, type ForwardLayout } from './fixtures/forward-layouts.ts';
import { FURTHER_LAYOUTS } from './fixtures/further-layouts.ts';
import { HELD_OUT_LAYOUTS } from './fixtures/held-out-layouts.ts';
import { openBank, told, type CaseBank } from './testing/bank.ts';
import { layOut } from './testing/forwards.ts';
import { bringMail, forwardMail, INVOICE, newBuyer, orderText, takeOrder } from './testing/trade.ts';

let bank: CaseBank;

test.before(async () => {
  bank = await openBank('layouts');
});
test.after.always(async () => {
  await bank?.stop();
});

/** As many orders as have one password: each forward has to be told from all of them, which for all layouts takes more than all else. */
const OF_ONE_PASSWORD = 12;
let tried = 0;
const nextPassword = (): string => `4K7M-${2222 + Math.floor((tried += 1) / OF_ONE_PASSWORD)}`;

/** Above the forward the invoice is read; below it, where the words may be the buyer's own, no total counts (9-rules 5). */
async function checkLayout(t: ExecutionContext, layout: ForwardLayout): Promise<void> {
  const buyer = await newBuyer(bank);
  const inner = orderText(buyer, nextPassword());
  await takeOrder(bank, buyer, { text: inner });
  const below = await bringMail(bank, forwardMail(bank, buyer, layOut(layout, { buyer, above: 'Please see below.\n', inner, below: INVOICE })));
  t.deepEqual(below.disposition, { kind: 'refused', code: 'no-total' }, JSON.stringify(below.findings.filter((finding) => finding.hit)));
  const above = await bringMail(bank, forwardMail(bank, buyer, layOut(layout, { buyer, above: INVOICE, inner, below: '' })));
  t.deepEqual(told(above), [`question ${buyer}`], JSON.stringify([above.disposition, above.findings.filter((finding) => finding.hit)]));
  const facts = above.notices[0]?.notice.facts;
  t.is(facts?.kind === 'question' ? facts.total.minor : 0n, 4_741n);
}

for (const layout of FORWARD_LAYOUTS) test.serial(`case 83: ${layout[0]}, ${layout[1]}`, checkLayout, layout);
for (const layout of FURTHER_LAYOUTS) test.serial(`case 83: another language: ${layout[0]}, ${layout[1]}`, checkLayout, layout);
for (const layout of HELD_OUT_LAYOUTS) test.serial(`case 83: held out: ${layout[0]}, ${layout[1]}`, checkLayout, layout);

test.serial('case 83: after all of them the books are whole', async (t) => {
  t.deepEqual(await bank.store.audit(), []);
});
