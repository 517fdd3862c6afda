import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { loadConfig } from '../config.ts';
import { openHere } from '../database.ts';
import { openOffice } from '../office.ts';
import { currencyOf } from '../protocol/money.ts';
import { inProcess, kakitome, newBank, oneLineOf, startDaemon, temporaryFolder } from './testing/bench.ts';

type Amount = { readonly currency: string; readonly minor: string; readonly text: string };
type AccountJson = { readonly id: string; readonly party: number | null; readonly balance: Amount; readonly held: Amount; readonly available: Amount };

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

test('a database of an older program is brought up to date by `start` alone: under a daemon that still runs no other command does it', async (t) => {
  const file = await newBank(t);
  const config = ['--config', file];
  const database = new DatabaseSync(join(dirname(file), 'kakitome.db'));
  const version = (): unknown => database.prepare('SELECT schema_version FROM meta').get()?.['schema_version'];
  const newest = version();
  database.exec('DROP INDEX staff_tasks_open; ALTER TABLE staff_tasks DROP COLUMN done_note; ALTER TABLE staff_tasks DROP COLUMN done_by; ALTER TABLE staff_tasks DROP COLUMN done_at; UPDATE meta SET schema_version = schema_version - 1');
  for (const verb of [['accounts'], ['party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY']]) {
    t.regex(oneLineOf(t, await inProcess(...verb, ...config)), /has schema version \d+, expected \d+: stop the bank, then start this program once \(kakitome start\), which brings it up to date/);
  }
  t.regex((await inProcess('doctor', ...config)).out, /^wrong +database +.*stop the bank, then start this program once/m);
  t.is(version(), Number(newest) - 1);
  const daemon = await startDaemon(t, dirname(file));
  t.is(version(), newest);
  daemon.signal('SIGTERM');
  await daemon.ended;
  t.is((await inProcess('accounts', ...config)).code, 0);
  database.close();
});

