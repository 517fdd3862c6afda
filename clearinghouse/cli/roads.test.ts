/** What staff do about a party's roads, through the command: schemes, wallets, cheques, cards of numbers, forms. */
import crypto, { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { Decrypter } from 'age-encryption';
import test, { type ExecutionContext } from 'ava';
import { writeMail } from '../../scripts/test-mail.ts';
import { loadConfig } from '../config.ts';
import { formNumberFor } from '../core/form.ts';
import { dayOf } from '../core/keys.ts';
import { liveDigest } from '../core/numbers.ts';
import { openHere } from '../database.ts';
import { openOffice, type Office } from '../office.ts';
import { makeReading } from '../protocol/make-reading.ts';
import type { ChequeReading } from '../protocol/reading.ts';
import { money } from '../protocol/money.ts';
import { makeDigest } from '../protocol/secret.ts';
import { showSettlementNumber } from '../protocol/settlement-number.ts';
import { chequeTime, makeChequeReader, sealCheque } from '../sealing/cheque-file.ts';
import { ageKeys, BUYER_KEY, CHEQUE } from '../sealing/testing/write-cheque.ts';
import { cardNumbersOf } from './card-facts.ts';
import { readCurrency } from './find.ts';
import { inProcess, newBank, oneLineOf, type Ended } from './testing/bench.ts';

const BUYER = 'takao@buyer.example';
const SHOP = 'shop@tea.example';
const PASSWORD = 'maple-7731-crow';
const POSTAL = (toml: string): string => toml.replace('#postal_address = ', 'postal_address = ');
const TWO = (toml: string): string => toml.replace('two_people_book = false', 'two_people_book = true');
const PRINTER = ageKeys(9);
const CARD = ['--to-name', 'Takao Sasaki', '--postcode', '164-0023', '--address-line', 'Nakano 4-11-19', '--address-line', 'Tokyo', '--form', 'postcard'] as const;
const JPY = readCurrency('JPY');
const BY = ['--by', 'Sato', 'Mori'] as const;

type Letter = { readonly to?: string; readonly cc?: string; readonly text: string; readonly cheque?: Uint8Array; readonly isUnsigned?: boolean };
type Town = {
  readonly config: string;
  readonly office: Office;
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  readonly refuses: (expected: RegExp, ...args: readonly string[]) => Promise<void>;
  readonly write: (letter: Letter) => Promise<void>;
  readonly replyTo: (kind: string) => Promise<string>;
  /** All that any command has said. */
  readonly said: () => string;
};

/** A bank with a buyer and a shop; letters come as readings of real mails, the verbs are the real ones. */
async function openTown(t: ExecutionContext, edit: (toml: string) => string = (toml) => toml): Promise<Town> {
  const config = await newBank(t, edit, '--domain', 'bank.example');
  let said = '';
  const run: Town['run'] = async (...args) => {
    const ended = await inProcess(...args, '--config', config);
    said += ended.out + ended.err;
    return ended;
  };
  const office = await openOffice(loadConfig(config), { report: (_level, event, fields) => t.log(event, fields), completeUntil: () => Number.POSITIVE_INFINITY, openStore: openHere });
  t.teardown(office.close);
  for (const [name, address] of [['Takao Sasaki', BUYER], ['Green Tea House', SHOP]] as const) await office.clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [address], currencies: [JPY], balanceInReceipts: false });
  await office.clearing.instruct({ kind: 'deposit', address: BUYER, amount: money(JPY, 20_000n), reference: 'V-1', by: ['Sato', 'Mori'] });
  const digest = makeDigest(office.keys.peppers);
  let letters = 0;
  const write = async ({ to = 'pay@bank.example', cc, text, cheque, isUnsigned = false }: Letter): Promise<void> => {
    letters += 1;
    const now = office.clock.now();
    const messageId = `m${letters}@buyer.example`;
    const attachments = cheque === undefined ? [] : [{ filename: 'cheque.age', type: 'application/octet-stream', content: cheque }];
    const bytes = writeMail({ from: BUYER, to, ...(cc === undefined ? {} : { cc }), subject: 'Hello', text, date: now, messageId, attachments });
    const cheques: readonly ChequeReading[] = cheque === undefined ? [] : [await makeChequeReader(office.keys.wallet.map(({ identity }) => identity))(cheque, digest)].filter((one) => one !== null);
    const recipients = cc === undefined ? [to] : [to, cc];
    const headers = { messageId, inReplyTo: [], references: [], subject: 'Hello', date: now, to: [to], cc: cc === undefined ? [] : [cc], recipients };
    const signature = { domain: 'buyer.example', selector: 's1', b: `b${letters}`, signedFields: ['from', 'subject', 'date'], signedAt: null, expiresAt: null };
    const reading = makeReading({ refusal: null, findings: [], automatic: null, resent: false, bounce: null, headers, bodyHash: String(letters), text, alternative: null, originals: [], cheques }, isUnsigned ? { strength: 'none', address: BUYER, signature: null, findings: [] } : { strength: 'signed', address: BUYER, signature, findings: [] }, digest);
    const { letterId } = await office.store.keepLetter({ bytes, receivedAt: now, intake: 'lmtp', envelope: { from: BUYER, to: recipients, clientAddress: null, helo: null }, place: null }, { from: BUYER, messageId }, now);
    await office.store.saveReading(letterId, reading);
    while (await office.clearing.clearDue());
  };
  const replyTo = async (kind: string): Promise<string> => {
    const owed = (await office.store.listNotices({ payment: null, status: null, limit: 100 })).filter(({ notice }) => notice.facts.kind === kind);
    return owed.toSorted((a, b) => b.notice.owedAt - a.notice.owedAt)[0]?.notice.replyTo ?? 'none@none.example';
  };
  const refuses: Town['refuses'] = async (expected, ...args) => void t.regex(oneLineOf(t, await run(...args)), expected, args.join(' '));
  return { config, office, run, refuses, write, replyTo, said: () => said };
}

