/** Cases 84–100: which forwards hold the buyer's order, and what of them is the merchant's word. */
import test, { type ExecutionContext } from 'ava';
import type { TestAttachment, TestMail } from '../../scripts/test-mail.ts';
import { currencyOf, money } from '../protocol/money.ts';
import { hit, openBank, SHOP, told, type CaseBank, type Ruling } from './testing/bank.ts';
import { answer, askedBy, bringMail, forwardMail, forwardText, INVOICE, letter, newBuyer, orderMail, orderText, PW, signed, takeOrder, TOTAL } from './testing/trade.ts';

let bank: CaseBank;

test.before(async () => {
  bank = await openBank('forward');
  await bank.open('Bamboo Works', 'works@tea.example');
});
test.after.always(async () => {
  await bank?.stop();
});

const why = (ruling: Ruling): string => JSON.stringify([ruling.disposition, ruling.findings.filter((finding) => finding.hit)]);
const totalOf = (ruling: Ruling): bigint => {
  const facts = ruling.notices.map(({ notice }) => notice.facts).find((one) => one.kind === 'question');
  return facts?.kind === 'question' ? facts.total.minor : 0n;
};

/** The buyer is asked for 4,741 yen. */
const checkMatched = (t: ExecutionContext, ruling: Ruling, what = ''): void => {
  t.is(totalOf(ruling), TOTAL, `${what} ${why(ruling)}`);
  t.is(ruling.moved, 0n);
};

/** Nobody is asked; the code says why. */
const checkRefused = (t: ExecutionContext, ruling: Ruling, code: string, what = ''): void => {
  t.is(ruling.disposition?.code, code, `${what} ${why(ruling)}`);
  t.is(totalOf(ruling), 0n, what);
  t.is(ruling.moved, 0n);
};

async function ordered(more: Partial<TestMail> = {}): Promise<{ readonly buyer: string; readonly order: TestMail; readonly raw: Buffer }> {
  const buyer = await newBuyer(bank);
  const order = orderMail(bank, buyer, more);
  const raw = signed(bank, order);
  const ruling = await bank.bring(raw);
  if (ruling.disposition?.code !== 'order-received') throw new Error(why(ruling));
  return { buyer, order, raw };
}

const forward = (buyer: string, text: string, more: Partial<TestMail> = {}): Promise<Ruling> => bringMail(bank, forwardMail(bank, buyer, { text, ...more }));

test.serial('case 84: what is like a forward of that order, and is none', async (t) => {
  const { buyer } = await ordered();
  const text = orderText(buyer);
  const alike: readonly (readonly [what: string, text: string])[] = [
    ['the lines in another order', forwardText(buyer, text.replace('2 Sencha 100g\n1 bamboo whisk', '1 bamboo whisk\n2 Sencha 100g'))],
    ['a line more', forwardText(buyer, text.replace('1 bamboo whisk', '1 bamboo whisk\n9 tea bowls'))],
    ['a line less', forwardText(buyer, text.replace('1 bamboo whisk\n', ''))],
    ['one letter', forwardText(buyer, text.replace('whisk', 'whisp'))],
    ['one blank line of text', forwardText(buyer, text.replace('1 bamboo', '1 bam boo').replace('2 Sencha', '2 Sencha.'))],
    ['the password alone', forwardText(buyer, `Password: ${PW}\n`)],
    ['the password twice', forwardText(buyer, `Password: ${PW}\nPassword: ${PW}\n`)],
    ['the words without the password', forwardText(buyer, text.replace(`Password: ${PW}\n`, ''))],
    ['the password in the wrong place', forwardText(buyer, `Password: ${PW}\n${text.replace(`Password: ${PW}\n`, '')}`)],
    ['the order in the words of the shop', forwardText(buyer, `The customer wants 2 Sencha 100g and 1 bamboo whisk, Password: ${PW}\n`)],
    ['a total between the lines', forwardText(buyer, text.replace('1 bamboo whisk', 'Total: 4,741 JPY\n1 bamboo whisk'))],
    ['the order of somebody else', forwardText(buyer, orderText('nobody@buyer.example'))],
  ];
  for (const [what, body] of alike) {
    const ruling = await forward(buyer, body);
    t.is(totalOf(ruling), 0n, `${what} ${why(ruling)}`);
    t.not(ruling.disposition?.code, 'matched', what);
  }
  checkMatched(t, await forward(buyer, forwardText(buyer, text)), 'and the order itself');
});

