/** Cases 105–114: the mailbox and the way out. What a real server is needed for runs on Dovecot, and is left out where there is none. */
import test, { type ExecutionContext } from 'ava';
import { dovecotAvailable } from '../../scripts/dovecot.ts';
import { openMailboxBench, until, type MailboxBench } from '../../scripts/test-mailbox.ts';
import { hintsOf } from '../mail/hints.ts';
import { startImapIntake, type ImapIntakeSettings } from '../mail/imap.ts';
import { SESSION_TIMING } from '../mail/imap-session.ts';
import type { KeepLetter, ReceivedLetter } from '../protocol/letter.ts';
import type { NoticeEvidence, OwedNotice } from '../core/notice.ts';
import { renderNotice } from '../notices/index.ts';
import { watchCanaries } from '../stages/canary.ts';
import { sendDue } from '../stages/send.ts';
import { AUTOMATIC } from './fixtures/automatic.ts';
import { automaticBytes } from './testing/automatic-mail.ts';
import { openBank, told, type CaseBank } from './testing/bank.ts';
import { startFakeImap, type FakeImap } from './testing/fake-imap.ts';
import { answer, answerMail, ask, letter as letterOf, newBuyer, PW, signed, stateOf, TOTAL, type Asked } from './testing/trade.ts';

const available = dovecotAvailable();
let bench: MailboxBench;
let bank: CaseBank;

test.before(async () => {
  bank = await openBank('mailbox');
  // Dovecot gives its own time to letters, so that the bank's clock is the machine's here.
  bank.world.now = Date.now();
  if (available) bench = await openMailboxBench(['again', 'seen', 'junk']);
});
test.after.always(async () => {
  await bench?.stop();
  await bank?.stop();
});

/** An intake whose letters are kept by the store and dealt with at once. */
const keepAndDeal = (): KeepLetter => async (letter) => {
  bank.world.now = Math.max(bank.world.now, Date.now());
  const kept = await bank.store.keepLetter(letter, hintsOf(letter.bytes), bank.world.now);
  await bank.wait(kept.letterId, 0);
  return kept;
};

const append = (user: string, folder: string, raw: Uint8Array, flags: string[] = []): Promise<void> => bench.asPerson(user, async (client) => void (await client.append(folder, Buffer.from(raw), flags, new Date())));
const consent = (asked: Asked): Buffer => signed(bank, answerMail(bank, asked, `OK ${PW}\n`, { date: Date.now() }), { time: Date.now() });
const paid = async (asked: Asked): Promise<boolean> => (await stateOf(bank, asked)) === 'settled';

/** Registers nothing where Dovecot is missing; the case is then named by a test that says so. */
const onDovecot = (title: string, run: (t: ExecutionContext) => Promise<void>): void => {
  if (available) test.serial(title, run);
  else {
    test(title, (t) => {
      t.log('left out: Dovecot is not installed');
      t.not(process.env['KAKITOME_REQUIRE_ALL'], '1', 'Dovecot must be installed here');
    });
  }
};

test.serial('case 105: a crash after the fetch, after the commit, before the move, after the move: one effect', async (t) => {
  const asked = await ask(bank);
  const raw = consent(asked);
  const letter = (uid: number): ReceivedLetter => ({ bytes: raw, receivedAt: bank.world.now, intake: 'imap', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: { folder: 'INBOX', uidValidity: '7', uid } });
  // After the fetch: nothing of it was kept. After the commit and before the move: the same place again. In the move: another place.
  for (const uid of [1, 1, 2]) await bank.store.keepLetter(letter(uid), hintsOf(raw), bank.world.now);
  await bank.wait(0, 0);
  t.true(await paid(asked));
  t.is(await bank.balance(asked.buyer), 10_000n - TOTAL);
  t.deepEqual(await bank.store.audit(), []);
});

