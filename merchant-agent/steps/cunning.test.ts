/** Orders in which something stands where the reader of the order's own lines does not look: none of it is passed over. */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import type { TestMail } from '../../scripts/test-mail.ts';
import { signMail, writeMail } from '../../scripts/test-mail.ts';
import { showsStruck } from './beside-text.ts';
import { answerTo, BANK, HANA, NOON, openBench, sentTo, SHOP, textOf } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const PASSWORD = '\n\nPassword: maple-7731-crow\n';
const file = (filename: string, type: string, content = '9 Bamboo whisk'): Partial<TestMail> => ({ attachments: [{ filename, type, disposition: 'attachment', content: Buffer.from(content) }] });
const html = (body: string): string => `<html><body>${body}<p>Password: maple-7731-crow</p></body></html>`;

type Case = readonly [mail: Partial<TestMail>, doubt: string | null, told?: RegExp];

const cases: Readonly<Record<string, Case>> = {
  'a signature of names and addresses': [{ text: `2 Sencha 100 g${PASSWORD}\n-- \nTakao Sasaki\n1-2-3 Honmachi, Osaka 541-0053\nTel +81 6 1234 5678\n` }, null],
  'a signature in Japanese': [{ text: `煎茶100g 2袋${PASSWORD}\n-- \n佐々木隆夫\n株式会社アクメ 営業部\n〒541-0053 大阪市中央区本町1-2-3\nTEL 06-1234-5678\n` }, null],
  'what a telephone adds': [{ text: `2 Sencha 100 g${PASSWORD}\nSent from my iPhone\n` }, null],
  'a reply to the shop that quotes it': [{ subject: 'Re: Your parcel', inReplyTo: 's.1@tea.example', text: `This time 2 Sencha 100 g please.${PASSWORD}\nOn Sat, 21 Nov 2026 at 10:00, Green Tea House <shop@tea.example> wrote:\n> Dear Takao,\n> your parcel is on its way.\n` }, null],
  'goods below a signature mark': [{ text: `2 Sencha 100 g${PASSWORD}\n-- \nTakao\n3 Bamboo whisk\n` }, 'words-apart', /below a signature:\n\| 3 Bamboo whisk\n/],
  'a postscript below a signature mark': [{ text: `2 Sencha 100 g${PASSWORD}\n-- \nTakao\nPS: make it three\n` }, 'words-apart', /PS: make it three/],
  'a correction in Japanese below it': [{ text: `煎茶100g 2袋${PASSWORD}\n-- \n佐々木\n訂正：3袋\n` }, 'words-apart', /訂正:3袋/],
  'a condition below it': [{ text: `2 Sencha 100 g${PASSWORD}\n-- \nTakao\nIf you need it by Friday only\n` }, 'words-apart'],
  'quote marks as bullets': [{ text: `2 Sencha 100 g\n> 1 Bamboo whisk${PASSWORD}` }, 'words-apart', /\| 1 Bamboo whisk/],
  'bars as bullets': [{ text: `2 Sencha 100 g\n| 1 Bamboo whisk${PASSWORD}` }, 'words-apart', /\| 1 Bamboo whisk/],
  'goods behind what a telephone adds': [{ text: `2 Sencha 100 g${PASSWORD}\nSent from my iPhone, please send 3 Bamboo whisk\n` }, 'words-apart'],
  'ten thousand lines below a signature mark': [{ text: `2 Sencha 100 g${PASSWORD}-- \n${'word word\n'.repeat(9_999)}3 Bamboo whisk\n` }, 'words-apart'],
  'other goods in the subject': [{ subject: '9 Bamboo whisk', text: `2 Sencha 100 g${PASSWORD}` }, 'words-apart', /\| 9 Bamboo whisk/],
  'the same goods in the subject': [{ subject: 'Order: 2 Sencha 100 g', text: `2 Sencha 100 g${PASSWORD}` }, null],
  'a subject that doubles the order': [{ subject: 'Everything twice', text: `2 Sencha 100 g${PASSWORD}` }, 'words-apart', /\| Everything twice/],
  'a subject that asks for a quotation': [{ subject: '見積もり依頼', text: `煎茶100g 2袋${PASSWORD}` }, 'words-apart'],
  'two sets below a signature mark': [{ text: `2 Sencha 100 g${PASSWORD}\n-- \nTakao\ntwo sets please\n` }, 'words-apart', /below a signature:\n\| two sets please\n/],
  'HTML that shows the same': [{ text: `2 Sencha 100 g\n1 Bamboo whisk${PASSWORD}`, html: html('<ul><li>2 Sencha 100 g</li><li>1 Bamboo whisk</li></ul>') }, null],
  'HTML with another quantity': [{ text: `2 Sencha 100 g${PASSWORD}`, html: html('<p>5 Sencha 100 g</p>') }, 'text-doubtful', /HTML part shows instead:\n\| 5 Sencha 100 g\n/],
  'HTML with one thing more': [{ text: `2 Sencha 100 g${PASSWORD}`, html: html('<p>2 Sencha 100 g</p><p>1 Bamboo whisk</p>') }, 'text-doubtful'],
  'HTML without the goods': [{ text: `2 Sencha 100 g${PASSWORD}`, html: html('<img src="cid:order">') }, 'text-doubtful'],
  'HTML that holds the password without its label': [{ text: `2 Sencha 100 g${PASSWORD}`, html: '<p>2 Sencha 100 g</p><p>maple-7731-crow</p>' }, 'text-doubtful'],
  'a password as the sender\'s name': [{ from: '"Takao maple-7731-crow" <takao@buyer.example>', text: `9 Flying carpet${PASSWORD}` }, 'unsure'],
  'goods struck out in the HTML': [{ text: null, html: html('<p><s>5 Bamboo whisk</s></p><p>2 Sencha 100 g</p>') }, 'text-doubtful'],
  'goods struck out by style': [{ text: `5 Bamboo whisk\n2 Sencha 100 g${PASSWORD}`, html: html('<p><span style="text-decoration:line-through">5 Bamboo whisk</span></p><p>2 Sencha 100 g</p>') }, 'text-doubtful'],
  'an order as a file': [{ text: `2 Sencha 100 g${PASSWORD}`, ...file('order.txt', 'text/plain') }, 'attachment', /an attachment, which is not read/],
  'an e-invoice of the buyer\'s own making': [{ text: `2 Sencha 100 g${PASSWORD}`, ...file('invoice.xml', 'application/xml', '<Invoice>1</Invoice>') }, 'attachment'],
  'a picture and a visiting card': [{ text: `2 Sencha 100 g${PASSWORD}`, attachments: [{ filename: 'logo.png', type: 'image/png', disposition: 'inline', content: Buffer.from('png') }, { filename: 'takao.vcf', type: 'text/vcard', disposition: 'attachment', content: Buffer.from('BEGIN:VCARD') }] }, null],
};

