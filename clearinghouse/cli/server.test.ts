/** A bank whose database is on a PostgreSQL server: each step the real command. The password comes from file or environment and is shown nowhere. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import pg from 'pg';
import { loadConfig } from '../config.ts';
import { beginStore } from '../office.ts';
import { startServer, type Server } from '../store/postgres/testing/server.ts';
import { inProcess, newBank, oneLineOf, startDaemon, temporaryFolder } from './testing/bench.ts';

const PASSWORD = 'pä55 w/rd%41?&#';
let server: Server;
let admin: pg.Client;

/** A role that has to log in with its password; the server's owner goes on without. */
test.before(async () => {
  server = await startServer();
  admin = new pg.Client({ connectionString: server.postgres.url });
  admin.on('error', () => undefined);
  await admin.connect();
  await admin.query(`CREATE ROLE teller LOGIN PASSWORD '${PASSWORD}'; GRANT CREATE ON DATABASE postgres TO teller`);
  const { rows } = await admin.query<{ file: string }>("SELECT current_setting('hba_file') AS file");
  const file = rows[0]?.file ?? '';
  writeFileSync(file, `host all teller 127.0.0.1/32 scram-sha-256\n${readFileSync(file, 'utf8')}`);
  await admin.query('SELECT pg_reload_conf()');
});

test.after.always(async () => {
  await admin.end();
  await server.stop();
});