test.serial('case 105: a crash after SMTP DATA: the same bytes go again, under the same Message-ID', async (t) => {
  const asked = await ask(bank);
  const raw = consent(asked);
  await bank.store.keepLetter({ bytes: raw, receivedAt: bank.world.now, intake: 'lmtp', envelope: { from: null, to: [asked.replyTo], clientAddress: null, helo: null }, place: null }, hintsOf(raw), bank.world.now);
  const sent: string[] = [];
  let crashes = true;
  const store: typeof bank.store = { ...bank.store, noteNoticesSent: async (...given) => (crashes ? Promise.reject(new Error('the process ends here')) : bank.store.noteNoticesSent(...given)) };
  await settleWithoutSending(raw);
  await t.throwsAsync(sendAll(store, async (_envelope, bytes) => (sent.push(Buffer.from(bytes).toString()), { outcome: 'accepted', reply: '250 ok' })));
  crashes = false;
  bank.world.now += 400_000;
  await sendAll(store, async (_envelope, bytes) => (sent.push(Buffer.from(bytes).toString()), { outcome: 'accepted', reply: '250 ok' }));
  const identities = new Set(sent.map((bytes) => bytes.split('\r\n')[0]));
  t.true(sent.length > identities.size, 'something went twice');
  t.is(new Set(sent).size, identities.size, 'the same Message-ID is the same bytes');
  t.true(sent.length <= 2 * identities.size);
  t.is(await bank.balance(asked.buyer), 10_000n - TOTAL);
});

/** Reads and decides the newest letter; what is owed stays owed. */
async function settleWithoutSending(raw: Uint8Array): Promise<void> {
  const letters = await bank.store.claimLettersToRead(bank.world.now, 10, bank.world.now + 1_000);
  for (const letter of letters) {
    const outcome = await bank.reader(letter, true);
    if (outcome.kind === 'reading') await bank.store.saveReading(letter.letterId, outcome.reading);
  }
  while (await bank.world.clearing.clearDue());
  if (letters.every((letter) => !Buffer.from(letter.bytes).equals(Buffer.from(raw)))) throw new Error('the letter was not there');
}

type Send = Parameters<typeof sendDue>[0]['send'];

/** The real send stage; the mails are made of their texts alone. */
const sendAll = async (store: typeof bank.store, send: Send): Promise<void> => {
  const parts = {
    store,
    clock: { now: () => bank.world.now },
    chance: { seed: () => '', fraction: () => 0.5 },
    wakeUp: { wake: () => undefined, wait: () => Promise.resolve(), stop: () => undefined },
    prove: () => Promise.reject(new Error('there is no board here')),
    draw: () => Promise.reject(new Error('nobody asks for a statement here')),
    enclose: () => Promise.reject(new Error('nobody asks for a wallet here')),
    write: async (notice: OwedNotice, evidence: NoticeEvidence | null) => Buffer.from(`Message-ID: <${notice.messageId}>\r\nTo: ${notice.to}\r\nX-Made: ${(made += 1)}\r\nX-Length: ${renderNotice(notice, bank.world.bank, evidence).text.length}\r\n`),
    send,
    rulebook: { bank: bank.world.bank, policy: bank.world.policy, keys: { reference: new Uint8Array(32), token: new Uint8Array(32) } },
    atOnce: 8, inHand: new Set<string>(),
    report: () => undefined,
  };
  while (await sendDue(parts));
};
let made = 0;

onDovecot('case 106: every UID is forgotten and all is read again: no second effect', async (t) => {
  const asked = await ask(bank);
  await append('again', 'INBOX', consent(asked));
  const intake = bench.runIntake(t, 'again', { keep: keepAndDeal() });
  await until(() => paid(asked));
  await until(async () => (await bench.contents('again', 'INBOX')).length === 0);
  await intake.intake.stop();
  const before = await bank.balance(asked.buyer);
  const decided = (await bank.store.reconcile()).received;
  // The letters stand in the inbox again, under other UIDs, and nobody remembers a cursor.
  await bench.asPerson('again', async (client) => {
    await client.mailboxOpen('Processed');
    await client.messageMove('1:*', 'INBOX');
  });
  let taken = 0;
  const keep = keepAndDeal();
  bench.runIntake(t, 'again', { keep: async (letter) => keep(letter).then((kept) => ((taken += 1), t.true(kept.duplicate), kept)) });
  await until(() => taken === 1);
  t.is(await bank.balance(asked.buyer), before);
  t.is((await bank.store.reconcile()).received, decided);
  t.deepEqual(await bank.store.audit(), []);
});

/** An intake on a server that misbehaves. */
function run(t: ExecutionContext, server: FakeImap, keep: KeepLetter, timing: Partial<NonNullable<ImapIntakeSettings['timing']>> = {}) {
  const faults: string[] = [];
  const intake = startImapIntake({
    name: 'imap', host: '127.0.0.1', port: server.port, secure: 'none', user: 'pay', password: 'right', folders: ['INBOX'], doneFolder: 'Processed', keep,
    cursor: { load: async () => null, save: async () => undefined },
    now: () => bank.world.now,
    random: () => 0,
    report: (_level, event, fields) => void faults.push(`${event} ${String(fields['fault'] ?? '')}`),
    pollSeconds: 0.2,
    maxBytes: 100_000,
    timing: { backoffFirstMs: 20, backoffLongestMs: 50, loginRetryMs: 50, ...timing },
  });
  t.teardown(async () => {
    server.stop();
    await intake.stop();
  });
  return { intake, faults };
}