async function scene(t: ExecutionContext): Promise<Bench> {
  const bench = await openBench();
  t.teardown(bench.stop);
  return bench;
}

for (const [name, [mail, doubt, told]] of Object.entries(cases)) {
  test(`${name}: ${doubt === null ? 'forwarded' : 'a draft'}`, async (t) => {
    const bench = await scene(t);
    bench.arrive(bench.order(mail));
    await bench.settle();
    const order = bench.store().order(1);
    t.deepEqual([order?.state.name, order?.detail.doubts], doubt === null ? ['forwarded', []] : ['draft', [doubt]]);
    t.is(sentTo(bench, BANK).length, doubt === null ? 1 : 0);
    const [draft] = sentTo(bench, HANA);
    if (told !== undefined) t.regex(draft === undefined ? '' : textOf(draft), told);
    t.notRegex(JSON.stringify(order?.detail, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)), /maple-?7731/);
    for (const { bytes } of sentTo(bench, HANA)) t.notRegex(Buffer.from(bytes).toString('latin1'), /maple-?7731/);
  });
}

test('a gift note that looks like a forwarded mail: no order, and a person is told', async (t) => {
  const bench = await scene(t);
  const text = `2 Sencha 100 g\n\nGift note:\nFrom: Takao\nTo: Hana\nDate: 24 Dec 2026${PASSWORD}`;
  bench.arrive(bench.order({ text }));
  bench.arrive(bench.order({ text, subject: 'Re: Order', inReplyTo: 'x@tea.example', messageId: 'reply@buyer.example' }));
  await bench.settle();
  t.is(bench.store().order(1), null);
  t.is(bench.store().counts().lettersSetAside, 1, 'an answer that holds the old order is none, and nothing to tell');
  t.regex(sentTo(bench, HANA).map(textOf).join('\n'), /could not be read[\s\S]*password-below-a-separator/);
});

test('a gift note with From and To alone is the order\'s own text', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order({ text: `2 Sencha 100 g\n\nGift note:\nFrom: Takao\nTo: Hana\nHappy birthday!${PASSWORD}` }));
  await bench.settle();
  const order = bench.store().order(1);
  t.deepEqual([order?.state.name, order?.detail.doubts, order?.detail.lines], ['draft', ['unsure'], ['2 Sencha 100 g', 'Gift note:', 'From: Takao', 'To: Hana', 'Happy birthday!']]);
});