const attached = (content: Uint8Array, more: Partial<TestAttachment> = {}): Pick<TestMail, 'attachments' | 'subject'> => ({ subject: 'Order of a customer', attachments: [{ filename: 'order.eml', type: 'message/rfc822', content, ...more }] });

for (const [title, more] of [
  ['case 85: the very mail, attached as message/rfc822', {}],
  ['case 85: the very mail, attached as message/rfc822 without a name', { filename: null }],
  ['case 86: the very mail, attached with Content-Disposition: inline', { disposition: 'inline' }],
  ['case 87: the very mail, a file order.eml as octet-stream in base64', { type: 'application/octet-stream', encoding: 'base64' }],
] as const) {
  test.serial(title, async (t) => {
    const { buyer, raw } = await ordered();
    const ruling = await forward(buyer, INVOICE, attached(raw, more));
    checkMatched(t, ruling);
    const taken = (await bank.store.listPayments({ state: null, party: null, limit: 10_000 })).find((payment) => payment.buyer?.address === buyer);
    t.is(taken?.claim?.lines.length, 4);
  });
}

test.serial('case 88: the inner signature is broken: the same text is matched, another text is refused', async (t) => {
  const { buyer, raw } = await ordered();
  const text = raw.toString('latin1');
  const changed = await forward(buyer, INVOICE, attached(Buffer.from(text.replace('2 Sencha', '3 Sencha'), 'latin1')));
  checkRefused(t, changed, 'order-changed');
  t.true(told(changed).includes(`forward-warning ${buyer}`), 'the buyer is told what somebody tried');
  const rebuilt = text.replace(/^Content-Type: text\/plain; charset=utf-8/m, 'Content-Type: text/plain; charset="utf-8"').replace(/^Subject: Order/m, 'Subject: [ext] Order');
  checkMatched(t, await forward(buyer, INVOICE, attached(Buffer.from(rebuilt, 'latin1'))));
});

test.serial('case 89: the merchant changed the number inside the order', async (t) => {
  const { buyer } = await ordered();
  const ruling = await forward(buyer, forwardText(buyer, orderText(buyer).replace('2 Sencha', '3 Sencha')));
  checkRefused(t, ruling, 'order-changed');
  t.deepEqual([...told(ruling)].sort(), [`forward-refused ${SHOP}`, `forward-warning ${buyer}`].sort());
  for (const { rendered } of ruling.notices) t.true(rendered.text.includes('3 Sencha'), 'both read what differs');
});

test.serial('case 90: the password removed, or another one', async (t) => {
  const { buyer } = await ordered();
  for (const [what, text] of [
    ['removed', orderText(buyer).replace(/Password: .*\n/, '')],
    ['changed', orderText(buyer).replace(PW, '4K7M-2223')],
    ['no longer a line of its own', orderText(buyer).replace('Password: ', 'The word is ')],
  ] as const) {
    const ruling = await forward(buyer, forwardText(buyer, text));
    t.is(totalOf(ruling), 0n, `${what} ${why(ruling)}`);
    t.false(told(ruling).some((line) => line.startsWith('question')), what);
  }
});

test.serial('case 91: the mails of two buyers in one forward', async (t) => {
  const [one, other] = [await ordered(), await ordered({ text: '1 Genmaicha\n\nPassword: heron-4404-moss\n' })];
  const both = forwardText(one.buyer, `${orderText(one.buyer)}\n---------- Forwarded message ---------\nFrom: <${other.buyer}>\nSubject: Order\nTo: <${SHOP}>\n\n${other.order.text}`);
  const ruling = await forward(one.buyer, both);
  t.is(ruling.disposition?.kind, 'refused', why(ruling));
  t.is(totalOf(ruling), 0n);
  const joined = await forward(one.buyer, forwardText(one.buyer, `${other.order.text}${orderText(one.buyer)}`));
  t.is(joined.disposition?.kind, 'refused', why(joined));
  t.is(totalOf(joined), 0n);
});

