/** The script of the demo: design "the mails, by example", played over real SMTP with real signatures, each step compared with what must come of it. */
import type { ParsedMail } from 'mailparser';
import { formatMoney, money, currencyOf } from '../../clearinghouse/protocol/money.ts';
import { writeMail } from '../test-mail.ts';
import { Different } from './different.ts';
import type { Delivered } from './provider.ts';
import { chapter, mail, note, received, say } from './show.ts';
import { PAY, type World } from './world.ts';

export const BUYER = 'takao@buyer.example';
export const SHOP = 'shop@tea.example';

const expect = (holds: boolean, what: string): void => {
  if (!holds) throw new Different(what);
};

const ORDER = ['2 Sencha 100g', '1 bamboo whisk', '', 'Password: maple-7731-crow', 'Up to: 5,000 JPY'].join('\n');
const INVOICE = ['Invoice: GT-1042', '2 x Sencha 100g @ 1,080', '1 x Bamboo whisk @ 1,650', 'Shipping 500', 'Tax (10%) 431', 'Total: 4,741 JPY'].join('\n');

const JPY = currencyOf('JPY');
const yen = (amount: bigint): string => {
  if (JPY === null) throw new Error('JPY is no currency');
  return formatMoney(money(JPY, amount));
};

/** Opens the two accounts and books the buyer's deposit, as the command does. */
export async function openAccounts(world: World): Promise<void> {
  const { clearing } = world.clearinghouse().office;
  if (JPY === null) throw new Error('JPY is no currency');
  const open = (name: string, address: string) => clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [address], currencies: [JPY], balanceInReceipts: false });
  await open('Takao Sasaki', BUYER);
  await open('Green Tea House', SHOP);
  await clearing.instruct({ kind: 'deposit', address: BUYER, amount: money(JPY, 20_000n), reference: 'CASH-0001', by: ['Hana', 'Ken'] });
}

export async function balances(world: World): Promise<{ buyer: bigint; shop: bigint }> {
  const parties = await world.clearinghouse().office.store.listParties();
  const of = (address: string): bigint => parties.find((row) => row.addresses.some((one) => one.address === address))?.accounts[0]?.balance ?? 0n;
  return { buyer: of(BUYER), shop: of(SHOP) };
}

export function showBalances(title: string, { buyer, shop }: { buyer: bigint; shop: bigint }): void {
  say();
  say(`   ${title}`);
  say(`     Takao Sasaki     ${BUYER.padEnd(22)} ${yen(buyer).padStart(12)}`);
  say(`     Green Tea House  ${SHOP.padEnd(22)} ${yen(shop).padStart(12)}`);
}