const LETTER = Buffer.from('From: a@b.example\r\nSubject: x\r\n\r\nHello.\r\n');

test.serial('case 107: a server that stalls in IDLE is left for a new connection, within 150 seconds by its own clocks', async (t) => {
  t.true(SESSION_TIMING.noopMs + SESSION_TIMING.noopAnswerMs + SESSION_TIMING.graceMs <= 150_000);
  const server = await startFakeImap(() => LETTER, [], (connection, command, _tag, socket) => {
    if (connection > 1 || !/^(IDLE|NOOP|)$/.test(command)) return false;
    if (command === 'IDLE') socket.write('+ idling\r\n');
    return true;
  });
  const { faults } = run(t, server, async () => ({ letterId: 1, duplicate: false }), { noopMs: 60, noopAnswerMs: 60, graceMs: 30 });
  await until(() => server.connections() >= 2);
  t.true(faults.some((fault) => fault.includes('NOOP')));
});

test.serial('case 108: BYE, RST, a cut connection, a wrong password: it goes on, and the letter is taken at last', async (t) => {
  const server = await startFakeImap(() => LETTER, [1], (connection, command, tag, socket) => {
    if (connection === 1 && command.startsWith('SELECT')) socket.end(`* BYE maintenance\r\n${tag} NO bye\r\n`);
    else if (connection === 2 && command.startsWith('SELECT')) socket.resetAndDestroy();
    else if (connection === 3) socket.destroy();
    else if (connection === 4 && command.startsWith('UID FETCH 1 ')) socket.end('* 1 FETCH (UID 1 BODY[]<0> {900}\r\nFrom: a');
    else if (connection === 5 && /^(LOGIN|AUTHENTICATE)/.test(command)) socket.write(`${tag} NO [AUTHENTICATIONFAILED] wrong\r\n`);
    else return false;
    return true;
  });
  const kept: ReceivedLetter[] = [];
  const { intake, faults } = run(t, server, async (letter) => ({ letterId: kept.push(letter), duplicate: false }));
  await until(() => kept.length === 1);
  await until(() => intake.state().completeUntil !== null);
  t.true(server.connections() >= 6);
  t.true(faults.length >= 4, faults.join('\n'));
  t.deepEqual(kept[0]?.bytes === undefined ? null : Buffer.from(kept[0].bytes), LETTER, 'whole, not the half that came first');
});

onDovecot('case 109: what a person has marked as read is taken all the same', async (t) => {
  const asked = await ask(bank);
  await append('seen', 'INBOX', consent(asked), ['\\Seen']);
  bench.runIntake(t, 'seen', { keep: keepAndDeal() });
  await until(() => paid(asked));
  t.is(await bank.balance(asked.buyer), 10_000n - TOTAL);
});

onDovecot('case 110: a reply that the provider put into Junk is taken', async (t) => {
  const asked = await ask(bank);
  await bench.asPerson('junk', async (client) => void (await client.mailboxCreate('Junk').catch(() => undefined)));
  await append('junk', 'Junk', consent(asked));
  bench.runIntake(t, 'junk', { keep: keepAndDeal() });
  await until(() => paid(asked));
  t.is(await bank.balance(asked.buyer), 10_000n - TOTAL);
});

test.serial('case 111: 10,000 letters that wait are taken in their order, in bounded memory', async (t) => {
  const COUNT = 10_000;
  const body = 'x'.repeat(4_000);
  const server = await startFakeImap((uid) => Buffer.from(`From: a@b.example\r\nSubject: ${uid}\r\n\r\n${body}\r\n`), Array.from({ length: COUNT }, (_, index) => index + 1));
  let expected = 1;
  // Of this thread alone: the resident size is that of all tests that run beside it.
  const held = (): number => process.memoryUsage().external + process.memoryUsage().heapUsed;
  const before = held();
  let peak = 0;
  run(t, server, async (letter) => {
    if (letter.place?.uid !== expected) throw new Error(`${letter.place?.uid} came in place of ${expected}`);
    expected += 1;
    if (expected % 500 === 0) peak = Math.max(peak, held());
    return { letterId: expected, duplicate: false };
  });
  await until(() => expected === COUNT + 1);
  t.log(`the thread held ${Math.round(before / 1_048_576)} MB before, at most ${Math.round(peak / 1_048_576)} MB meanwhile`);
  // A letter of 4 KB that stayed in memory would be 40 MB in all; what imapflow reads it with, five times as much.
  t.true(peak - before < 150 * 1_048_576);
  // An answer that lists them all would hold up the main loop while it is read.
  const listings = server.listings();
  t.true(listings.length >= COUNT / 1_000 && Math.max(...listings) <= 1_000, listings.join(' '));
});