test.serial('case 92: below an inline forward no total counts, inside the order neither; with the very mail attached it does', async (t) => {
  const { buyer, raw } = await ordered();
  const inner = orderText(buyer);
  checkRefused(t, await forward(buyer, `${forwardText(buyer, inner, '')}\nTotal: 4,741 JPY\n`), 'no-total', 'below');
  checkRefused(t, await forward(buyer, forwardText(buyer, inner.replace('\nPassword:', 'Total: 4,741 JPY\n\nPassword:'), '')), 'order-changed', 'inside');
  checkRefused(t, await forward(buyer, forwardText(buyer, inner.replace('Up to:', 'Total: 4,741 JPY\nUp to:'), '')), 'no-total', 'behind the password');
  checkMatched(t, await forward(buyer, `> We ordered this.\n\nTotal: 4,741 JPY\n`, attached(raw)), 'below a quotation, the very mail attached');
});

test.serial('case 93: amounts: one reading or none', async (t) => {
  const { buyer } = await ordered();
  for (const total of ['Total: 4.741 JPY', 'Total: 4,741.00 JPY', 'Total: 四千七百四十一円', 'Total: ٤٧٤١ JPY', 'Total: 4,741 USD', 'Total: $4,741']) {
    const ruling = await forward(buyer, forwardText(buyer, orderText(buyer), `${total}\n`));
    t.is(ruling.disposition?.kind, 'refused', `${total} ${why(ruling)}`);
    t.is(totalOf(ruling), 0n, total);
  }
  checkMatched(t, await forward(buyer, forwardText(buyer, orderText(buyer), '合計：４，７４１円\n')), 'full width');
});

test.serial('case 93: Gesamtbetrag: 4.741,00 EUR', async (t) => {
  const EUR = currencyOf('EUR') ?? t.fail('EUR is a currency');
  if (typeof EUR !== 'string') return;
  const [buyer, shop] = ['euro@buyer.example', 'euro@tea.example'];
  for (const [name, address] of [['Euro', buyer], ['Teehaus', shop]] as const) await bank.world.clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [address], currencies: [EUR], balanceInReceipts: false });
  await bank.world.clearing.instruct({ kind: 'deposit', address: buyer, amount: money(EUR, 1_000_000n), reference: 'cash euro', by: ['Mori', 'Abe'] });
  const text = '2 Sencha 100g\n\nPassword: 4K7M-2222\nBis zu: 5.000,00 EUR\n';
  await takeOrder(bank, buyer, { to: shop, text });
  const mail = letter(bank, shop, { subject: 'WG: Order', text: forwardText(buyer, text, 'Gesamtbetrag: 4.741 EUR\n') });
  checkRefused(t, await bringMail(bank, mail), 'amount-ambiguous');
  const ruling = await bringMail(bank, letter(bank, shop, { subject: 'WG: Order', text: forwardText(buyer, text, 'Gesamtbetrag: 4.741,00 EUR\n') }));
  t.is(totalOf(ruling), 474_100n, why(ruling));
});

test.serial('case 94: lines that do not add up, two totals, or only a subtotal', async (t) => {
  const { buyer } = await ordered();
  const inner = orderText(buyer);
  checkRefused(t, await forward(buyer, forwardText(buyer, inner, INVOICE.replace('4,741', '4,742'))), 'sum-differs');
  checkRefused(t, await forward(buyer, forwardText(buyer, inner, 'Total: 4,741 JPY\nTotal: 4,741 JPY\n')), 'two-totals');
  checkRefused(t, await forward(buyer, forwardText(buyer, inner, 'Total: 4,741 JPY\n合計: 4,800円\n')), 'two-totals');
  checkRefused(t, await forward(buyer, forwardText(buyer, inner, '小計：4,741円\n')), 'no-total');
});

test.serial('case 95: the forward comes before the order: it waits, then matches', async (t) => {
  const buyer = await newBuyer(bank);
  const order = orderMail(bank, buyer);
  const early = await bringMail(bank, forwardMail(bank, buyer));
  t.is(early.disposition?.kind, 'advanced', why(early));
  t.is(totalOf(early), 0n);
  checkMatched(t, await bringMail(bank, order));
});