/** Plays the payment from the order to the receipts. Throws `Different` where anything is not as it must be. */
export async function playPayment(world: World): Promise<{ readonly reference: string; readonly receipt: Delivered }> {
  const { provider } = world;
  const subject = (pattern: RegExp) => (parsed: ParsedMail) => pattern.test(parsed.subject ?? '');

  chapter(1, 'Takao orders: one mail to the shop, a copy to the bank, with a password that he made up');
  const order = writeMail({ from: `Takao Sasaki <${BUYER}>`, to: SHOP, cc: PAY, subject: 'Order', text: `${ORDER}\n`, date: Date.now(), messageId: `order.${process.pid}@buyer.example` });
  mail('Takao', 'buyer', `${SHOP}, copy to ${PAY}`, 'Order', ORDER);
  await provider.submit(BUYER, [SHOP, PAY], order);
  const atShop = await provider.take(SHOP, subject(/^Order$/));
  expect((atShop.mail.text ?? '').includes('maple-7731-crow'), 'the shop did not get the order');
  const noted = await provider.take(BUYER, subject(/order/i));
  received('The bank', BUYER, noted.mail, 14);

  chapter(2, 'The shop forwards the order to the bank and writes its invoice above it');
  const forwarded = `${INVOICE}\n\n---------- Forwarded message ----------\nFrom: Takao Sasaki <${BUYER}>\nDate: ${new Date().toUTCString()}\nSubject: Order\nTo: ${SHOP}\nCc: ${PAY}\n\n${ORDER}\n`;
  mail('Green Tea House', 'shop', PAY, 'Fwd: Order', forwarded);
  const forward = writeMail({ from: `Green Tea House <${SHOP}>`, to: PAY, subject: 'Fwd: Order', text: forwarded, date: Date.now(), messageId: `forward.${process.pid}@tea.example` });
  await provider.submit(SHOP, [PAY], forward);

  chapter(3, 'The bank finds the same password in both mails, sets the money aside and asks Takao');
  const question = await provider.take(BUYER, subject(/^Pay JPY 4,741 to Green Tea House\? \[/));
  received('The bank', BUYER, question.mail, 60);
  const reference = /\[([0-9A-Z]{4}-[0-9A-Z]{4})\]/.exec(question.mail.subject ?? '')?.[1] ?? '';
  expect(reference !== '', 'the question names no reference');
  expect(!question.raw.toString('latin1').includes('maple-7731-crow') && !(question.mail.text ?? '').includes('maple-7731'), 'the question holds the password');
  const replyTo = question.mail.replyTo?.value[0]?.address ?? '';
  expect(replyTo.startsWith('pay+q.'), `the question's Reply-To is ${replyTo || 'missing'}`);
  note(`Only Takao's mailbox knows the address that his answer goes to:\n${replyTo}`);

  chapter(4, 'Takao answers OK and his password');
  const quoted = (question.mail.text ?? '').split('\n').map((line) => `> ${line}`).join('\n');
  mail('Takao', 'buyer', replyTo, `Re: ${question.mail.subject ?? ''}`, 'OK maple-7731-crow\n\n> (the bank\'s question, quoted)');
  const answer = writeMail({
    from: `Takao Sasaki <${BUYER}>`,
    to: replyTo,
    subject: `Re: ${question.mail.subject ?? ''}`,
    text: `OK maple-7731-crow\n\n${quoted}\n`,
    date: Date.now(),
    messageId: `answer.${process.pid}@buyer.example`,
    inReplyTo: (question.mail.messageId ?? '').replace(/[<>]/g, ''),
  });
  await provider.submit(BUYER, [replyTo], answer);

  chapter(5, 'The money has moved; both get their receipt');
  const paid = (parsed: ParsedMail): boolean => (parsed.subject ?? '').includes(reference) && !(parsed.subject ?? '').startsWith('Pay JPY');
  const receipt = await provider.take(BUYER, (parsed) => paid(parsed) && /paid/i.test(parsed.subject ?? ''));
  received('The bank', BUYER, receipt.mail, 40);
  const shipped = await provider.take(SHOP, (parsed) => paid(parsed) && /paid/i.test(parsed.subject ?? ''));
  received('The bank', SHOP, shipped.mail, 40);
  return { reference, receipt };
}

/** What must hold at the end: the balances, the state, and every invariant. */
export async function checkEnd(world: World, reference: string, before: { buyer: bigint; shop: bigint }): Promise<void> {
  const after = await balances(world);
  expect(after.buyer === before.buyer - 4_741n, `Takao's balance is ${after.buyer}, expected ${before.buyer - 4_741n}`);
  expect(after.shop === before.shop + 4_741n, `the shop's balance is ${after.shop}, expected ${before.shop + 4_741n}`);
  const { store } = world.clearinghouse().office;
  const payment = await store.findPayment(`ref:${reference.replace('-', '')}`);
  expect(payment?.state.name === 'settled', `payment ${reference} is ${payment?.state.name ?? 'missing'}, expected settled`);
  const breaks = await store.audit();
  expect(breaks.length === 0, breaks.map((one) => `${one.invariant}: ${one.found}`).join('; '));
  showBalances('Balances afterwards', after);
  const { received: count, waiting } = await store.reconcile();
  note(`Audit: every invariant holds; ${count} letters received, ${waiting} waiting.`);
}
