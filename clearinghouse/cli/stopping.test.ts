/** What staff stop through the command: a party, an address after a year, a payment, and all that was open in a copy to which the books were put back. */
import { readFileSync, writeFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { writeMail } from '../../scripts/test-mail.ts';
import { loadConfig } from '../config.ts';
import { openOffice, type Office } from '../office.ts';
import { makeReading } from '../protocol/make-reading.ts';
import { makeDigest } from '../protocol/secret.ts';
import { inProcess, newBank, oneLineOf, type Ended } from './testing/bench.ts';

const BUYER = 'takao@buyer.example';
const SHOP = 'shop@tea.example';
const PAY = 'pay@bank.example';
const BY = ['--by', 'Sato', 'Mori'] as const;
const DAY = 86_400_000;

type Town = {
  readonly config: string;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  readonly refuses: (expected: RegExp, ...args: readonly string[]) => Promise<void>;
  /** The bank is opened for it, with a clock that is so many days behind. */
  readonly order: (password: string, daysAgo?: number) => Promise<void>;
  readonly states: () => Promise<readonly string[]>;
};

/** `daysAgo`: how long ago the bank began. */
async function openTown(t: ExecutionContext, daysAgo = 0): Promise<Town> {
  const config = await newBank(t, (toml) => toml.replace('two_people_book = false', 'two_people_book = true'), '--domain', 'bank.example');
  const run: Town['run'] = (...args) => inProcess(...args, '--config', config);
  const inOffice = async (now: number, work: (office: Office) => Promise<void>): Promise<void> => {
    const office = await openOffice(loadConfig(config), { report: (_level, event, fields) => t.log(event, fields), clock: { now: () => now }, completeUntil: () => Number.POSITIVE_INFINITY });
    try {
      await work(office);
    } finally {
      await office.close();
    }
  };
  await inOffice(Date.now() - daysAgo * DAY, async ({ clearing }) => {
    for (const [name, address] of [['Takao Sasaki', BUYER], ['Green Tea House', SHOP]] as const) await clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [address], currencies: [], balanceInReceipts: false });
  });
  let letters = 0;
  const order: Town['order'] = (password, ago = 0) => {
    const now = Date.now() - ago * DAY;
    return inOffice(now, async (office) => {
      letters += 1;
      const messageId = `m${letters}@buyer.example`;
      const text = `2 Sencha 100g\n\nPassword: ${password}`;
      const headers = { messageId, inReplyTo: [], references: [], subject: 'Order', date: now, to: [SHOP], cc: [PAY], recipients: [SHOP, PAY] };
      const signature = { domain: 'buyer.example', selector: 's1', b: `b${letters}`, signedFields: ['from', 'to', 'cc', 'subject', 'date'], signedAt: null, expiresAt: null };
      const reading = makeReading({ refusal: null, findings: [], automatic: null, resent: false, bounce: null, headers, bodyHash: String(letters), text, alternative: null, originals: [] }, { strength: 'signed', address: BUYER, signature, findings: [] }, makeDigest(office.keys.peppers));
      const bytes = writeMail({ from: BUYER, to: SHOP, cc: PAY, subject: 'Order', text, date: now, messageId });
      const { letterId } = await office.store.keepLetter({ bytes, receivedAt: now, intake: 'lmtp', envelope: { from: BUYER, to: [PAY], clientAddress: null, helo: null }, place: null }, { from: BUYER, messageId }, now);
      await office.store.saveReading(letterId, reading);
      while (await office.clearing.clearDue());
    });
  };
  const states: Town['states'] = async () => (JSON.parse((await run('payment', 'list', '--json')).out) as { payments: readonly { readonly state: string }[] }).payments.map(({ state }) => state);
  return { config, run, order, states, refuses: async (expected, ...args) => void t.regex(oneLineOf(t, await run(...args)), expected, args.join(' ')) };
}

