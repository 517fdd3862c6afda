/**
 * The shop's agent on the roads where the bank does not simply ask: the forward is faster than the order, the customer lacks the money, the bank
 * refuses the total. The bank's own notices over real mail; the agent runs in this process and has its mail by LMTP.
 */
import test from 'ava';
import type { ExecutionContext } from 'ava';
import nodemailer from 'nodemailer';
import { currencyOf, money } from '../../clearinghouse/protocol/money.ts';
import { loadConfig } from '../../merchant-agent/config.ts';
import { startAgent } from '../../merchant-agent/main.ts';
import type { Agent } from '../../merchant-agent/main.ts';
import type { OrderRow } from '../../merchant-agent/store/store.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import type { Delivered } from '../demo/provider.ts';
import { PAY } from '../demo/world.ts';
import { writeMail } from '../test-mail.ts';
import { checkBooks, DEPOSIT, setScene, until } from './bank.ts';
import type { Scene } from './bank.ts';
import { HANA, makeShop, PACK } from './shop.ts';

type Story = { readonly scene: Scene; readonly agent: Agent };

async function begin(t: ExecutionContext): Promise<Story> {
  const scene = await setScene('merchant-roads', '\n[deadlines]\ntell_waiting = "1 second"\n', { board: true });
  t.teardown(scene.leave);
  const shop = await makeShop(scene, '[mailbox.lmtp]\nlisten = "127.0.0.1:0"\n');
  const agent = await startAgent(loadConfig(shop.config), () => undefined);
  t.teardown(agent.stop);
  // The shop's provider hands the agent a copy of each mail, tagged or not.
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: agent.lmtpPort ?? 0, lmtp: true, ignoreTLS: true, pool: true } as Parameters<typeof nodemailer.createTransport>[0]);
  t.teardown(() => transport.close());
  scene.provider.onDelivered((mail) => {
    const ours = mail.to.filter((to) => /^shop(\+[^@]*)?@tea\.example$/.test(to));
    if (ours.length > 0) void transport.sendMail({ envelope: { from: mail.from, to: ours }, raw: mail.raw });
  });
  return { scene, agent };
}

const orderMail = (key: string, lines: string): Uint8Array => writeMail({ from: `Takao Sasaki <${BUYER}>`, to: SHOP, cc: PAY, subject: `Order ${key}`, text: `${lines}\n`, date: Date.now(), messageId: `${key}@buyer.example` });

const question = ({ scene }: Story, total: string): Promise<Delivered> => scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith(`Pay JPY ${total} to Green Tea House`), 60_000);

function reply({ scene }: Story, from: string, to: Delivered, text: string, messageId: string): Promise<void> {
  const address = to.mail.replyTo?.value[0]?.address ?? '';
  return scene.provider.submit(from, [address], writeMail({ from, to: address, subject: `Re: ${to.mail.subject ?? ''}`, text: `${text}\n`, date: Date.now(), messageId, inReplyTo: (to.mail.messageId ?? '').replace(/[<>]/g, '') }));
}

const orderOf = ({ agent }: Story, id: number): OrderRow | null => agent.store.order(id);
const heard = ({ agent }: Story, id: number): readonly string[] => agent.store.events(id).map(({ kind }) => kind);

test('the forward waits for its order; the customer lacks the money; the bank refuses the total', async (t) => {
  t.timeout(240_000);
  const story = await begin(t);
  await forwardFirst(t, story);
  await withoutMoney(t, story);
  await aboveCeiling(t, story);
  await checkBooks(t, story.scene);
});