test('an old SEND under the token of another draft, where its signature does not cover the field that names the draft', async (t) => {
  const bench = await openBench({ mode: 'ask' });
  t.teardown(bench.stop);
  for (const index of [1, 2]) bench.arrive(bench.order({ text: `${index} Sencha 100 g\n\nPassword: maple-${index}731-crow\n`, messageId: `order.${index}@buyer.example` }));
  await bench.settle();
  const [first, second] = sentTo(bench, HANA);
  if (first === undefined || second === undefined) return t.fail('no drafts');
  const loosely = signMail(writeMail(answerTo(first, 'SEND')), bench.domains.tea, { time: NOON, fields: ['from', 'subject', 'date'] });
  const of = ({ mail }: typeof first): readonly string[] => [mail.replyTo?.value[0]?.address ?? '', (mail.messageId ?? '').replace(/[<>]/g, '')];
  const moved = of(first).reduce((text, one, at) => text.replace(one, of(second)[at] ?? ''), loosely.toString('latin1'));
  bench.arrive(Buffer.from(moved, 'latin1'));
  await bench.settle();
  t.is(sentTo(bench, BANK).length, 0);
  t.regex(sentTo(bench, HANA).at(-1)?.mail.subject ?? '', /was not taken/);
  bench.arrive(bench.signed({ ...answerTo(first, 'SEND'), to: SHOP }, bench.domains.tea));
  await bench.settle();
  t.is(sentTo(bench, BANK).length, 1, 'In-Reply-To under the signature is enough');
});

test('a subject that is cut is cut between characters', async (t) => {
  const bench = await scene(t);
  bench.arrive(bench.order({ subject: `${'a'.repeat(199)}\u{1F375}${'b'.repeat(40)}` }));
  await bench.settle();
  t.is(sentTo(bench, BANK)[0]?.mail.subject, `Fwd: ${'a'.repeat(199)}\u{1F375}`);
});

test('struck-out words are looked for in one pass, however an HTML text is made', (t) => {
  for (const shown of ['<s>', '<S class="x">', '<del/>', '<strike\n>', 'text-decoration: line-through']) t.true(showsStruck(`a ${shown} b`), shown);
  for (const shown of ['<span>', '<strong>', '<details>', 's>']) t.false(showsStruck(`a ${shown} b`), shown);
  const quickest = (html: string): number => Math.min(...Array.from({ length: 5 }, () => {
    const begun = performance.now();
    showsStruck(html);
    return performance.now() - begun;
  }));
  // Sixteen times the text in sixteen times the time, where a second pass for each element would need 256 times.
  for (const piece of ['<s ', '<sx ', '<str', 'line-']) t.true(quickest(piece.repeat(64_000)) < 1 + 64 * quickest(piece.repeat(4_000)), piece);
});

test('a mail that is no order is not looked through for what stands beside its text', async (t) => {
  const bench = await scene(t);
  let reads = 0;
  const { read } = bench.parts();
  bench.restart((parts) => ({ ...parts, read: async (letter, lookUp) => {
    reads += 1;
    return read(letter, lookUp);
  } }));
  bench.arrive(bench.order({ text: 'When do you open?\n', html: '<p>When do you open?</p>' }));
  await bench.settle();
  t.is(reads, 1);
});

test('a mail to shop and bank that is refused unread (a photo of a megabyte, too many Received) is set aside and told, twenty a day at most', async (t) => {
  const bench = await scene(t);
  const photo = { attachments: [{ filename: 'wish.jpg', type: 'image/jpeg', disposition: 'attachment' as const, content: Buffer.alloc(900_000) }] };
  bench.arrive(bench.order(photo));
  await bench.settle();
  const [told] = sentTo(bench, HANA);
  t.regex(told?.mail.subject ?? '', /too large or not well-formed/);
  t.regex(told === undefined ? '' : textOf(told), /too-large[\s\S]*takao@buyer\.example/);
  t.is(bench.store().counts().lettersSetAside, 1);
  for (let index = 0; index < 22; index += 1) bench.arrive(writeMail({ from: 'eve@evil.example', to: SHOP, cc: BANK, subject: 'Order', text: 'x', date: NOON, messageId: `e.${index}@evil.example`, headers: Array.from({ length: 60 }, () => ['Received', 'from a by b; Sat, 21 Nov 2026 12:00:00 +0000'] as const) }));
  await bench.settle();
  t.is(sentTo(bench, HANA).length, 20);
  t.is(bench.store().counts().lettersSetAside, 23);
});