test('a party is suspended and resumed by two people; what was open of it is told to have ended', async (t) => {
  const { run, refuses, order, states } = await openTown(t);
  await order('maple-7731-crow');
  await refuses(/required option '--reason <text>'/, 'party', 'suspend', BUYER, ...BY);
  await refuses(/refused \(two-people\)/, 'party', 'suspend', BUYER, '--reason', 'ticket 312', '--by', 'Sato');
  t.deepEqual(await states(), ['awaiting-forward']);
  t.regex((await run('party', 'suspend', 'Takao Sasaki', '--reason', 'ticket 312', ...BY)).out, /^Takao Sasaki is suspended\. 1 open payment ended unpaid\. `kakitome party resume` ends it\.$/m);
  t.deepEqual(await states(), ['ended']);
  t.regex((await run('party', 'show', BUYER)).out, /^Suspended +20/m);
  t.regex((await run('party', 'suspend', BUYER, '--reason', 'once more', ...BY)).out, /is suspended already; nothing was changed/);
  t.like(JSON.parse((await run('party', 'resume', BUYER, '--json', ...BY)).out), { party: 1, resumed: true });
  t.regex((await run('party', 'resume', BUYER, ...BY)).out, /is not suspended; nothing was changed/);
  t.is((await run('audit')).code, 0);
});

test('an address from which nothing has come for a year says so, and is taken again', async (t) => {
  const { run, refuses, states } = await openTown(t);
  const old = await openTown(t, 400);
  await old.order('maple-7731-crow', 400);
  t.regex((await old.run('party', 'show', BUYER)).out, /suspended: no mail since 20\d\d-.*\(`kakitome address resume`\)/);
  await old.order('birch-2209-owl');
  t.is((await old.states()).length, 1, 'nothing is ordered from there');
  t.regex((await old.run('letter', 'list', '--json')).out, /address-idle/);
  await refuses(/refused \(address-unknown\)/, 'address', 'resume', 'nobody@buyer.example', ...BY);
  t.regex((await run('address', 'resume', BUYER, ...BY)).out, /is not suspended; nothing was changed/);
  t.like(JSON.parse((await old.run('address', 'resume', BUYER, '--json', ...BY)).out), { address: BUYER, resumed: true });
  t.regex((await old.run('party', 'show', BUYER)).out, new RegExp(`^${BUYER} +in use$`, 'm'));
  await old.order('otter-5151-lake');
  t.is((await old.states()).length, 2);
  t.deepEqual(await states(), []);
});

test('a payment is stopped by staff', async (t) => {
  const { run, refuses, order, states } = await openTown(t);
  await order('maple-7731-crow');
  const reference = (JSON.parse((await run('payment', 'list', '--json')).out) as { payments: readonly { readonly reference: string }[] }).payments[0]?.reference ?? '';
  await refuses(/<reference>: found "K7"/, 'payment', 'stop', 'K7', '--reason', 'x', ...BY);
  await refuses(/refused \(payment-unknown\)/, 'payment', 'stop', 'ZZZZ-ZZZZ', '--reason', 'x', ...BY);
  await refuses(/refused \(two-people\)/, 'payment', 'stop', reference, '--reason', 'x', '--by', 'Sato');
  t.regex((await run('payment', 'stop', reference, '--reason', 'shop is closed', ...BY)).out, /is ended, unpaid\.$/m);
  t.deepEqual(await states(), ['ended']);
  t.like(JSON.parse((await run('payment', 'stop', reference, '--reason', 'again', '--json', ...BY)).out), { stopped: false });
});

test('after a restore all that was open is ended, once; without the time of the restore nothing is', async (t) => {
  const { config, run, refuses, order, states } = await openTown(t);
  await order('maple-7731-crow');
  await order('birch-2209-owl');
  await refuses(/bank\.restored_at: found nothing; expected the time of the restore/, 'store', 'restored', ...BY);
  const toml = readFileSync(config, 'utf8');
  const set = (text: string): void => writeFileSync(config, toml.replace(/^#restored_at = .*$/m, `restored_at = "${text}"`));
  set('2999-01-01T00:00:00Z');
  await refuses(/bank\.restored_at: found 2999.*; expected a time that is past/, 'store', 'restored', ...BY);
  set('yesterday');
  await refuses(/bank\.restored_at: found "yesterday"; expected the time of a restore, with its zone/, 'store', 'restored', ...BY);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  set(new Date().toISOString().replace(/\.\d+Z/, 'Z'));
  t.regex((await run('store', 'restored', ...BY)).out, /^2 open payments and refunds ended, 0 cards void, 0 wallets ended; /m);
  t.deepEqual(await states(), ['ended', 'ended']);
  t.like(JSON.parse((await run('store', 'restored', '--json', ...BY)).out), { payments: 0, cards: 0, wallets: 0 });
  t.is((await run('audit')).code, 0);
  t.regex((await run('replay')).out, /[Nn]o difference|same|agree/);
});