test.serial('case 96: a redirected copy is no claim and no consent, and does not stand in the way of the mail itself', async (t) => {
  const buyer = await newBuyer(bank);
  const raw = signed(bank, orderMail(bank, buyer));
  const resent = Buffer.concat([Buffer.from(`Resent-From: ${SHOP}\r\nResent-To: pay@bank.example\r\nResent-Date: Sat, 21 Nov 2026 01:40:00 +0000\r\n`), raw]);
  t.deepEqual((await bank.bring(resent)).disposition, { kind: 'nothing-new', code: 'redirected copy' });
  t.is((await bank.bring(raw)).disposition?.code, 'order-received');
  const again = await bank.bring(Buffer.concat([Buffer.from('Resent-Message-ID: <1@tea.example>\r\n'), resent]));
  t.is(again.disposition?.kind, 'nothing-new');
  t.deepEqual(told(again), []);
});

test.serial('case 97: who is not registered is not even looked at; a shop that the order does not name learns nothing, and the buyer is warned', async (t) => {
  const { buyer } = await ordered();
  const unknown = await bringMail(bank, letter(bank, 'eve@evil.example', { subject: 'Fwd: Order', text: forwardText(buyer, orderText(buyer)) }));
  t.deepEqual(unknown.disposition, { kind: 'set-aside', code: 'unknown-sender' });
  t.deepEqual(told(unknown), []);
  const foreign = await bringMail(bank, letter(bank, 'works@tea.example', { subject: 'Fwd: Order', text: forwardText(buyer, orderText(buyer)) }));
  checkRefused(t, foreign, 'order-unknown');
  t.true(told(foreign).includes(`forward-warning ${buyer}`));
  checkMatched(t, await forward(buyer, forwardText(buyer, orderText(buyer))), 'the shop itself');
});

test.serial('case 98: another total before the consent voids the question and asks anew, three times at most', async (t) => {
  const { buyer, order } = await ordered();
  const claim = (total: string): Promise<Ruling> => forward(buyer, forwardText(buyer, orderText(buyer), `Total: ${total} JPY\n`));
  const questions = [];
  for (const total of ['4,741', '4,742', '4,743', '4,744']) questions.push(askedBy(await claim(total), buyer, order));
  checkRefused(t, await claim('4,745'), 'too-many-changes');
  const [first, last] = [questions[0], questions.at(-1)];
  if (first === undefined || last === undefined) throw new Error('four questions were asked');
  t.is((await answer(bank, first, `OK ${PW}\n`)).disposition?.code, 'old-question');
  t.is((await answer(bank, last, `OK ${PW}\n`)).moved, 4_744n);
  const late = await claim('4,746');
  checkRefused(t, late, 'already-paid');
  t.deepEqual(told(late), [`forward-refused ${SHOP}`], 'after the payment only the merchant is told (9-rules 13)');
  const same = await claim('4,744');
  t.is(same.disposition?.kind, 'nothing-new');
  t.deepEqual(told(same), []);
});

test.serial('case 99: the clerk forwards to the owner, the owner to the bank', async (t) => {
  const { buyer } = await ordered();
  const inner = forwardText(buyer, orderText(buyer), 'The usual customer.\n');
  checkMatched(t, await forward(buyer, `${INVOICE}\n-----Original Message-----\nFrom: clerk@tea.example\nSent: Saturday, November 21, 2026 10:35 AM\nTo: ${SHOP}\nSubject: Fwd: Order\n\n${inner}`));
  const second = await ordered();
  const quoted = forwardText(second.buyer, orderText(second.buyer), '').split('\n').map((line) => `> > ${line}`).join('\n');
  checkMatched(t, await forward(second.buyer, `${INVOICE}\nBegin forwarded message:\n\n> From: clerk@tea.example\n> Subject: Fwd: Order\n> To: ${SHOP}\n>\n${quoted}\n`), 'quoted twice');
});

test.serial('case 100: a total in the words of the buyer is not the invoice', async (t) => {
  const buyer = await newBuyer(bank);
  const text = orderText(buyer).replace('\nPassword', 'Total: 1 JPY\n\nPassword');
  await takeOrder(bank, buyer, { text });
  checkRefused(t, await forward(buyer, forwardText(buyer, text, 'Here it is.\n')), 'no-total');
  checkMatched(t, await forward(buyer, forwardText(buyer, text)));
});

test.serial('cases 84 to 100 leave the books whole', async (t) => {
  t.deepEqual(await bank.store.audit(), []);
  t.false(hit(await forward('nobody@buyer.example', 'Hello.\n', { subject: 'Hello' }), 'contained'));
});