test.serial('a mailbox that goes bad between two canaries: three customers’ letters with quotes added to Content-Type make the next canary early', async (t) => {
  const events: string[] = [];
  const sent: number[] = [];
  const watch = watchCanaries({
    canaries: { make: async (address, issuedAt) => ({ canary: { id: String(issuedAt), address, issuedAt }, to: address, bytes: new Uint8Array() }), recognise: () => null, judge: () => Promise.reject(new Error('no canary comes')) },
    clock: { now: () => bank.world.now }, chance: { seed: () => '0'.repeat(64), fraction: () => 0 }, from: 'bounce@bank.example',
    send: async () => (sent.push(bank.world.now), { outcome: 'accepted', reply: '250 ok' }),
    report: (_level, event) => void events.push(event),
  });
  watch.guard('pay@imap', 'pay@bank.example');
  await watch.tick();
  const read = watch.look(bank.reader);
  const take = async (spoilt: boolean): Promise<void> => {
    const raw = signed(bank, letterOf(bank, await newBuyer(bank), { text: 'BALANCE\n' }));
    const stored = spoilt ? Buffer.from(raw.toString('latin1').replace('charset=utf-8', 'charset="utf-8"'), 'latin1') : raw;
    await read({ bytes: stored, receivedAt: bank.world.now, intake: 'imap', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, true);
    await watch.tick();
  };
  for (const spoilt of [true, true, false, false, false]) await take(spoilt);
  t.is(sent.length, 1, 'whole letters of others, and two broken ones, are no sign');
  await take(true);
  t.is(sent.length, 2);
  t.deepEqual(events, ['canary-early']);
});

test.serial('case 113: no way out for an hour: then each mail goes once', async (t) => {
  const asked = await ask(bank);
  const raw = consent(asked);
  await bank.store.keepLetter({ bytes: raw, receivedAt: bank.world.now, intake: 'lmtp', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, hintsOf(raw), bank.world.now);
  await settleWithoutSending(raw);
  const end = bank.world.now + 3_600_000;
  const sent: string[] = [];
  for (; bank.world.now <= end; bank.world.now += 300_000) await sendAll(bank.store, async () => ({ outcome: 'unsent', reply: 'no connection' }));
  for (let look = 0; look < 4; look += 1, bank.world.now += 300_000) await sendAll(bank.store, async ({ to }, bytes) => (sent.push(`${to} ${Buffer.from(bytes).toString().split('\r\n')[0]}`), { outcome: 'accepted', reply: '250 ok' }));
  t.is(new Set(sent).size, sent.length, sent.join('\n'));
  t.true(sent.some((line) => line.startsWith(asked.buyer)));
  t.true(sent.length >= 2, 'both sides are told');
});

test.serial('case 114: the question bounces: the payment ends as undeliverable, the report is not answered', async (t) => {
  const [dsn] = AUTOMATIC;
  if (dsn === undefined) throw new Error('the table has no rows');
  const asked = await ask(bank);
  const id = bank.world.sent.find(({ notice }) => notice.messageId === asked.questionId)?.notice.id ?? '';
  const to = `bounce+${id}@bank.example`;
  const bounce = automaticBytes(dsn, { to, recipient: asked.buyer, asked, now: bank.world.now });
  const ruling = await bank.bring(bounce, { from: '', to: [to] });
  t.deepEqual(ruling.disposition, { kind: 'recorded', code: 'bounced' });
  t.is(await stateOf(bank, asked), 'ended');
  t.false(told(ruling).some((line) => line.includes('mailer-daemon') || line.includes('MAILER-DAEMON')));
  const again = await bank.bring(Buffer.concat([Buffer.from('Received: from c by d; Sat, 21 Nov 2026 02:00:00 +0000\r\n'), bounce]), { from: '', to: [to] });
  t.deepEqual(told(again), []);
  t.is((await answer(bank, asked, `OK ${PW}\n`)).moved, 0n, 'an ended payment is not paid');
  t.is(await bank.balance(asked.buyer), 10_000n);
});