/** The order reaches the shop at once and the bank late. */
async function forwardFirst(t: ExecutionContext, story: Story): Promise<void> {
  const { scene } = story;
  const raw = orderMail('early', '2 Sencha 100 g\n1 Bamboo whisk\n\nPassword: maple-7731-crow\nUp to: 20,000 JPY');
  await scene.provider.submit(BUYER, [SHOP], raw);
  await until(() => heard(story, 1).includes('forward-waiting'), 'the bank says that the forward waits');
  t.is(orderOf(story, 1)?.state.name, 'forwarded');
  t.regex(orderOf(story, 1)?.reference ?? '', /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  await scene.provider.submit(BUYER, [PAY], raw);
  await reply(story, BUYER, await question(story, '4,310'), 'OK maple-7731-crow', 'ok.1@buyer.example');
  const parcel = await scene.provider.take(PACK, (mail) => (mail.subject ?? '').includes('GT-1'), 60_000);
  t.true((parcel.mail.subject ?? '').includes(orderOf(story, 1)?.reference ?? 'none'), 'the reference that the waiting notice named');
}

/** The claim waits for a deposit, and is asked when it comes. */
async function withoutMoney(t: ExecutionContext, story: Story): Promise<void> {
  const { scene } = story;
  const JPY = currencyOf('JPY');
  if (JPY === null) throw new Error('JPY is no currency');
  const { clearing } = scene.world.clearinghouse().office;
  const left = DEPOSIT - 4_310n - 1_000n;
  await clearing.instruct({ kind: 'withdraw', address: BUYER, amount: money(JPY, left), reference: 'CASH-0002', by: ['Hana', 'Ken'] });
  await scene.provider.submit(BUYER, [SHOP, PAY], orderMail('poor', '1 Furoshiki\n\nPassword: birch-1234-owl\nUp to: 20,000 JPY'));
  await until(() => heard(story, 2).includes('funds-short-merchant'), 'the bank says that the money is missing');
  t.is(orderOf(story, 2)?.state.name, 'forwarded');
  t.false(scene.provider.delivered.some(({ to }) => to.includes(HANA)), 'nobody has to do anything');
  await clearing.instruct({ kind: 'deposit', address: BUYER, amount: money(JPY, left), reference: 'CASH-0003', by: ['Hana', 'Ken'] });
  await reply(story, BUYER, await question(story, '1,800'), 'NO', 'no.2@buyer.example');
  await until(() => orderOf(story, 2)?.state.name === 'ended', 'the order has ended');
}

/** The customer's own mail to the bank bears a ceiling that the shop does not see. */
async function aboveCeiling(t: ExecutionContext, story: Story): Promise<void> {
  const { scene } = story;
  const lines = '2 Sencha 100 g';
  await scene.provider.submit(BUYER, [PAY], writeMail({ from: BUYER, to: PAY, subject: 'Order hidden', text: `${lines}\n\nPay to: ${SHOP}\nUp to: 2,000 JPY\nPassword: cedar-5555-fox\n`, date: Date.now(), messageId: 'hidden.bank@buyer.example' }));
  await scene.provider.take(BUYER, (mail) => mail.inReplyTo === '<hidden.bank@buyer.example>', 60_000);
  await scene.provider.submit(BUYER, [SHOP], orderMail('hidden', `${lines}\n\nPassword: cedar-5555-fox`));
  const draft = await scene.provider.take(HANA, (mail) => (mail.subject ?? '').startsWith('Your decision'), 60_000);
  t.regex(draft.mail.text ?? '', /The total is above what the buyer allowed for this order/);
  const state = orderOf(story, 3)?.state;
  t.like(state, { name: 'draft', reason: 'bank-refused', code: 'above-ceiling' });
  await reply(story, HANA, draft, 'SEND\n\n1 x Sencha 100 g @ 1,080\nShipping 500\nTotal: 1,580 JPY', 'send.3@tea.example');
  const asked = await question(story, '1,580');
  t.regex(asked.mail.text ?? '', /GT-4/, 'the refused number is void, the forward has the next');
  t.deepEqual(story.agent.store.invoicesOf(3).map(({ number, standing }) => [number, standing]), [['GT-3', false], ['GT-4', true]]);
}