/** On a connection of its own: the server was halted meanwhile. */
async function ask(sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: server.postgres.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const urlOf = (user = 'teller'): string => server.postgres.url.replace('kakitome@', `${user}@`);
const noSecret = (t: ExecutionContext, text: string): void => void [PASSWORD, encodeURIComponent(PASSWORD), 'w/rd', 'w%2Frd', 'w%2frd'].forEach((part) => t.false(text.includes(part), `${part} in ${text}`));

/** The configuration of a bank on the server, whose schema nobody has begun yet. */
async function configured(t: ExecutionContext, schema: string, more = ''): Promise<string> {
  const file = await newBank(t, (toml) => toml.replace(/^#url = "postgres:.*$/m, `url = "${urlOf()}"${more}`).replace('schema = "kakitome"', `schema = "${schema}"`));
  writeFileSync(join(dirname(file), 'database-password'), `${PASSWORD}\n`);
  return file;
}

test.serial('init --store-url begins a bank on the server; every command works on it', async (t) => {
  const folder = join(temporaryFolder(t), 'bank');
  const url = urlOf('kakitome');
  const made = await inProcess('init', folder, '--telephone', '1', '--store-url', url);
  t.is(made.code, 0, made.err);
  t.regex(made.out, /the database schema kakitome of postgres:\/\/127\.0\.0\.1:\d+\/postgres\./);
  const config = ['--config', join(folder, 'kakitome.toml')];
  t.is((await inProcess('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY', ...config)).code, 0);
  t.is((await inProcess('deposit', 'takao@buyer.example', '500', 'JPY', '--reference', 'V-1', '--by', 'A', '--by', 'B', ...config)).code, 0);
  const audit = await inProcess('audit', ...config);
  t.is(audit.code, 0, audit.out);
  t.regex(audit.out, /^JPY +500 +0 +0 +500$/m);
  t.is((await admin.query('SELECT 1 FROM kakitome.parties')).rows.length, 1);
  t.regex(oneLineOf(t, await inProcess('init', `${folder}-2`, '--store-url', 'postgres://u:secret@h/d')), /found "postgres:\/\/…"; expected an address such as .* without a password/);
});

test.serial('the password comes from its file; a wrong one, none, another server and another schema are told in one line without it', async (t) => {
  const own = await configured(t, 'teller_own', '\npassword_file = "database-password"');
  await beginStore(loadConfig(own));
  t.is((await inProcess('accounts', '--config', own)).code, 0);
  const byEnvironment = await configured(t, 'teller_own');
  process.env['KAKITOME_DATABASE_PASSWORD'] = PASSWORD;
  const opened = await inProcess('accounts', '--config', byEnvironment);
  delete process.env['KAKITOME_DATABASE_PASSWORD'];
  t.is(opened.code, 0, opened.err);
  const fresh = await configured(t, 'nobody_began', '\npassword_file = "database-password"');
  const absent = oneLineOf(t, await inProcess('accounts', '--config', fresh));
  t.regex(absent, /found schema nobody_began: there is no store; expected/);
  writeFileSync(join(dirname(fresh), 'database-password'), 'not-the-pass/word\n');
  const wrong = oneLineOf(t, await inProcess('accounts', '--config', fresh));
  t.regex(wrong, /password authentication failed for user "teller"/);
  t.false(wrong.includes('pass/word'));
  const none = oneLineOf(t, await inProcess('accounts', '--config', byEnvironment));
  t.regex(none, /password/);
  const away = await newBank(t, (toml) => toml.replace(/^#url = "postgres:.*$/m, `url = "postgres://teller@127.0.0.1:1/postgres"\npassword_file = "p"`));
  writeFileSync(join(dirname(away), 'p'), PASSWORD);
  const told = [absent, wrong, none, oneLineOf(t, await inProcess('accounts', '--config', away))];
  t.regex(told.at(-1) ?? '', /ECONNREFUSED/);
  const doctor = await inProcess('doctor', '--config', away);
  t.regex(doctor.out, /^wrong +database +.*ECONNREFUSED/m);
  for (const text of [...told, doctor.out]) noSecret(t, text);
});

test.serial('doctor looks at server, schema, clock, standbys and processes; two daemons run on one bank, and letter import leaves the work to them', async (t) => {
  const folder = join(temporaryFolder(t), 'bank');
  const made = await inProcess('init', folder, '--telephone', '1', '--store-url', `${urlOf('kakitome')}?application_name=test`);
  t.is(made.code, 1, 'the schema is another bank\'s');
  t.regex(oneLineOf(t, made), /the letter key is not the one that this store was begun with/);
  const file = await newBank(t, (toml) => toml.replace(/^#url = "postgres:.*$/m, `url = "${urlOf('kakitome')}"`).replace('schema = "kakitome"', 'schema = "two_daemons"'));
  await beginStore(loadConfig(file));
  t.regex((await inProcess('doctor', '--config', file)).out, /^ok +processes +none runs$/m);
  const [one, other] = [await startDaemon(t, dirname(file), '--role', 'receive,read'), await startDaemon(t, dirname(file), '--role', 'clear,send')];
  t.regex(one.ready, /kakitome is ready: role receive, read, LMTP/);
  t.notRegex(other.ready, /LMTP|SMTP/);
  const doctor = await inProcess('doctor', '--config', file);
  for (const line of [/^ok +database +schema two_daemons of postgres:.* opens; 0 parties/m, /^ok +database server +PostgreSQL \d+.*schema version \d+$/m, /^ok +clock/m, /^ok +standby +none/m, /^ok +processes +.* process \d+ \(receive,read\), .* process \d+ \(clear,send\)$/m]) t.regex(doctor.out, line);
  const mail = join(dirname(file), 'mail.eml');
  writeFileSync(mail, 'From: a@b.example\r\nSubject: hello\r\n\r\nhello\r\n');
  const imported = await inProcess('letter', 'import', mail, '--config', file);
  t.regex(imported.out, /set-aside: unknown-sender/, imported.err);
  for (const daemon of [one, other]) {
    daemon.signal('SIGTERM');
    t.is((await daemon.ended).code, 0);
  }
  t.regex((await inProcess('doctor', '--config', file)).out, /^ok +processes +none runs$/m);
});

test.serial('while the server is away a letter hears 4xx and nothing is lost; when it is back the bank goes on by itself', async (t) => {
  t.timeout(120_000);
  const file = await newBank(t, (toml) => toml.replace(/^#url = "postgres:.*$/m, `url = "${urlOf('kakitome')}"`).replace('schema = "kakitome"', 'schema = "away"').replace('timeout = "30 seconds"', 'timeout = "2 seconds"'));
  await beginStore(loadConfig(file));
  const daemon = await startDaemon(t, dirname(file));
  const port = Number(/SMTP 127\.0\.0\.1:(\d+)/.exec(daemon.ready)?.[1]);
  t.regex(await deliver(port, 'first'), /^250/);
  await server.postgres.halt();
  t.regex(await deliver(port, 'second'), /^451/);
  t.regex(await until(async () => daemon.log(), (text) => text.includes('letter-not-kept')), /letter-not-kept/);
  await server.postgres.resume();
  const reply = await until(() => deliver(port, 'second'), (text) => text.startsWith('250'));
  t.regex(reply, /^250/);
  const letters = await until(async () => (await inProcess('letter', 'list', '--json', '--config', file)).out, (text) => (text.match(/"refused"|"disposition":/g) ?? []).length >= 2 && !/"stage": ?"(unread|read)"/.test(text));
  t.is((JSON.parse(letters) as { letters: readonly unknown[] }).letters.length, 2);
  daemon.signal('SIGTERM');
  t.is((await daemon.ended).code, 0);
  t.is((await inProcess('audit', '--config', file)).code, 0);
});

test.serial('store copy takes a bank from its file to a server and back; never under a running bank, never into what is there', async (t) => {
  t.timeout(60_000);
  const file = await newBank(t);
  const config = ['--config', file];
  t.is((await inProcess('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY', ...config)).code, 0);
  t.is((await inProcess('deposit', 'takao@buyer.example', '500', 'JPY', '--reference', 'V-1', '--by', 'A', '--by', 'B', ...config)).code, 0);
  const to = ['--to', urlOf('kakitome'), '--schema', 'copied'];
  const daemon = await startDaemon(t, dirname(file));
  t.regex(oneLineOf(t, await inProcess('store', 'copy', ...to, ...config)), /found process \d+ on [^ ]+ running on it; expected no other/);
  daemon.signal('SIGTERM');
  await daemon.ended;
  const copied = await inProcess('store', 'copy', ...to, ...config);
  t.is(copied.code, 0, copied.err);
  t.regex(copied.out, /^postings +2 +[0-9a-f]{16}$/m);
  t.regex(copied.out, /Copied \d+ rows from \S+kakitome\.db to schema copied of postgres:\/\/127\.0\.0\.1:\d+\/postgres\./);
  const moved = oneLineOf(t, await inProcess('deposit', 'takao@buyer.example', '1', 'JPY', '--reference', 'V-9', '--by', 'A', '--by', 'B', ...config));
  t.regex(moved, /kakitome\.db: this bank was moved to schema copied of postgres:\/\/127\.0\.0\.1:\d+\/postgres by `kakitome store copy`, and what is done here would stand in none of its books\. Put that place under \[store\]/);
  await t.throwsAsync(startDaemon(t, dirname(file)), { message: /this bank was moved to/ });
  t.regex((await inProcess('store', 'take-back', ...config)).out, /^The bank is in \S+kakitome\.db again\. Never start it at schema copied of /);
  t.regex((await inProcess('store', 'take-back', ...config)).out, /^The bank has not gone from \S+kakitome\.db: nothing was changed\.$/m);
  t.regex(oneLineOf(t, await inProcess('store', 'copy', ...to, ...config)), /found rows in parties; expected an empty store, into which nothing was ever written; nothing was written/);
  t.is((await inProcess('accounts', ...config)).code, 0, 'a copy that was refused has moved nothing');
  t.regex(oneLineOf(t, await inProcess('store', 'copy', '--to', 'postgres://u:s3cret@h/d', ...config)), /--to: found an address that is none of a database, or has a password in it; expected/);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^#url = "postgres:.*$/m, `url = "${urlOf('kakitome')}"`).replace('schema = "kakitome"', 'schema = "copied"'));
  t.regex((await inProcess('audit', ...config)).out, /^JPY +500 +0 +0 +500$/m);
  t.is((await inProcess('withdraw', 'takao@buyer.example', '200', 'JPY', '--reference', 'V-2', '--by', 'A', '--by', 'B', ...config)).code, 0);
  const again = await startDaemon(t, dirname(file), '--role', 'clear');
  const busy = oneLineOf(t, await inProcess('store', 'copy', '--to', join(dirname(file), 'back.db'), ...config));
  t.regex(busy, /found process \d+ on \S+ \(clear\) working on it; expected none: stop it first/);
  again.signal('SIGTERM');
  await again.ended;
  const back = await inProcess('store', 'copy', '--to', join(dirname(file), 'back.db'), '--json', ...config);
  t.is(back.code, 0, back.err);
  t.is((JSON.parse(back.out) as { tables: { table: string; rows: number }[] }).tables.find(({ table }) => table === 'postings')?.rows, 4);
  t.regex(oneLineOf(t, await inProcess('store', 'copy', '--to', join(dirname(file), 'back.db'), ...config)), /--to: found a file at/);
  t.regex(oneLineOf(t, await inProcess('accounts', ...config)), /schema copied: this bank was moved to \S+back\.db by `kakitome store copy`/);
  const onServer = readFileSync(file, 'utf8');
  writeFileSync(file, onServer.replace(/^url = .*$/m, '').replace('path = "kakitome.db"', 'path = "back.db"'));
  t.regex((await inProcess('audit', ...config)).out, /^JPY +300 +0 +0 +300$/m);
  const stayed = await inProcess('store', 'copy', '--to', join(dirname(file), 'look.db'), '--stay', ...config);
  t.regex(stayed.out, /The bank stays where it is: what is done from now on is not in the copy\.$/m, stayed.err);
  t.is((await inProcess('accounts', ...config)).code, 0);
  writeFileSync(file, onServer);
  t.regex((await inProcess('store', 'take-back', ...config)).out, /^The bank is in schema copied of .* again\. Never start it at \S+back\.db/);
  t.is((await inProcess('accounts', ...config)).code, 0);
  await ask("CREATE FUNCTION copied.not_now() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$; CREATE TRIGGER not_now BEFORE UPDATE ON copied.meta FOR EACH ROW EXECUTE FUNCTION copied.not_now()");
  t.regex(oneLineOf(t, await inProcess('store', 'copy', '--to', join(dirname(file), 'whole.db'), ...config)), /the copy is whole, but schema copied of .* could not be told that the bank has gone \(not now\); see that nothing is started there any more/);
});

test.serial('a process that begins while the bank is copied from its server ends the copy: what it takes in would stand in the old database alone', async (t) => {
  t.timeout(60_000);
  const file = await newBank(t, (toml) => toml.replace(/^#url = "postgres:.*$/m, `url = "${urlOf('kakitome')}"`).replace('schema = "kakitome"', 'schema = "forgotten"'));
  await beginStore(loadConfig(file));
  const holding = new pg.Client({ connectionString: server.postgres.url });
  await holding.connect();
  await holding.query('BEGIN; LOCK TABLE forgotten.tallies IN ACCESS EXCLUSIVE MODE');
  const to = ['--to', urlOf('kakitome'), '--schema', 'not_moved', '--config', file];
  const copying = inProcess('store', 'copy', ...to);
  await until(async () => String((await ask("SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted AND relation = 'forgotten.tallies'::regclass"))[0]?.['waiting']), (count) => count === '1');
  const daemon = await startDaemon(t, dirname(file), '--role', 'console');
  await holding.query('COMMIT');
  t.regex(oneLineOf(t, await copying), /found process \d+ on \S+ \(console\) that began to work on it while it was copied; expected none: stop it first .*; nothing was written/);
  t.is((await ask('SELECT 1 FROM not_moved.counters WHERE last > 0')).length, 0);
  await holding.end();
  daemon.signal('SIGTERM');
  await daemon.ended;
  const copied = await inProcess('store', 'copy', ...to);
  t.is(copied.code, 0, copied.err);
});

test.serial('an instruction that is kept and can not be decided for others is told as that: nobody gives it twice', async (t) => {
  const file = await newBank(t, (toml) => toml.replace(/^#url = "postgres:.*$/m, `url = "${urlOf('kakitome')}"`).replace('schema = "kakitome"', 'schema = "kept"').replace('timeout = "30 seconds"', 'timeout = "2 seconds"'));
  await beginStore(loadConfig(file));
  const holding = new pg.Client({ connectionString: server.postgres.url });
  await holding.connect();
  await holding.query('BEGIN; LOCK TABLE kept.journal_turn IN EXCLUSIVE MODE');
  const added = await inProcess('party', 'add', 'Takao', '--address', 'takao@buyer.example', '--currency', 'JPY', '--config', file);
  t.regex(oneLineOf(t, added), /^kakitome: instruction 1: found that it is kept, and not decided yet \(canceling statement due to lock timeout\); expected .* look what came of it before you give it again$/m);
  t.deepEqual(await ask('SELECT kind, done FROM kept.instructions'), [{ kind: 'open-party', done: false }]);
  await holding.end();
});

/** The reply to the letter's end, spoken by hand. */
async function deliver(port: number, subject: string): Promise<string> {
  const socket = createConnection(port, '127.0.0.1').setEncoding('utf8');
  let last = '';
  socket.on('data', (text: string) => (last = text));
  const say = async (text: string): Promise<string> => {
    socket.write(text);
    await once(socket, 'data');
    return last;
  };
  await once(socket, 'data');
  for (const line of ['HELO x.example', 'MAIL FROM:<a@x.example>', 'RCPT TO:<pay@bank.example>', 'DATA']) await say(`${line}\r\n`);
  const reply = await say(`From: a@x.example\r\nSubject: ${subject}\r\n\r\nhello\r\n.\r\n`);
  socket.end('QUIT\r\n');
  return reply.trim();
}

async function until(look: () => Promise<string>, holds: (text: string) => boolean): Promise<string> {
  for (let left = 60; ; left -= 1) {
    const text = await look();
    if (holds(text) || left === 0) return text;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