test('from nothing to a clean audit, each step the real command', async (t) => {
  const folder = temporaryFolder(t);
  const made = await kakitome(folder, 'init', 'bank', '--name', 'Midori Bank', '--domain', 'midori.example', '--telephone', '+81 3 1234 5678', '--time-zone', 'Asia/Tokyo');
  t.is(made.code, 0, made.err);
  t.regex(made.out, /^midori\.example\. IN TXT "v=spf1 mx -all"$/m);
  t.regex(made.out, /^kakitome1\._domainkey\.midori\.example\. IN TXT "v=DKIM1; k=rsa; p=[^"]{200,236}" "[^"]+"$/m);
  t.regex(made.out, /^_dmarc\.midori\.example\. IN TXT "v=DMARC1; p=reject/m);
  const bank = join(folder, 'bank');
  t.deepEqual(readdirSync(join(bank, 'keys')).toSorted(), ['dkim-kakitome1.pem', 'letter.key', 'pepper-1.key', 'reference.key', 'token.key', 'wallet-1.age-key']);
  for (const key of readdirSync(join(bank, 'keys'))) t.is(modeOf(join(bank, 'keys', key)), '600', key);
  t.deepEqual([modeOf(bank), modeOf(join(bank, 'keys')), existsSync(join(bank, 'kakitome.db'))], ['700', '700', true]);

  // Without --config the file of the folder is taken.
  const party = await kakitome(bank, 'party', 'add', 'Takao Sasaki', '--address', 'takao@buyer.example', '--currency', 'JPY', '--language', 'ja');
  t.is(party.code, 0, party.err);
  t.regex(party.out, /^Party +1\nName +Takao Sasaki\nLanguage +ja$/m);
  const deposit = await kakitome(bank, 'deposit', 'takao@buyer.example', '20,000', 'JPY', '--reference', 'V-17', '--by', 'Sato', '--by', 'Mori');
  t.is(deposit.out, 'Deposited JPY 20,000 to Takao Sasaki (V-17). Balance JPY 20,000.\n', deposit.err);
  const accounts = await kakitome(bank, 'accounts', '--json');
  const { accounts: rows } = JSON.parse(accounts.out) as { accounts: readonly AccountJson[] };
  t.deepEqual(rows.find((row) => row.party === 1)?.available, { currency: 'JPY', minor: '20000', text: '20,000' });
  t.is((await kakitome(bank, 'payment', 'list')).out, 'No such payments.\n');
  const audit = await kakitome(bank, 'audit');
  t.is(audit.code, 0, audit.out);
  t.regex(audit.out, /^received 0 = advanced 0 \+ answered 0 \+ recorded 0 \+ nothing-new 0 \+ refused 0 \+ set-aside 0 \+ waiting 0$/m);
  t.regex(audit.out, /^JPY +20,000 +0 +0 +20,000$/m);
  t.regex(audit.out, /without two named people: none/);

  oneLineOf(t, await kakitome(folder, 'init', 'bank'));
  oneLineOf(t, await kakitome(folder, 'accounts'));
});

test('init leaves alone what is there, and begins nothing with a wrong option', async (t) => {
  const folder = temporaryFolder(t);
  t.regex(oneLineOf(t, await inProcess('init', join(folder, 'b'), '--time-zone', 'Tokyo')), /bank\.time_zone: found "Tokyo"; expected a time zone/);
  t.regex(oneLineOf(t, await inProcess('init', join(folder, 'b'), '--domain', 'localhost')), /--domain: found "localhost"/);
  t.false(existsSync(join(folder, 'b')));
  writeFileSync(join(folder, 'file'), '');
  t.regex(oneLineOf(t, await inProcess('init', join(folder, 'file'))), /found a file; expected a folder/);
  mkdirSync(join(folder, 'c'));
  writeFileSync(join(folder, 'c', 'kakitome.toml'), 'mine');
  t.regex(oneLineOf(t, await inProcess('init', join(folder, 'c'))), /found a kakitome\.toml/);
  t.deepEqual([readFileSync(join(folder, 'c', 'kakitome.toml'), 'utf8'), existsSync(join(folder, 'c', 'keys'))], ['mine', false]);
});

test('init --json tells the same for programs', async (t) => {
  const { out } = await inProcess('init', join(temporaryFolder(t), 'b'), '--json', '--name', 'A "B" \\ 緑');
  const made = JSON.parse(out) as { config: string; keys: readonly string[]; dns: readonly { name: string; value: string }[]; zone: readonly string[] };
  t.is(made.keys.length, 6);
  t.deepEqual(made.dns.map(({ name }) => name), ['bank.example', 'kakitome1._domainkey.bank.example', '_dmarc.bank.example']);
  t.is(made.zone[1]?.match(/"([^"]*)"/g)?.map((text) => text.slice(1, -1)).join(''), made.dns[1]?.value);
  t.is((await inProcess('accounts', '--config', made.config)).code, 0);
});

test('parties: every mistake has its line and changes nothing', async (t) => {
  const config = await newBank(t, (toml) => toml.replace(/^#(staff_address = )/m, '$1').replace(/^#(post_address = )/m, '$1').replace(/^#(address = "orders@)/m, '$1'));
  const add = (...args: readonly string[]) => inProcess('party', 'add', ...args, '--config', config);
  t.is((await add('Green Tea House', '--address', 'shop@tea.example', 'orders@tea.example', '--currency', 'JPY,EUR')).code, 0);
  const refusals: readonly (readonly [RegExp, readonly string[]])[] = [
    [/--currency: found none; expected .*JPY/, ['A', '--address', 'a@b.example']],
    [/--address: found none/, ['A', '--currency', 'JPY']],
    [/currency: found "XAU"; expected an ISO 4217 code/, ['A', '--address', 'a@b.example', '--currency', 'XAU']],
    [/address: found "a@b"; expected one mail address/, ['A', '--address', 'a@b', '--currency', 'JPY']],
    [/--language: found "de"; expected one of en, ja/, ['A', '--address', 'a@b.example', '--currency', 'JPY', '--language', 'de']],
    [/name: found 0 characters/, [' ', '--address', 'a@b.example', '--currency', 'JPY']],
    [/name: found a control character or one of/, ['Bank <pay@bank.example>', '--address', 'a@b.example', '--currency', 'JPY']],
    [/refused \(name-taken\): .* Found "green  TEA house"/, ['green  TEA house', '--address', 'a@b.example', '--currency', 'JPY']],
    [/refused \(address-taken\)/, ['A', '--address', 'shop@tea.example', '--currency', 'JPY']],
    ...['pay+x', 'bounce', 'staff', 'board', 'orders+1'].map((own) => [/refused \(address-is-ours\)/, ['A', '--address', `${own}@bank.example`, '--currency', 'JPY']] as const),
    ...['3', '４ ２'].map((name) => [/name: found "[^"]+"; expected a name that can't be taken for the id of a party/, [name, '--address', 'a@b.example', '--currency', 'JPY']] as const),
  ];
  for (const [line, args] of refusals) t.regex(oneLineOf(t, await add(...args)), line);
  const { out } = await inProcess('party', 'list', '--json', '--config', config);
  t.is((JSON.parse(out) as { parties: readonly unknown[] }).parties.length, 1);
  for (const which of ['1', 'orders@tea.example', 'green tea HOUSE']) t.regex((await inProcess('party', 'show', which, '--config', config)).out, /^Party +1$/m);
  t.regex(oneLineOf(t, await inProcess('party', 'show', 'nobody', '--config', config)), /party: found "nobody"; expected an id/);
});

test('where one word is the id of a party and the name of another, neither is meant', async (t) => {
  const config = await newBank(t);
  const office = await openOffice(loadConfig(config), { report: () => undefined, openStore: openHere });
  for (const [name, address] of [['Aoi', 'aoi@buyer.example'], ['1', 'one@buyer.example']] as const) {
    await office.clearing.instruct({ kind: 'open-party', name, language: 'en', addresses: [address], currencies: [currencyOf('JPY') ?? t.fail()], balanceInReceipts: false });
  }
  await office.close();
  t.regex(oneLineOf(t, await inProcess('address', 'add', '1', 'x@y.example', '--config', config)), /party: found "1", which is the id of Aoi and the name of party 2; expected a registered address/);
  t.regex((await inProcess('party', 'limits', 'aoi@buyer.example', '--per-day', '5 JPY', '--config', config)).out, /^Aoi: /);
  t.is((await inProcess('party', 'rename', 'one@buyer.example', 'One', '--config', config)).code, 0);
  t.regex((await inProcess('party', 'show', '1', '--config', config)).out, /^Name +Aoi/m);
});

test('many parties and their accounts are shown a page at a time', async (t) => {
  const config = await newBank(t);
  for (const name of ['Aoi', 'Ken', 'Mio']) await inProcess('party', 'add', name, '--address', `${name}@buyer.example`, '--currency', 'JPY', '--config', config);
  const pages = async (...command: readonly string[]): Promise<readonly string[]> => Promise.all([[], ['--limit', '2'], ['--limit', '2', '--after', '2'], ['--after', '3']].map(async (more) => (await inProcess(...command, ...more, '--config', config)).out));
  const [all = '', first = '', second = '', none = ''] = await pages('party', 'list');
  t.deepEqual([all, first, second].map((text) => ['Aoi', 'Ken', 'Mio'].filter((name) => text.includes(name)).join()), ['Aoi,Ken,Mio', 'Aoi,Ken', 'Mio']);
  t.deepEqual([all, first, second, none].map((text) => /More parties follow: --after (\d+)/.exec(text)?.[1] ?? null), [null, '2', null, null]);
  t.is(none, 'No further parties.\n');
  const accounts = await pages('accounts', '--json');
  const told = accounts.map((text) => JSON.parse(text) as { readonly accounts: readonly AccountJson[]; readonly more: number | null });
  t.deepEqual(told.map((page) => [page.accounts.filter(({ party }) => party === null).length > 0, page.accounts.flatMap(({ party }) => party ?? []), page.more]), [[true, [1, 2, 3], null], [true, [1, 2], 2], [false, [3], null], [false, [], null]]);
  for (const wrong of [['--limit', '0'], ['--after', 'Aoi']]) oneLineOf(t, await inProcess('party', 'list', ...wrong, '--config', config));
});

test('addresses come and go', async (t) => {
  const config = await newBank(t);
  await inProcess('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY', '--config', config);
  const added = await inProcess('address', 'add', 'Takao', 'Takao <x@y.example>', '--config', config);
  t.regex(oneLineOf(t, added), /address: found "Takao <x@y\.example>"/);
  t.regex((await inProcess('address', 'add', 'Takao', 'takao@mobile.example', '--config', config)).out, /may order from 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$/m);
  t.regex(oneLineOf(t, await inProcess('address', 'add', '1', 'takao@mobile.example', '--config', config)), /address-taken/);
  t.is((await inProcess('address', 'remove', 'takao@mobile.example', '--config', config)).out, 'takao@mobile.example is removed.\n');
  t.regex(oneLineOf(t, await inProcess('address', 'remove', 'takao@mobile.example', '--config', config)), /address-unknown/);
});

test('the last address of a party with money stays until the money is paid out, or it is said that it may wait', async (t) => {
  const config = await newBank(t);
  const run = (...args: readonly string[]) => inProcess(...args, '--config', config);
  await run('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY', 'EUR');
  t.is((await run('deposit', '1', '20,000', 'JPY', '--reference', 'V-1')).out, 'Deposited JPY 20,000 to Takao (V-1). Balance JPY 20,000.\n');
  t.regex(oneLineOf(t, await run('address', 'remove', 'takao@buyer.example')), /the last one of Takao, whose account holds JPY 20,000; expected that the money is paid out first/);
  await run('address', 'add', '1', 'takao@mobile.example');
  t.is((await run('address', 'remove', 'takao@buyer.example')).code, 0, 'another one is there');
  t.is((await run('address', 'remove', 'takao@mobile.example', '--leave-money')).code, 0);
  t.regex(oneLineOf(t, await run('withdraw', '1', '20,000', 'JPY', '--reference', 'V-2')), /Takao, which has no address any more; expected a party with an address \(`kakitome address add`\)/);
  await run('address', 'add', '1', 'takao@new.example');
  t.is((await run('withdraw', '1', '20,000', 'JPY', '--reference', 'V-2')).out, 'Withdrew JPY 20,000 from Takao (V-2). Balance JPY 0.\n');
  t.is((await run('address', 'remove', 'takao@new.example')).code, 0, 'nothing is in it any more');
});

test('bookings: amounts as people write them, and nothing else', async (t) => {
  const config = await newBank(t);
  await inProcess('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY', 'EUR', '--config', config);
  const deposit = (amount: string, currency: string, ...more: readonly string[]) => inProcess('deposit', 'takao@buyer.example', amount, currency, '--reference', 'V-1', '--config', config, ...more);
  t.is((await deposit('5000', 'JPY')).code, 0);
  t.is((await deposit('５，０００円', 'jpy', '--reference', 'V-2')).out, 'Deposited JPY 5,000 to Takao (V-2). Balance JPY 10,000.\n');
  t.is((await deposit('1,080.50', 'EUR')).out, 'Deposited EUR 1,080.50 to Takao (V-1). Balance EUR 1,080.50.\n');
  const refusals: readonly (readonly [string, string, RegExp])[] = [
    ['1.080', 'EUR', /EUR 1,080\.00 or EUR 1\.080/],
    ['0', 'JPY', /expected an amount above zero/],
    ['-5', 'JPY', /expected an amount above zero/],
    ['5.00', 'JPY', /as many decimals as JPY has/],
    ['5 EUR', 'JPY', /expected an amount in JPY/],
    ['9007199254740993', 'JPY', /at most 12 digits/],
    ['99999999999999', 'EUR', /at most 12 digits/],
    ['abc', 'JPY', /expected an amount in JPY such as 5,000/],
    ['5', 'QQQ', /currency: found "QQQ"/],
    ['5', 'USD', /refused \(no-account\)/],
  ];
  for (const [amount, currency, line] of refusals) t.regex(oneLineOf(t, await deposit(amount, currency)), line);
  t.regex(oneLineOf(t, await deposit('5', 'JPY', '--reference', ' ')), /--reference: found " "/);
  t.regex(oneLineOf(t, await inProcess('withdraw', 'takao@buyer.example', '10,001', 'JPY', '--reference', 'V-2', '--config', config)), /refused \(funds-short\).*JPY 10,001/);
  t.is((await inProcess('withdraw', 'takao@buyer.example', '10,000', 'JPY', '--reference', 'V-2', '--config', config)).out, 'Withdrew JPY 10,000 from Takao (V-2). Balance JPY 0.\n');
  const audit = await inProcess('audit', '--json', '--config', config);
  t.like(JSON.parse(audit.out), { ok: true, currencies: [{ currency: 'EUR', outside: { minor: '108050' } }, { currency: 'JPY', outside: { minor: '0' } }] });
  t.is((JSON.parse(audit.out) as { singleHandedBookings: readonly unknown[] }).singleHandedBookings.length, 4);
  const right = await inProcess('audit', '--outside', '1,080.50 EUR', '--outside', '0 JPY', '--config', config);
  t.is(right.code, 0);
  t.regex(right.out, /EUR 1,080\.50: as it must be\n.*JPY 0: as it must be/);
  const wrong = await inProcess('audit', '--outside', '1,080.49 EUR', '--json', '--config', config);
  t.is(wrong.code, 1);
  t.like(JSON.parse(wrong.out), { ok: false, outside: [{ holds: { minor: '108049' }, must: { minor: '108050' } }], breaks: ["outside: the bank's real account holds EUR 1,080.49, and by the books it must hold EUR 1,080.50"] });
  t.regex(oneLineOf(t, await inProcess('audit', '--outside', '5000', '--config', config)), /currency: found ""/);
  for (const [voucher, by] of [['V-3', ['Hana', 'hana ']], ['V-4', ['Hana', 'Mori']]] as const) t.is((await deposit('5', 'JPY', '--reference', voucher, '--by', ...by)).code, 0);
  const named = JSON.parse((await inProcess('audit', '--json', '--config', config)).out) as { readonly singleHandedBookings: readonly { readonly by: readonly string[] }[] };
  t.deepEqual(named.singleHandedBookings.flatMap(({ by }) => by), ['Hana', 'hana'], 'one person, however the name is written');
});

test('where the bank asks for two people, one is not enough, nor the same one twice', async (t) => {
  const config = await newBank(t, (toml) => toml.replace('two_people_book = false', 'two_people_book = true'));
  await inProcess('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY', '--config', config);
  const deposit = (...by: readonly string[]) => inProcess('deposit', 'takao@buyer.example', '5', 'JPY', '--reference', 'V-1', '--config', config, ...by.flatMap((name) => ['--by', name]));
  for (const by of [[], ['Sato'], ['Sato', ' Sato']]) t.regex(oneLineOf(t, await deposit(...by)), /refused \(two-people\).*two_people_book/);
  t.is((await deposit('Sato', 'Mori')).code, 0);
});

test('audit ends with 1 and a plain sentence where money came from nowhere', async (t) => {
  const config = await newBank(t);
  await inProcess('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY', '--config', config);
  await inProcess('deposit', 'takao@buyer.example', '5,000', 'JPY', '--reference', 'V-1', '--config', config);
  const database = new DatabaseSync(join(dirname(config), 'kakitome.db'));
  database.exec("UPDATE accounts SET balance = balance + 1 WHERE account_id = 'party:1:JPY'");
  database.close();
  const { code, out } = await inProcess('audit', '--config', config);
  t.is(code, 1);
  t.regex(out, /^BROKEN \(\d+\)$[\s\S]*^ {2}balances: customers and bank hold JPY 5,001, but JPY 5,000 came in by deposits less withdrawals$/m);
  const told = JSON.parse((await inProcess('audit', '--json', '--config', config)).out) as { ok: boolean; breaks: readonly string[] };
  t.false(told.ok);
  t.true(told.breaks.length >= 2, told.breaks.join('\n'));
});

test('a voucher number that stands under another amount or account too is told: who corrects a slip by typing it anew has booked twice', async (t) => {
  const config = await newBank(t);
  for (const [name, address] of [['Takao', 'takao@buyer.example'], ['Hana', 'hana@buyer.example']] as const) await inProcess('party', 'add', name, '--address', address, '--currency', 'JPY', '--config', config);
  const deposit = (address: string, amount: string, voucher: string) => inProcess('deposit', address, amount, 'JPY', '--reference', voucher, '--config', config);
  t.is((await deposit('takao@buyer.example', '2,000', 'V-1')).err, '');
  t.is((await deposit('takao@buyer.example', '2,000', 'V-2')).err, '');
  const again = await deposit('takao@buyer.example', '20,000', 'v-1');
  t.is(again.code, 0);
  t.regex(again.err, /^kakitome: v-1 is the voucher of another booking too: JPY 2,000 on party:1:JPY, .* take the wrong one back by `kakitome withdraw`\n$/);
  t.regex((await deposit('hana@buyer.example', '2,000', 'V-2')).err, /V-2 is the voucher of another booking too: JPY 2,000 on party:1:JPY/);
  t.is((await inProcess('withdraw', 'takao@buyer.example', '2,000', 'JPY', '--reference', 'V-1', '--config', config)).err, '', 'taken back under the same number');
  t.regex((await inProcess('withdraw', 'takao@buyer.example', '500', 'JPY', '--reference', 'V-1', '--config', config)).err, /V-1 is the voucher of another booking too: JPY 2,000 on party:1:JPY, .* by `kakitome deposit`/);
});

test('an address with capital letters is taken as it is written, and staff are told what that means', async (t) => {
  const config = await newBank(t);
  const added = await inProcess('party', 'add', 'Hana', '--address', 'Hana.Ito@Buyer.example', '--currency', 'JPY', '--config', config);
  t.is(added.code, 0);
  t.regex(added.err, /^kakitome: Hana\.Ito@buyer\.example: found capital letters before the @; mail from hana\.ito@buyer\.example is a stranger's to the bank\. .*\n$/);
  t.is((await inProcess('address', 'add', '1', 'hana@mobile.example', '--config', config)).err, '');
  t.regex((await inProcess('address', 'add', '1', 'HANA@other.example', '--config', config)).err, /mail from hana@other\.example is a stranger's/);
});

test('configuration, keys and database: what is wrong is told by file and key', async (t) => {
  const config = await newBank(t);
  const folder = dirname(config);
  const accounts = (file = config) => inProcess('accounts', '--config', file);
  t.regex(oneLineOf(t, await accounts(join(folder, 'none.toml'))), /none\.toml: can't be read \(ENOENT\); expected a configuration file/);
  const good = readFileSync(config, 'utf8');
  writeFileSync(config, good.replace('readers = 2', 'readers = "two"').replace('port = 25', 'prot = 25'));
  t.regex(oneLineOf(t, await accounts()), /kakitome\.toml: \S+: .*expected .*\(and 1 more; `kakitome doctor` lists all\)/);
  writeFileSync(config, good.replace('path = "kakitome.db"', 'path = "elsewhere.db"'));
  t.regex(oneLineOf(t, await accounts()), /store\.path: found no database at .*elsewhere\.db/);
  t.false(existsSync(join(folder, 'elsewhere.db')));
  writeFileSync(config, good);
  chmodSync(join(folder, 'keys', 'letter.key'), 0o644);
  t.regex(oneLineOf(t, await accounts()), /letter\.key: found mode 0644; expected 0600 \(run: chmod 600/);
  rmSync(join(folder, 'keys', 'letter.key'));
  writeFileSync(join(folder, 'keys', 'letter.key'), 'ab'.repeat(32), { mode: 0o600 });
  t.regex(oneLineOf(t, await accounts()), /can't be opened: .*letter key/);
});
