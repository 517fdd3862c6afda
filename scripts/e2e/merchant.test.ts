/**
 * The shop's agent and the clearinghouse together, over real mail: SMTP, DKIM, DNS, the shop's mailbox on a real IMAP server, the public board, the
 * receipt's proof, the parcel. The agent is the real daemon in a process of its own.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { BUYER, SHOP } from '../demo/play.ts';
import type { Delivered } from '../demo/provider.ts';
import { PAY } from '../demo/world.ts';
import { dovecotAvailable, startDovecot } from '../dovecot.ts';
import type { TestDovecot } from '../dovecot.ts';
import { writeMail } from '../test-mail.ts';
import { balanceOf, checkBooks, DEPOSIT, setScene, until } from './bank.ts';
import type { Scene } from './bank.ts';
import { deliverByLmtp, readMailbox } from './mailbox.ts';
import { deliveredTo, HANA, makeShop, merchant, ordersOf, PACK, startAgentDaemon, startHook } from './shop.ts';
import type { Hook, ShopFolder } from './shop.ts';

const PASSWORD = 'mailbox';

type Story = { readonly scene: Scene; readonly shop: ShopFolder; readonly hook: Hook; readonly dovecot: TestDovecot };

async function begin(t: ExecutionContext): Promise<Story> {
  const scene = await setScene('merchant', '', { board: true });
  t.teardown(scene.leave);
  const dovecot = await startDovecot({ dir: scene.folder, users: [{ user: 'shop', password: PASSWORD }] });
  t.teardown(dovecot.stop);
  const hook = await startHook();
  t.teardown(hook.stop);
  // The shop's provider puts its mail, tagged or not, into the mailbox.
  scene.provider.onDelivered((mail) => {
    if (mail.to.some((to) => /^shop(\+[^@]*)?@tea\.example$/.test(to))) void deliverByLmtp(dovecot, mail.from, 'shop', mail.raw);
  });
  const mailbox = `[[mailbox.imap]]\nhost = "127.0.0.1"\nport = ${dovecot.imapsPort}\nca_file = "../ca.pem"\nuser = "shop"\npassword_file = "../imap.password"\nfolders = ["INBOX"]\npoll = "2 seconds"\n`;
  const { writeFileSync } = await import('node:fs');
  writeFileSync(join(scene.folder, 'ca.pem'), dovecot.caPem);
  writeFileSync(join(scene.folder, 'imap.password'), PASSWORD, { mode: 0o600 });
  const shop = await makeShop(scene, mailbox, { hook });
  const agent = await startAgentDaemon(shop.config);
  t.teardown(async () => void (await agent.kill('SIGKILL')));
  return { scene, shop, hook, dovecot };
}

const order = ({ scene }: Story, key: string, password: string, lines: string): Promise<void> =>
  scene.provider.submit(BUYER, [SHOP, PAY], writeMail({ from: `Takao Sasaki <${BUYER}>`, to: SHOP, cc: PAY, subject: `Order ${key}`, text: `Hello,\n\n${lines}\n\nPassword: ${password}\nUp to: 20,000 JPY\n\nThank you\n`, date: Date.now(), messageId: `${key}@buyer.example` }));

const question = ({ scene }: Story, total: string): Promise<Delivered> => scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith(`Pay JPY ${total} to Green Tea House`), 60_000);

async function consent({ scene }: Story, asked: Delivered, password: string): Promise<string> {
  const replyTo = asked.mail.replyTo?.value[0]?.address ?? '';
  const inReplyTo = (asked.mail.messageId ?? '').replace(/[<>]/g, '');
  await scene.provider.submit(BUYER, [replyTo], writeMail({ from: BUYER, to: replyTo, subject: `Re: ${asked.mail.subject ?? ''}`, text: `OK ${password}\n`, date: Date.now(), messageId: `ok.${password}@buyer.example`, inReplyTo }));
  return /\[([0-9A-Z]{4}-[0-9A-Z]{4})\]/.exec(asked.mail.subject ?? '')?.[1] ?? '';
}

const shipped = ({ scene }: Story, invoice: string): Promise<Delivered> => scene.provider.take(PACK, (mail) => (mail.subject ?? '').includes(invoice), 60_000);

const tests = (): void => {
  test('a sure order, an unsure one with a correction, a forged receipt', async (t) => {
    t.timeout(240_000);
    const story = await begin(t);
    const { scene, shop, hook } = story;
    const csv = (): string => readFileSync(join(shop.folder, 'orders.csv'), 'utf8');

    await order(story, 'tea', 'maple-7731-crow', '2 Sencha 100 g\n1 Bamboo whisk');
    const asked = await question(story, '4,310');
    t.regex(asked.mail.text ?? '', /\| 2 x Sencha 100 g +2,160/);
    const reference = await consent(story, asked, 'maple-7731-crow');
    const parcel = await shipped(story, 'GT-1');
    t.regex(parcel.mail.text ?? '', /2 x Sencha 100 g[\s\S]*1 x Bamboo whisk/);
    t.true((parcel.mail.subject ?? '').includes(reference));
    await until(() => hook.calls.length === 1, 'the webhook is called');
    const secret = readFileSync(join(shop.folder, 'keys', 'webhook.key'), 'utf8').trim();
    t.true(hook.calls[0]?.genuine(secret));
    t.like(JSON.parse(hook.calls[0]?.body ?? '{}'), { type: 'order.paid', data: { invoice: 'GT-1', reference } });
    t.is(csv().split(reference).length - 1, 1);
    await until(async () => (await ordersOf(shop))[0]?.state === 'shipped', 'the order is shipped');

    await unsure(t, story);
    await forged(t, story, reference);

    const orders = await ordersOf(shop);
    t.deepEqual(orders.map(({ state, invoice }) => [state, invoice]), [['shipped', 'GT-1'], ['shipped', 'GT-2'], ['ended', 'GT-3']]);
    t.is(deliveredTo(scene, PACK).length, 2);
    t.is(csv().trim().split('\r\n').length, 3, 'a header and two lines');
    t.is(await balanceOf(scene, SHOP), DEPOSIT - (await balanceOf(scene, BUYER)));
    await checkBooks(t, scene);
    await undisturbed(t, story);
    const page = await merchant('order', 'show', reference, '--config', shop.config);
    t.is(page.code, 0);
    t.regex(page.out, /proved: [\s\S]*told to ship/);
    const everything = [page.out, csv(), ...hook.calls.map(({ body }) => body), ...deliveredTo(scene, HANA).map(({ raw }) => raw.toString('latin1')), ...deliveredTo(scene, PACK).map(({ raw }) => raw.toString('latin1'))].join('\n');
    t.notRegex(everything, /maple-?7731|birch-?1234|cedar-?5555/);
  });
};

async function unsure(t: ExecutionContext, story: Story): Promise<void> {
  const { scene } = story;
  await order(story, 'carpet', 'birch-1234-owl', '2 Sencha 100 g\n1 flying carpet');
  const draft = await scene.provider.take(HANA, (mail) => (mail.subject ?? '').startsWith('Your decision'), 60_000);
  t.regex(draft.mail.text ?? '', /flying carpet/);
  const replyTo = draft.mail.replyTo?.value[0]?.address ?? '';
  const quoted = (draft.mail.text ?? '').split('\n').map((line) => `> ${line}`).join('\n');
  const text = `SEND\n\n2 x Sencha 100 g @ 1,080\n1 x Furoshiki @ 1,300\nShipping 500\nTotal: 3,960 JPY\n\nOn Sat, 21 Nov 2026, Green Tea House wrote:\n${quoted}\n`;
  await scene.provider.submit(HANA, [replyTo], writeMail({ from: `Hana <${HANA}>`, to: replyTo, subject: `Re: ${draft.mail.subject ?? ''}`, text, date: Date.now(), messageId: 'send.1@tea.example', inReplyTo: (draft.mail.messageId ?? '').replace(/[<>]/g, '') }));
  const asked = await question(story, '3,960');
  await consent(story, asked, 'birch-1234-owl');
  t.regex((await shipped(story, 'GT-2')).mail.text ?? '', /1 x Furoshiki/);
}

/**
 * One that says "paid" without anything, the real receipt of another order with the number changed, and the real one once more. Then the customer says NO.
 */