test('a wallet is offered, enrolled by its owner\'s answer, and listed; its cheque is shown without being opened, and void before it is opened', async (t) => {
  const town = await openTown(t, (toml) => `${TWO(toml).replace(/(\[register\][\s\S]*?\nanswer = )false/, '$1true')}\n[[policy.steps]]\nscheme = "wallet"\nabove = ["900,000 JPY"]\n`);
  const { run, refuses, office, config } = town;
  await refuses(/refused \(wallet-missing\): .*expected a party whose wallet is enrolled/, 'party', 'scheme', BUYER, 'wallet', ...BY);
  await refuses(/refused \(board-takes-none\): .*board\.post_address/, 'party', 'scheme', BUYER, 'board', ...BY);
  await refuses(/scheme: found "cheque"; expected one of two-mail/, 'party', 'scheme', BUYER, 'cheque');
  await refuses(/--if-missing: found "stop"/, 'party', 'scheme', BUYER, '--if-missing', 'stop');
  t.regex((await run('wallet', 'enrol', BUYER, ...BY)).out, /^The wallet page for Takao Sasaki goes to takao@buyer\.example; its answer is taken until 20\d\d-.*\n.*For 7 days from then on its cheques lift no limit/);
  t.regex((await run('wallet', 'list')).out, /^ +1 +Takao Sasaki +- +sent; its answer is taken until/m);
  await town.write({ to: await town.replyTo('wallet-page'), text: `Wallet key: ${BUYER_KEY.publicKey}` });
  const fingerprint = (createHash('sha256').update(Buffer.from(BUYER_KEY.publicKey, 'base64url')).digest('hex').slice(0, 16).match(/.{4}/g) ?? []).join(' ');
  t.like((JSON.parse((await run('wallet', 'list', '--json')).out) as { wallets: readonly unknown[] }).wallets[0], { party: 1, walletPageUntil: null, wallet: { fingerprint, key: BUYER_KEY.publicKey } });
  t.regex((await run('party', 'show', BUYER)).out, new RegExp(`^Pays +wallet; .* the question is asked\nWallet +${fingerprint}, since 20`, 'm'));
  await chequeTold(t, town);
  t.regex((await run('party', 'scheme', BUYER, 'default', '--if-missing', 'end', ...BY)).out, /^Takao Sasaki: as the bank's policy says; .* the payment ends\.$/m);
  t.regex((await run('wallet', 'revoke', BUYER, ...BY)).out, /^Takao Sasaki has no wallet any more; its cheques are void\.\nPays: as the bank's policy says; /m);
  t.like((await office.store.listParties())[0]?.party.roads, { scheme: null, missing: 'end', wallet: null, offer: null });
  await refuses(/bank\.postal_address: found nothing; expected the lines/, 'numbers', 'issue', BUYER, ...CARD, '--plain', '--out', join(dirname(config), 'card.pdf'));
  rmSync(join(dirname(config), 'keys', 'wallet-1.age-key'));
  const { out } = await run('doctor');
  t.regex(out, /^wrong +wallet key +found none, while a rule .* "wallet"; expected .*wallet rotate/m);
  t.regex(out, /^unsure +form of membership +the answer to REGISTER carries none: .*bank\.postal_address: found nothing/m);
  await refuses(/wallet key: found none; expected .*wallet rotate/, 'wallet', 'enrol', BUYER);
});

async function chequeTold(t: ExecutionContext, town: Town): Promise<void> {
  const { run, refuses, office } = town;
  const { serial } = CHEQUE;
  const now = office.clock.now();
  await refuses(/serial: found "K7Q2"/, 'cheque', 'show', 'K7Q2', '--address', BUYER);
  await refuses(/cheque: found K7Q2M9X4T8WZ5R3N of Takao Sasaki/, 'cheque', 'show', serial, '--address', BUYER);
  await town.write({ to: SHOP, cc: 'pay@bank.example', text: `2 Sencha 100g\n\nPassword: ${PASSWORD}` });
  await town.write({ text: 'My cheque.', cheque: await sealCheque({ ...CHEQUE, issued: chequeTime(now - 1_000), expires: chequeTime(now + 86_400_000) }, BUYER_KEY, office.keys.wallet[0]?.recipient ?? '') });
  const shown = await run('cheque', 'show', serial.toLowerCase(), '--address', BUYER);
  t.regex(shown.out, /^State +opened once by the reader; it waits with its payment\nPayment +[0-9A-Z-]{9}, awaiting-forward\nLetter +3\nExpires +20/m);
  t.notRegex(shown.out, /4,741|shop@/);
  const reference = /^Payment +(\S{9}),/m.exec(shown.out)?.[1] ?? '';
  t.regex((await run('payment', 'show', reference)).out, /^ *Scheme +wallet[\s\S]*^Cheque +K7Q2M9X4T8WZ5R3N, at most JPY 4,741, until .*, letter 3$/m);
  const why = ['--reason', 'ticket 311'] as const;
  await refuses(/--reason: found " "/, 'cheque', 'open', serial, '--address', BUYER, '--reason', ' ', ...BY);
  await refuses(/two-people/, 'cheque', 'open', serial, '--address', BUYER, ...why, '--by', 'Sato');
  const opened = await run('cheque', 'open', serial, '--address', BUYER, ...why, ...BY);
  t.regex(opened.out, /^Cheque K7Q2M9X4T8WZ5R3N is void now; its writer is told\. Payment [0-9A-Z-]{9}\.\n\nAccount +takao@buyer\.example\nPayee +shop@tea\.example\nMost +JPY 4,741\nIssued +20.*\nExpires +20/, 'the refusal before has not voided it');
  t.like(JSON.parse((await run('cheque', 'show', serial, '--address', BUYER, '--json')).out), { state: 'void', payment: reference, letter: 3 });
  t.like(JSON.parse((await run('cheque', 'open', serial, '--address', BUYER, ...why, ...BY, '--json')).out), { wasOver: true, letter: 3, content: { payee: SHOP } });
  t.notRegex(town.said(), /maple|7731/);
}

/** What stands in every file of the bank's folder but its keys, and in all that was said. */
const everything = ({ config, said }: Town): string => {
  const folder = dirname(config);
  const files = readdirSync(folder).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  return [said(), ...files.map((path) => readFileSync(path, 'latin1'))].join('\n');
};

/** Every draw of this process while it is asked, so that a test knows what nobody may read. */
async function withDraws<T>(given: readonly number[], work: (drawn: readonly number[]) => Promise<T>): Promise<T> {
  const { randomInt } = crypto;
  const drawn: number[] = [];
  const next = [...given];
  Object.assign(crypto, { randomInt: (most: number) => (drawn.push(next.shift() ?? randomInt(most)), drawn.at(-1)) });
  syncBuiltinESMExports();
  try {
    return await work(drawn);
  } finally {
    Object.assign(crypto, { randomInt });
    syncBuiltinESMExports();
  }
}

/** What can't be: one line, no file, nothing issued. */
async function cardRefused(t: ExecutionContext, town: Town): Promise<void> {
  const { run, refuses, office } = town;
  const folder = join(dirname(town.config), '..');
  const file = join(folder, 'none.age');
  const before = [readdirSync(folder), (await office.store.listParties())[0]?.party.roads.card];
  const sealed = ['--printer', PRINTER.recipient] as const;
  const issue = (...more: readonly string[]): readonly string[] => ['numbers', 'issue', BUYER, ...CARD, '--out', file, ...more];
  await withDraws([], async (drawn) => {
    await refuses(/--printer: found nothing; expected .*--plain/, ...issue(...BY));
    await refuses(/--plain: found --printer beside it/, ...issue(...sealed, '--plain', ...BY));
    await refuses(/--printer: found "AGE-SECRET-KEY/, ...issue('--printer', PRINTER.identity, ...BY));
    await refuses(/--count: found "61"; expected a whole number from 1 to 60/, ...issue(...sealed, '--count', '61', ...BY));
    await refuses(/--digits: found "6"/, ...issue(...sealed, '--digits', '6', ...BY));
    await refuses(/--form: found "sms"/, ...issue(...sealed, '--form', 'sms', ...BY));
    await refuses(/print file: found "🌸" in "Takao 🌸"; expected letters that its fonts have/, ...issue(...sealed, '--to-name', 'Takao 🌸', ...BY));
    await refuses(/refused \(two-people\)/, ...issue(...sealed, '--by', 'Sato'));
    t.true(drawn.length >= 60, 'the last two were drawn');
    t.deepEqual([readdirSync(folder), (await office.store.listParties())[0]?.party.roads.card], before, 'no file, nor a part of it');
    const plain = await run(...issue('--plain', '--form', 'letter', '--count', '1', ...BY));
    t.regex(plain.out, /THE FILE IS NOT SEALED/);
    t.is(readFileSync(file).subarray(0, 5).toString(), '%PDF-');
    await refuses(/--out: found ".*none\.age"; expected the name of a file that is not there yet/, ...issue(...sealed, ...BY));
    const seen = everything(town);
    for (const one of drawn) t.false(seen.includes(String(one).padStart(8, '0')));
  });
}

test('a card: drawn, sealed to the printer, used, void; no number is ever shown or kept', async (t) => {
  const town = await openTown(t, (toml) => POSTAL(TWO(toml)));
  const { run, refuses, office } = town;
  const out = (name: string): string => join(dirname(town.config), '..', name);
  const sealed = ['--printer', PRINTER.recipient] as const;
  const numbersOf = (drawn: readonly number[]): readonly string[] => drawn.map((one) => String(one).padStart(8, '0'));
  await refuses(/refused \(card-missing\)/, 'numbers', 'show', BUYER);
  await withDraws([7_265_310, 40_718_253, 91_827_465, 55_190_327, 28_461_937], async (drawn) => {
    const made = await run('numbers', 'issue', BUYER, ...CARD, ...sealed, '--count', '5', '--out', out('card.age'), ...BY);
    t.is(made.code, 0, made.err);
    const file = readFileSync(out('card.age'));
    t.is(statSync(out('card.age')).mode & 0o777, 0o600);
    t.true(made.out.includes(`SHA-256 ${createHash('sha256').update(file).digest('hex')}`), made.out);
    t.regex(made.out, /a postcard with 5 numbers of 8 digits for Takao Sasaki, sealed to the printer\./);
    const printer = new Decrypter();
    printer.addIdentity(PRINTER.identity);
    t.is(Buffer.from(await printer.decrypt(file)).subarray(0, 5).toString(), '%PDF-');
    const card = (await office.store.listParties())[0]?.party.roads.card;
    if (card == null) return t.fail('no card was issued');
    t.is((await office.store.listNotices({ payment: null, status: null, limit: 9 }))[0]?.notice.facts.kind, 'card-sent');
    t.regex((await run('numbers', 'show', BUYER)).out, /^State +not active yet.*\nIssued +20.*\nNumbers left +5 of 5\nUsed last +none\nWrong tries +0 in/m);
    const numbers = numbersOf(drawn);
    const kept = await cardNumbersOf(office.store, BUYER);
    const [digest = ''] = makeDigest(office.keys.peppers)(numbers[1] ?? '');
    t.is(kept?.live.get(2), liveDigest(office.rulebook.keys, 1, card.id, 2, digest));
    const seen = everything(town);
    for (const number of numbers) t.false([number, showSettlementNumber(number)].some((text) => seen.includes(text)));
    t.false(town.said().includes(card.id), 'the card\'s own number is printed inside alone');
    // Used: the number is dead, and may be shown.
    await town.write({ to: await town.replyTo('card-sent'), text: `ACTIVATE ${card.id}` });
    await town.write({ to: SHOP, cc: 'pay@bank.example', text: `2 Sencha 100g\n\nPassword: ${numbers[0] ?? ''}\nUp to: 5,000 JPY` });
    t.regex((await run('numbers', 'show', BUYER)).out, new RegExp(`^State +active[\\s\\S]*^Numbers left +4 of 5\nUsed last +No\\. 01: ${showSettlementNumber(numbers[0] ?? '')}, on .*it is dead`, 'm'));
    t.regex((await run('party', 'show', BUYER)).out, /^Card +active; issued 20/m);
    await lettersOfCard(t, town, card.id, [numbers[1] ?? '', numbers[2] ?? '', numbers[3] ?? '']);
    // The same draws again: none of them is given to this buyer a second time, with a card and after it.
    const first = drawn.slice(0, 3);
    t.is((await withDraws(first, () => run('numbers', 'issue', BUYER, ...CARD, ...sealed, '--count', '3', '--out', out('second.age'), ...BY))).code, 0);
    t.regex((await run('numbers', 'void', BUYER, '--reason', 'lost', ...BY)).out, /^The card of Takao Sasaki is void; /);
    await refuses(/card-missing\): .*numbers issue/, 'numbers', 'void', BUYER, '--reason', 'lost', ...BY);
    t.is((await withDraws(first, () => run('numbers', 'issue', BUYER, ...CARD, ...sealed, '--count', '3', '--out', out('third.age'), ...BY))).code, 0);
  });
  await cardRefused(t, town);
  t.deepEqual(await office.store.audit(), []);
});

/** A mail that proves nobody spends no number, so the number in it pays still; an order that is refused has spent its own. */
async function lettersOfCard(t: ExecutionContext, { run, refuses, write }: Town, id: string, [number, next, last]: readonly [string, string, string]): Promise<void> {
  const why = ['--reason', 'ticket 311'] as const;
  t.regex((await run('letter', 'show', '1', ...why)).out, /^ {2}\| …$/m);
  t.notRegex((await run('letter', 'show', '1', ...why, '--json')).out, new RegExp(id));
  await write({ to: SHOP, cc: 'pay@bank.example', text: `2 Sencha 100g\n\nPassword: ${number}\nUp to: 1.080 EUR`, isUnsigned: true });
  t.regex((await run('letter', 'show', '3')).out, /^Came to +set-aside: not-authenticated/m);
  await refuses(/letter 3: found a number of a card that is not used yet, or/, 'letter', 'show', '3', '--raw', ...why);
  await write({ to: SHOP, cc: 'pay@bank.example', text: `2 Sencha 100g\n\nPassword: ${number}\nUp to: 1.080 EUR` });
  t.regex((await run('letter', 'show', '4')).out, /^Came to +refused: ceiling-unreadable/m);
  for (const letter of ['3', '4']) t.is((await run('letter', 'show', letter, '--raw', ...why)).code, 0);
  await write({ to: SHOP, cc: 'pay@bank.example', text: `3 Sencha 100g\n\nPassword: ${next}\nUp to: 5,000 JPY` });
  await refuses(/letter 5: found the open payment/, 'letter', 'show', '5', '--raw', ...why);
  await write({ text: 'CANCEL', to: 'pay@bank.example' });
  await lettersWithNumbers(t, { run, refuses, write }, last);
}

/** Wherever it stands in the letter. */
async function lettersWithNumbers(t: ExecutionContext, { run, refuses, write }: Pick<Town, 'run' | 'refuses' | 'write'>, number: string): Promise<void> {
  const why = ['--reason', 'ticket 311'] as const;
  const shown = async (letter: string): Promise<string> => `${(await run('letter', 'show', letter, ...why)).out}${(await run('letter', 'show', letter, '--json', ...why)).out}${(await run('letter', 'explain', letter, '--offline', ...why)).out}`;
  for (const [letter, isUnsigned] of [['7', true], ['8', false]] as const) {
    const before = await shown(String(Number(letter) - 1));
    t.false(before.includes(number));
    await write({ to: 'pay@bank.example', text: `My number is ${showSettlementNumber(number)}.\n${number}`, isUnsigned });
    if (isUnsigned) await refuses(/letter 7: found a number of a card that is not used yet, or/, 'letter', 'show', letter, '--raw', ...why);
    if (isUnsigned) t.notRegex(await shown(letter), new RegExp(`${number}|${showSettlementNumber(number)}`));
  }
  for (const letter of ['7', '8']) t.is((await run('letter', 'show', letter, '--raw', ...why)).code, 0);
}

test('a form: made for the counter or for an address, checked, and asked for when a party is opened', async (t) => {
  const { config, run, refuses, office } = await openTown(t, POSTAL);
  const file = (name: string): string => join(dirname(config), '..', name);
  const counter = await run('form', 'make', '--language', 'ja', '--out', file('counter.pdf'));
  t.regex(counter.out, /^Made .*counter\.pdf: form F-[0-9A-Z]{4}-[0-9A-Z]{4}\. It was given to no mail address/);
  const { formNumber } = JSON.parse((await run('form', 'make', '--address', 'hana@new.example', '--out', file('hana.pdf'), '--json')).out) as { formNumber: string };
  t.is(formNumber, formNumberFor(office.rulebook.keys, 'hana@new.example', dayOf(office.clock.now())));
  t.is(readFileSync(file('hana.pdf')).subarray(0, 5).toString(), '%PDF-');
  const checked = await run('form', 'check', formNumber.toLowerCase().replaceAll('-', ' '), '--address', 'hana@new.example');
  t.is(checked.code, 0, checked.err);
  t.regex(checked.out, new RegExp(`^${formNumber} was given to hana@new\\.example on ${new Date(office.clock.now()).toISOString().slice(0, 7)}-\\d\\d \\(UTC\\)\\.$`, 'm'));
  const old = formNumberFor(office.rulebook.keys, 'hana@new.example', dayOf(office.clock.now()) - 200);
  t.regex((await run('form', 'check', old, '--address', 'hana@new.example')).out, /more than 90 days ago: it came too late/);
  t.is((await run('form', 'check', old, '--address', 'hana@new.example', '--within', '199')).code, 1);
  const other = await run('form', 'check', formNumber, '--address', 'ichiro@new.example');
  t.deepEqual([other.code, other.err], [1, '']);
  t.regex(other.out, /was not given to ichiro@new\.example in the last 400 days/);
  const wrong = formNumber.slice(0, -1) + (formNumber.endsWith('0') ? '1' : '0');
  await refuses(/form number: found ".*"; expected the number as it is printed/, 'form', 'check', wrong, '--address', 'hana@new.example');
  await refuses(/form number: found "12"/, 'form', 'check', '12', '--address', 'hana@new.example');
  await refuses(/--out: found/, 'form', 'make', '--out', file('hana.pdf'));
  await refuses(/--form: found F-.*, which was not given to ichiro@new\.example in the last 400 days; expected/, 'party', 'add', 'Ichiro', '--address', 'ichiro@new.example', '--currency', 'JPY', '--form', formNumber);
  t.is((await office.store.listParties()).length, 2);
  t.is((await run('party', 'add', 'Hana', '--address', 'hana@new.example', '--currency', 'JPY', '--form', formNumber)).code, 0);
});
