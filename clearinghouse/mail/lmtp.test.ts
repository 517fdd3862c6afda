import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import test from 'ava';
import type { KeepLetter, KeptLetter, ReceivedLetter } from '../protocol/letter.ts';
import { startMailServer } from './lmtp.ts';
import type { MailServerSettings } from './lmtp.ts';

const NOON = Date.UTC(2026, 10, 21, 12);
const LETTER = 'From: hana@mail.example\r\nSubject: order\r\n\r\n.. two dots\r\nbare\nLF\r\n';

type Event = { readonly level: string; readonly event: string };

async function serve(changes: Partial<MailServerSettings> = {}) {
  const letters: ReceivedLetter[] = [];
  const events: Event[] = [];
  const keep: KeepLetter = async (letter) => ({ letterId: letters.push(letter), duplicate: false });
  const server = await startMailServer({
    kind: 'smtp',
    host: '127.0.0.1',
    port: 0,
    name: 'bank.example',
    maxBytes: 2_000,
    maxConnections: 5,
    acceptRecipient: (address) => address.endsWith('@bank.example'),
    keep,
    now: () => NOON,
    report: (level, event) => void events.push({ level, event }),
    ...changes,
  });
  return { server, letters, events };
}

/** A client that says one thing at a time and reads whole replies. */
class Dialogue {
  readonly socket: Socket;
  private read = '';
  private wake: () => void = () => undefined;
  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1').setEncoding('latin1');
    this.socket.on('data', (text: string) => {
      this.read += text;
      this.wake();
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => this.wake());
  }
  async reply(): Promise<string> {
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*\d{3} [^\n]*\n/.exec(this.read)?.[0];
      if (whole !== undefined) {
        this.read = this.read.slice(whole.length);
        return whole.trim();
      }
      if (this.socket.closed) return 'closed';
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
  say(line: string): Promise<string> {
    this.socket.write(`${line}\r\n`);
    return this.reply();
  }
  async greet(command = 'EHLO'): Promise<string> {
    await this.reply();
    return this.say(`${command} shop.example`);
  }
  async address(...recipients: string[]): Promise<string[]> {
    const replies = [await this.say('MAIL FROM:<hana@mail.example>')];
    for (const recipient of recipients) replies.push(await this.say(`RCPT TO:<${recipient}>`));
    return replies;
  }
  async data(text: string): Promise<string> {
    await this.say('DATA');
    return this.say(`${text.replace(/^\./gm, '..')}.`);
  }
}

const code = (reply: string): string => reply.slice(0, 3);

test('a letter is kept exactly as it was sent, with its envelope, before 250 is said', async (t) => {
  let release: (kept: KeptLetter) => void = () => t.fail();
  const letters: ReceivedLetter[] = [];
  const { server, events } = await serve({ keep: (letter) => new Promise((resolve) => ((release = resolve), letters.push(letter))) });
  const client = new Dialogue(server.port);
  const offer = await client.greet();
  t.regex(offer, /SIZE 2000/);
  t.regex(offer, /SMTPUTF8/);
  t.notRegex(offer, /STARTTLS|AUTH/);
  t.deepEqual((await client.address('pay@bank.example')).map(code), ['250', '250']);
  const answered = client.data(LETTER);
  while (letters.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  t.deepEqual(server.state(), { name: 'smtp', connected: true, completeUntil: NOON, lastError: null });
  const early = await Promise.race([answered, new Promise((resolve) => setTimeout(resolve, 50, 'nothing yet'))]);
  t.is(early, 'nothing yet');
  release({ letterId: 1, duplicate: false });
  t.is(code(await answered), '250');
  const [letter] = letters;
  t.is(Buffer.from(letter?.bytes ?? []).toString('latin1'), LETTER);
  t.is(letter?.receivedAt, NOON);
  t.is(letter?.intake, 'smtp');
  t.deepEqual(letter?.envelope, { from: 'hana@mail.example', to: ['pay@bank.example'], clientAddress: '127.0.0.1', helo: 'shop.example' });
  t.deepEqual(events, [{ level: 'info', event: 'letter-received' }]);
  await server.stop();
});

test('the null return path is the empty text; an unknown recipient is 550 and the known one still gets the letter', async (t) => {
  const { server, letters } = await serve();
  const client = new Dialogue(server.port);
  await client.greet();
  t.is(code(await client.say('MAIL FROM:<>')), '250');
  t.is(code(await client.say('RCPT TO:<nobody@else.example>')), '550');
  t.is(code(await client.say('RCPT TO:<bounce+7@BANK.example>')), '250');
  t.is(code(await client.data(LETTER)), '250');
  t.deepEqual(letters[0]?.envelope, { from: '', to: ['bounce+7@bank.example'], clientAddress: '127.0.0.1', helo: 'shop.example' });
  t.is(Buffer.from(letters[0]?.bytes ?? []).toString('latin1'), `Return-Path: <>\r\nDelivered-To: bounce+7@bank.example\r\n${LETTER}`, 'another letter than the same bytes from somebody');
  await client.address('pay@bank.example');
  t.is(code(await client.data(LETTER)), '250');
  t.is(Buffer.from(letters[1]?.bytes ?? []).toString('latin1'), LETTER);
  await client.address('pay@bank.example', 'pay+b@bank.example', 'Pay+a@BANK.example', 'pay+b@bank.example');
  t.is(code(await client.data(LETTER)), '250');
  t.is(Buffer.from(letters[2]?.bytes ?? []).toString('latin1'), `Delivered-To: Pay+a@bank.example\r\nDelivered-To: pay+b@bank.example\r\n${LETTER}`, 'nor is one that came to a tag the same');
  await server.stop();
});

test('addresses that RFC 5321 forbids and those beyond ASCII are taken, in canonical form', async (t) => {
  const { server, letters } = await serve();
  const client = new Dialogue(server.port);
  await client.greet();
  client.socket.write(Buffer.from('MAIL FROM:<花@例え.jp> SMTPUTF8\r\n', 'utf8'));
  t.is(code(await client.reply()), '250');
  t.is(code(await client.say('RCPT TO:<pay@bank.example>')), '250');
  t.is(code(await client.data(LETTER)), '250');
  t.is(code(await client.say('MAIL FROM:<taro..y@docomo.ne.jp>')), '250');
  t.is(code(await client.say('RCPT TO:<pay@bank.example>')), '250');
  t.is(code(await client.data(LETTER)), '250');
  t.deepEqual(letters.map((letter) => letter.envelope.from), ['花@xn--r8jz45g.jp', 'taro..y@docomo.ne.jp']);
  await server.stop();
});

test('LMTP: one letter for several recipients, one answer for each RCPT, and no client address that SPF could be asked for', async (t) => {
  const { server, letters } = await serve({ kind: 'lmtp' });
  const client = new Dialogue(server.port);
  t.is(code(await client.greet('LHLO')), '250');
  t.deepEqual((await client.address('pay@bank.example', 'help@bank.example', 'pay@bank.example')).map(code), ['250', '250', '250', '250']);
  t.is(code(await client.data(LETTER)), '250');
  t.deepEqual([code(await client.reply()), code(await client.reply())], ['250', '250']);
  t.is(code(await client.say('NOOP')), '250');
  t.is(letters.length, 1);
  t.deepEqual(letters[0]?.envelope.to, ['pay@bank.example', 'help@bank.example']);
  t.is(letters[0]?.envelope.clientAddress, null);
  t.is(letters[0]?.intake, 'lmtp');
  await server.stop();
});

for (const kind of ['smtp', 'lmtp'] as const) {
  test(`${kind}: when keeping fails (disk full) the answer is 451 with an alarm, and the next letter is taken`, async (t) => {
    let full = true;
    const keep: KeepLetter = async () => {
      if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      return { letterId: 1, duplicate: false };
    };
    const { server, events } = await serve({ kind, keep });
    const client = new Dialogue(server.port);
    await client.greet(kind === 'lmtp' ? 'LHLO' : 'EHLO');
    await client.address('pay@bank.example');
    t.is(code(await client.data(LETTER)), '451');
    t.deepEqual(events.at(-1), { level: 'alarm', event: 'letter-not-kept' });
    t.is(server.state().lastError, 'ENOSPC: no space left on device');
    full = false;
    await client.address('pay@bank.example');
    t.is(code(await client.data(LETTER)), '250');
    await server.stop();
  });

  test(`${kind}: a letter over the limit is 552, is never kept, and the connection goes on`, async (t) => {
    const { server, letters, events } = await serve({ kind });
    const client = new Dialogue(server.port);
    await client.greet(kind === 'lmtp' ? 'LHLO' : 'EHLO');
    t.is(code(await client.say('MAIL FROM:<hana@mail.example> SIZE=2001')), '552');
    await client.address('pay@bank.example');
    t.is(code(await client.data(`Subject: big\r\n\r\n${'x'.repeat(78)}\r\n`.repeat(20_000))), '552');
    t.is(letters.length, 0);
    t.deepEqual(events, [{ level: 'warn', event: 'letter-too-large' }]);
    await client.address('pay@bank.example');
    t.is(code(await client.data('a'.repeat(1_998) + '\r\n')), '250');
    t.is(letters[0]?.bytes.length, 2_000);
    await server.stop();
  });
}

test('where the beginning is enough, a letter over the limit is answered 250 like any other, and its first bytes are kept', async (t) => {
  const { server, letters, events } = await serve({ overlong: 'beginning', excessBytes: 10_000 });
  const client = new Dialogue(server.port);
  t.notRegex(await client.greet(), /SIZE/);
  t.is(code(await client.say('MAIL FROM:<hana@mail.example> SIZE=2001')), '250');
  t.is(code(await client.say('RSET')), '250');
  await client.address('pay@bank.example');
  t.is(code(await client.data(`Subject: big\r\n\r\n${'x'.repeat(78)}\r\n`.repeat(20_000))), '250');
  t.is(letters[0]?.bytes.length, 2_000);
  t.regex(Buffer.from(letters[0]?.bytes ?? []).toString(), /^Subject: big\r\n/);
  t.deepEqual(events.filter(({ level }) => level !== 'info'), []);
  await server.stop();
});

test('a letter without end is cut off with 552, and the server goes on', async (t) => {
  const { server, letters } = await serve({ excessBytes: 10_000 });
  const endless = new Dialogue(server.port);
  await endless.greet();
  await endless.address('pay@bank.example');
  await endless.say('DATA');
  const flood = setInterval(() => endless.socket.write('x'.repeat(4_000)), 5);
  t.teardown(() => clearInterval(flood));
  t.is(code(await endless.reply()), '552');
  clearInterval(flood);
  endless.socket.end();
  const next = new Dialogue(server.port);
  await next.greet();
  await next.address('pay@bank.example');
  t.is(code(await next.data(LETTER)), '250');
  t.is(letters.length, 1);
  await server.stop();
});

test('a letter that breaks off is not kept', async (t) => {
  const { server, letters } = await serve();
  const client = new Dialogue(server.port);
  await client.greet();
  await client.address('pay@bank.example');
  await client.say('DATA');
  client.socket.end('Subject: half\r\n\r\nOK 4K7M');
  await once(client.socket, 'close');
  await server.stop();
  t.is(letters.length, 0);
});

test('stop refuses new letters, finishes the one that is being kept, and does not wait for a client that hangs', async (t) => {
  let release: (kept: KeptLetter) => void = () => t.fail();
  let kept = 0;
  const { server } = await serve({ graceMs: 100, keep: () => new Promise((resolve) => ((release = resolve), (kept += 1))) });
  const [busy, idle, half] = [new Dialogue(server.port), new Dialogue(server.port), new Dialogue(server.port)];
  await Promise.all([busy.greet(), idle.greet(), half.greet()]);
  await half.address('pay@bank.example');
  await half.say('DATA');
  half.socket.write('Subject: never finished\r\n');
  await busy.address('pay@bank.example');
  const answered = busy.data(LETTER);
  while (kept === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const stopped = server.stop();
  t.is(code(await idle.reply()), '421');
  const refused = connect(server.port, '127.0.0.1');
  await t.throwsAsync(once(refused, 'connect'), { code: 'ECONNREFUSED' });
  release({ letterId: 1, duplicate: false });
  t.is(code(await answered), '250');
  await stopped;
  t.is(kept, 1);
  t.false(server.state().connected);
});

test('who says nothing and who drips are both sent away', async (t) => {
  const { server } = await serve({ idleMs: 400, totalMs: 800 });
  const silent = new Dialogue(server.port);
  const dripping = new Dialogue(server.port);
  await Promise.all([silent.greet(), dripping.greet()]);
  await dripping.address('pay@bank.example');
  await dripping.say('DATA');
  const drip = setInterval(() => dripping.socket.write('x'), 20);
  t.teardown(() => clearInterval(drip));
  t.is(code(await silent.reply()), '421');
  t.is(code(await dripping.reply()), '421');
  t.is(await dripping.reply(), 'closed');
  await server.stop();
});

test('more connections than allowed are told to come again', async (t) => {
  const { server } = await serve({ maxConnections: 1 });
  const first = new Dialogue(server.port);
  await first.greet();
  t.is(code(await new Dialogue(server.port).reply()), '421');
  await server.stop();
});

test('a port that is taken is a rejected start, not a dead process', async (t) => {
  const { server } = await serve();
  await t.throwsAsync(serve({ port: server.port }), { code: 'EADDRINUSE' });
  await server.stop();
});

test('credentials, old dummy commands and proxies are not known', async (t) => {
  const { server } = await serve();
  const client = new Dialogue(server.port);
  await client.greet();
  for (const command of ['AUTH PLAIN AHgAeA==', 'WIZ wizard', 'XCLIENT ADDR=1.2.3.4', 'STARTTLS']) t.regex(await client.say(command), /^50[0-9]/);
  await server.stop();
});