async function forged(t: ExecutionContext, story: Story, reference: string): Promise<void> {
  const { scene, shop } = story;
  await order(story, 'forged', 'cedar-5555-fox', '1 Furoshiki');
  const asked = await question(story, '1,800');
  const from = 'Example Bank <pay@bank.example>';
  const submit = (subject: string, messageId: string): Promise<void> => scene.provider.submit('eve@evil.example', [SHOP], writeMail({ from, to: SHOP, subject, text: 'Paid: JPY 1,800 from Takao Sasaki. Please ship.\n', date: Date.now(), messageId, headers: [['Kakitome-Notice', `receipt-merchant; reference=${reference}`]] }));
  await submit('Paid, ship: JPY 1,800, invoice GT-3 [0000-0000]', 'forged.1@evil.example');
  const warned = await scene.provider.take(HANA, (mail) => /suspicious/i.test(mail.subject ?? ''), 60_000);
  t.regex(warned.mail.text ?? '', /Nothing was (?:shipped|done) by it/);
  const real = scene.provider.delivered.find(({ to, mail }) => to.includes(SHOP) && (mail.subject ?? '').startsWith('Paid, ship') && (mail.subject ?? '').includes('GT-1'));
  if (real === undefined) return t.fail('no receipt of GT-1');
  const changed = Buffer.from(real.raw.toString('latin1').replaceAll('invoice GT-1 ', 'invoice GT-3 '), 'latin1');
  t.notDeepEqual(changed, real.raw);
  for (const raw of [changed, real.raw]) await deliverByLmtp(story.dovecot, 'pay@bank.example', 'shop', raw);
  await scene.provider.take(HANA, (mail) => /suspicious/i.test(mail.subject ?? ''), 60_000);
  t.is((await ordersOf(shop)).reduce((sum, { suspicious }) => sum + suspicious, 0), 2, 'both forgeries stand at the order whose reference they name');
  t.is((await ordersOf(shop))[2]?.state, 'forwarded');
  const replyTo = asked.mail.replyTo?.value[0]?.address ?? '';
  await scene.provider.submit(BUYER, [replyTo], writeMail({ from: BUYER, to: replyTo, subject: 'Re: Pay', text: 'NO\n', date: Date.now(), messageId: 'no.1@buyer.example', inReplyTo: (asked.mail.messageId ?? '').replace(/[<>]/g, '') }));
  const ended = await scene.provider.take(HANA, (mail) => (mail.subject ?? '').startsWith('Do not ship'), 60_000);
  t.regex(ended.mail.text ?? '', /Order: 3/);
}

/** The agent has looked at a mailbox that is somebody's: nothing in it is marked or moved. */
async function undisturbed(t: ExecutionContext, { dovecot, scene }: Story): Promise<void> {
  const mails = await readMailbox(dovecot, 'shop', PASSWORD);
  const arrived = scene.provider.delivered.filter((mail) => mail.to.some((to) => to.startsWith('shop'))).length;
  // Two more were put there by hand.
  t.is(mails.length, arrived + 2);
  t.false(mails.some(({ flags }) => flags.has('\\Seen') || flags.has('\\Flagged') || flags.has('\\Answered')));
}

if (dovecotAvailable()) tests();
else {
  test('left out: Dovecot is not installed', (t) => {
    t.log('left out: Dovecot is not installed');
    t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'Dovecot must be installed here');
  });
}
