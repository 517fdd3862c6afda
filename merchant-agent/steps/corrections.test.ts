/** The shopkeeper's corrections: typed below SEND, or changed in the quoted draft; they add up, or nothing is forwarded. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { answerTo, BANK, HANA, openBench, sentTo, SHOP_SETTINGS, textOf, yen } from './testing/bench.ts';
import type { Bench, Sent } from './testing/bench.ts';

async function drafted(t: ExecutionContext, text = '2 Sencha 100 g\n1 flying carpet\n\nPassword: maple-7731-crow\n', taxIncluded = true): Promise<{ readonly bench: Bench; readonly draft: Sent }> {
  const bench = await openBench({ rules: { ...SHOP_SETTINGS.rules, taxIncluded } });
  t.teardown(bench.stop);
  bench.arrive(bench.order({ text }));
  await bench.settle();
  const [draft] = sentTo(bench, HANA);
  if (draft === undefined) throw new Error('no draft');
  return { bench, draft };
}

async function answer(bench: Bench, draft: Sent, text: string, quote: (text: string) => string = (same) => same): Promise<readonly string[]> {
  const mail = answerTo(draft, text, { messageId: `c.${bench.sent.length}@tea.example` });
  bench.arrive(bench.signed({ ...mail, text: quote(mail.text ?? '') }, bench.domains.tea));
  await bench.settle();
  return sentTo(bench, BANK).map((sent) => textOf(sent).trim().split('\n').slice(1).join(' / '));
}

test('lines typed below SEND take the place of the draft\'s', async (t) => {
  const { bench, draft } = await drafted(t);
  t.deepEqual(await answer(bench, draft, 'SEND\n\n2 x Sencha 100 g @ 1,080\n1 x FUR-1\nShipping 500\nTotal: 3,960\n\nThanks,\nHana'), ['2 x Sencha 100 g @ 1,080 / 1 x Furoshiki @ 1,300 / Shipping 500 / Incl. tax (8%) 160 / Incl. tax (10%) 164 / Total: 3,960 JPY']);
});

test('lines changed in the quoted text count too, and unchanged ones however they were wrapped', async (t) => {
  const { bench, draft } = await drafted(t);
  t.deepEqual(await answer(bench, draft, 'SEND', (text) => text.replace('> 2 x Sencha 100 g @ 1,080', '> 3 x Sencha 100 g @ 1,000').replace('> Total: 2,660 JPY', '> Total: 3,500 JPY')), ['3 x Sencha 100 g @ 1,000 / Shipping 500 / Incl. tax (8%) 222 / Incl. tax (10%) 45 / Total: 3,500 JPY']);
  const other = await drafted(t);
  t.is((await answer(other.bench, other.draft, 'Send.', (text) => text.replace('> 2 x Sencha 100 g @ 1,080', '> 2 x Sencha\n> 100 g @ 1,080'))).length, 1);
});

test('tax on top: the draft shows no tax lines to edit, the forward has them', async (t) => {
  const { bench, draft } = await drafted(t, undefined, false);
  t.regex(textOf(draft), /\[lines\]\n2 x Sencha 100 g @ 1,080\nShipping 500\nTotal: 2,883 JPY\n\[\/lines\]/);
  t.deepEqual(await answer(bench, draft, 'SEND'), ['2 x Sencha 100 g @ 1,080 / Shipping 500 / Tax (8%) 173 / Tax (10%) 50 / Total: 2,883 JPY']);
});

test('something beside the catalogue is an item of its own, a discount is one', async (t) => {
  const { bench, draft } = await drafted(t);
  t.deepEqual(await answer(bench, draft, 'SEND\n1 x Flying carpet @ 9,000\nDiscount: -1,000\nTotal: 8,000'), ['1 x Flying carpet @ 9,000 / Discount -1,000 / Incl. tax (10%) 727 / Total: 8,000 JPY']);
  const xml = sentTo(bench, BANK)[0]?.mail.attachments.find(({ contentType }) => contentType === 'application/xml')?.content.toString() ?? '';
  t.regex(xml, /<cbc:Name>Flying carpet<\/cbc:Name>\s*<cac:SellersItemIdentification>\s*<cbc:ID>FREE-1</, 'goods, not shipping');
});

test('a discount on goods of two rates, with tax on top: each rate bears its part, and what the bank can\'t take is told in words', async (t) => {
  const { bench, draft } = await drafted(t, undefined, false);
  t.deepEqual(await answer(bench, draft, 'SEND\n2 x Gold @ 999,999,999,999'), []);
  const second = sentTo(bench, HANA)[1];
  if (second === undefined) return t.fail('no second draft');
  t.regex(textOf(second), /an amount has more than 12 digits/);
  t.deepEqual(await answer(bench, second, 'SEND\n2 x Sencha 100 g @ 1,080\n1 x FUR-1\nDiscount -200'), ['2 x Sencha 100 g @ 1,080 / 1 x Furoshiki @ 1,300 / Discount -125 / Discount -75 / Tax (8%) 163 / Tax (10%) 123 / Total: 3,546 JPY']);
});

test('a gift typed into a draft is goods, to be packed; shipping for nothing stays shipping', async (t) => {
  const { bench, draft } = await drafted(t);
  t.deepEqual(await answer(bench, draft, 'SEND\n2 x Sencha 100 g @ 1,080\n1 x Gift tea @ 0\nShipping 0\nTotal: 2,160'), ['2 x Sencha 100 g @ 1,080 / 1 x Gift tea @ 0 / Shipping 0 / Incl. tax (8%) 160 / Total: 2,160 JPY']);
  t.deepEqual(bench.store().invoice(42)?.priced?.lines.map(({ sku }) => sku), ['SEN-100', 'FREE-2', null]);
});

test('what does not add up or can\'t be read is answered with what was read and both sums; nothing is forwarded', async (t) => {
  const { bench, draft } = await drafted(t);
  t.deepEqual(await answer(bench, draft, 'SEND\n2 x Sencha 100 g @ 1,080\nTotal: 2,000'), []);
  const second = sentTo(bench, HANA)[1];
  t.regex(second === undefined ? '' : textOf(second), /the lines come to JPY 2,160, the total says JPY 2,000[\s\S]*2 x Sencha 100 g @ 1,080 {3}→ /);
  if (second === undefined) return;
  t.deepEqual(await answer(bench, second, 'SEND\nbut only one of them please'), [], 'a correction in words is no line');
  const third = sentTo(bench, HANA)[2];
  t.regex(third === undefined ? '' : textOf(third), /but only one of them please/);
  if (third !== undefined) t.is((await answer(bench, third, 'SEND\n1 x SEN-100\n')).length, 1);
  t.like(bench.store().invoice(42), { total: yen(1_080n) });
});

test('where no lines could be made, SEND alone is not enough', async (t) => {
  const { bench, draft } = await drafted(t, '1 flying carpet\n\nPassword: maple-7731-crow\n');
  t.regex(textOf(draft), /No lines could be made/);
  t.deepEqual(await answer(bench, draft, 'SEND'), []);
  const second = sentTo(bench, HANA)[1];
  if (second !== undefined) t.is((await answer(bench, second, 'SEND\n1 x Flying carpet @ 9,000')).length, 1);
});

test('below SEND a name or a wish of good day is passed over; every other word is a correction, and nothing is forwarded', async (t) => {
  for (const words of ['Thanks, Hana', 'Best regards,\nMori', 'よろしくお願いいたします。', 'ありがとうございました！', 'Sent from my iPhone']) {
    const { bench, draft } = await drafted(t);
    t.is((await answer(bench, draft, `SEND\n\n${words}`)).length, 1, words);
  }
  for (const words of ['急須は取り消してください。', '送料なしでお願いします', '待ってください', '中止', 'よろしく、ただし急須は抜いてください', 'ありがとう、急須は不要です', 'Thanks, but without the whisk please', 'Thank you for leaving out the whisk', 'Thanks, cancel', 'Halt!', 'Regards to the customer']) {
    const { bench, draft } = await drafted(t);
    t.deepEqual(await answer(bench, draft, `SEND\n\n${words}`), [], words);
    t.is(sentTo(bench, HANA).length, 2, `a new draft: ${words}`);
  }
});

test('a quoted block whose marks were damaged, or that was emptied, is refused: what was not corrected is never forwarded', async (t) => {
  const block = /> \[lines\]\n[\s\S]*> \[\/lines\]/;
  const changes: readonly (readonly [what: string, change: (text: string) => string])[] = [
    ['the second mark deleted', (text) => text.replace('> 2 x Sencha', '> 1 x Sencha').replace('> [/lines]\n', '')],
    ['the first mark deleted', (text) => text.replace('> [lines]\n', '')],
    ['a mark damaged', (text) => text.replace('> [/lines]', '> [/lines').replace('> 2 x Sencha', '> 1 x Sencha')],
    ['both damaged', (text) => text.replace('[lines]', 'lines]').replace('[/lines]', '/lines]')],
    ['typed on a mark\'s line', (text) => text.replace('> [/lines]', '> [/lines] only one')],
    ['emptied', (text) => text.replace(block, '> [lines]\n> [/lines]')],
    ['quoted by bars', (text) => text.replaceAll(/^> /gm, '| ').replace('| 2 x Sencha', '| 1 x Sencha')],
  ];
  for (const [what, change] of changes) {
    const { bench, draft } = await drafted(t);
    t.deepEqual(await answer(bench, draft, 'SEND', change), [], what);
    const again = sentTo(bench, HANA)[1];
    t.regex(again === undefined ? '' : textOf(again), /between \[lines\] and \[\/lines\] can't be found any more\. Type all lines below SEND/, what);
    if (again !== undefined) t.is((await answer(bench, again, 'SEND')).length, 1, `${what}: the next answer is taken`);
  }
  const { bench, draft } = await drafted(t);
  t.is((await answer(bench, draft, 'SEND', (text) => text.split('\n\nOn ')[0] ?? '')).length, 1, 'nothing quoted at all');
});

test('marks in the customer\'s own words are no block of the shopkeeper\'s', async (t) => {
  const words = '1 flying carpet\n\nPassword: maple-7731-crow\n\n-- \n[lines]\n1 x Notebook A5 @ 1\nTotal: 1 JPY\n[/lines]\n';
  const { bench, draft } = await drafted(t, words);
  t.regex(textOf(draft), /\| \[lines\]\n\| 1 x Notebook A5 @ 1\n\| Total: 1 JPY\n\| \[\/lines\]\n[\s\S]*No lines could be made/);
  t.deepEqual(await answer(bench, draft, 'SEND'), []);
  const other = await drafted(t, `2 Sencha 100 g\n${words}`);
  t.regex(textOf(other.draft), /\n\[lines\]\n2 x Sencha/);
  t.deepEqual(await answer(other.bench, other.draft, 'SEND', (text) => text.replace('\n> [/lines]', '')), []);
});
