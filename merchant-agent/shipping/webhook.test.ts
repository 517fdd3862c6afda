/** The webhook against real servers: good ones, broken ones, and ones that mean harm. */
import { createHmac } from 'node:crypto';
import test from 'ava';
import { deliverWebhook, isWebhookSecret, MAX_ANSWER_BYTES } from './webhook.ts';
import type { Fetch, WebhookCall, WebhookResult } from './webhook.ts';
import { paidEvent } from './paid-event.ts';
import { paidOrder, TOLD_AT } from './testing/orders.ts';
import { rawReceiver, receiver } from './testing/receivers.ts';

const SECRET = `whsec_${Buffer.from('a shared secret of 32 characters').toString('base64')}`;

const call = (url: string, changed: Partial<WebhookCall> = {}): WebhookCall => ({ url, secret: SECRET, body: paidEvent(paidOrder(), TOLD_AT), idempotencyKey: 'paid-K7F3-K29Q', timeoutMs: 60_000, now: TOLD_AT + 999, ...changed });
const deliver = (url: string, changed: Partial<WebhookCall> = {}): Promise<WebhookResult> => deliverWebhook(call(url, changed), fetch);

test('an order is told once, signed as Standard Webhooks says', async (t) => {
  const { url, received } = await receiver(t, { status: 204 });
  t.deepEqual(await deliver(url), { outcome: 'ok', status: 204 });
  const [one, ...more] = received;
  if (one === undefined) throw new Error('nothing came');
  t.is(more.length, 0);
  const { headers, body } = one;
  t.is(one.method, 'POST');
  t.is(headers['content-type'], 'application/json');
  t.is(headers['idempotency-key'], 'paid-K7F3-K29Q');
  t.is(headers['webhook-id'], 'paid-K7F3-K29Q');
  t.is(headers['webhook-timestamp'], '1795226700');
  const expected = createHmac('sha256', 'a shared secret of 32 characters').update(`paid-K7F3-K29Q.1795226700.${body}`).digest('base64');
  t.is(headers['webhook-signature'], `v1,${expected}`);
  t.deepEqual(JSON.parse(body), {
    type: 'order.paid',
    timestamp: '2026-11-21T02:05:00.000Z',
    data: {
      reference: 'K7F3-K29Q', invoice: 'GT-1042', total: { currency: 'JPY', amount: '4741', minor: '4741' }, paid_at: '2026-11-21T02:04:07.000Z', buyer: { name: 'Takao Sasaki', address: 'takao@buyer.example' },
      goods: [{ sku: 'S1', name: 'Sencha 100g', quantity: 2 }, { sku: 'W1', name: 'Bamboo whisk', quantity: 1 }], entry: 'board.bank.example/board/2026#2',
    },
  });
});

test('a receiver that fails and then does not: the same key and body, a new signature', async (t) => {
  const { url, received } = await receiver(t, { status: 503, headers: { 'retry-after': '120' }, body: 'starting' }, { status: 200, body: 'thanks' });
  t.deepEqual(await deliver(url), { outcome: 'retry', why: 'answered 503: starting', firm: false, retryAfterMs: 120_000 });
  t.deepEqual(await deliver(url, { now: TOLD_AT + 120_000 }), { outcome: 'ok', status: 200 });
  const [first, second] = received;
  t.is(first?.headers['idempotency-key'], second?.headers['idempotency-key']);
  t.is(first?.body, second?.body);
  t.not(first?.headers['webhook-signature'], second?.headers['webhook-signature']);
});

const answers: readonly (readonly [status: number, expected: Partial<WebhookResult>])[] = [
  [201, { outcome: 'ok' }],
  [400, { outcome: 'retry', firm: true }],
  [401, { outcome: 'retry', firm: true }],
  [404, { outcome: 'retry', firm: true }],
  [408, { outcome: 'retry', firm: false }],
  [410, { outcome: 'dead' }],
  [425, { outcome: 'retry', firm: false }],
  [429, { outcome: 'retry', firm: false }],
  [500, { outcome: 'retry', firm: false }],
  [599, { outcome: 'retry', firm: false }],
];
for (const [status, expected] of answers) {
  test(`the answer ${status}`, async (t) => {
    const { url } = await receiver(t, { status, body: 'said' });
    t.like(await deliver(url), expected);
  });
}

const waits: readonly (readonly [header: string, expected: number | null])[] = [
  ['30', 30_000],
  [new Date(TOLD_AT + 60_999).toUTCString(), 59_001],
  [new Date(TOLD_AT - 60_000).toUTCString(), 0],
  ['soon', null],
  ['-5', null],
  ['99999999999999', null],
];
for (const [header, expected] of waits) {
  test(`Retry-After: ${header}`, async (t) => {
    const { url } = await receiver(t, { status: 429, headers: { 'retry-after': header } });
    t.like(await deliver(url), { outcome: 'retry', retryAfterMs: expected });
  });
}

test('a redirect is not followed', async (t) => {
  const inner = await receiver(t, { status: 200 });
  for (const status of [301, 302, 303, 307, 308]) {
    const { url } = await receiver(t, { status, headers: { location: inner.url } });
    t.like(await deliver(url), { outcome: 'retry', firm: true });
  }
  t.deepEqual(inner.received, []);
});

test('addresses that are not called at all', async (t) => {
  const nobody: Fetch = () => Promise.reject(new Error('called'));
  for (const url of ['http://shop.example/hook', 'http://10.0.0.1/', 'http://127.0.0.1.evil.example/', 'http://localhost.evil.example/', 'ftp://shop.example/', 'file:///etc/passwd', 'https://user:secret@shop.example/', 'https://user@shop.example/', 'no address', '']) {
    const result = await deliverWebhook(call(url), nobody);
    t.is(result.outcome, 'dead', url);
    t.notRegex(JSON.stringify(result), /secret/);
  }
  for (const url of ['https://shop.example/hook', 'http://localhost:1/', 'http://[::1]:1/', 'http://127.0.0.1:1/']) t.like(await deliverWebhook(call(url), nobody), { outcome: 'retry', why: 'no answer: called' }, url);
});

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK';

test('a receiver that answers twice has answered', async (t) => {
  const url = await rawReceiver(t, (socket) => void socket.write(`${OK}HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n`));
  t.like(await deliver(url), { outcome: 'ok', status: 200 });
});

test('garbage, nothing, and half a status line are no answers', async (t) => {
  for (const text of ['\x00\xffgarbage\r\n\r\n', '', 'HTTP/1.1 20', 'HTTP/9.9 abc\r\n\r\n', `HTTP/1.1 200 OK\r\nX: ${'y'.repeat(100_000)}\r\n\r\n`]) {
    const url = await rawReceiver(t, (socket) => void socket.end(text, 'latin1'));
    t.like(await deliver(url), { outcome: 'retry', firm: false }, JSON.stringify(text.slice(0, 30)));
  }
});

test('nobody listens', async (t) => {
  const url = await rawReceiver(t, () => undefined);
  const result = await deliver(url.replace(/:\d+/, ':1'));
  t.like(result, { outcome: 'retry' });
  t.regex(result.outcome === 'retry' ? result.why : '', /ECONNREFUSED|bad port/);
});

test('a connection that breaks within the answer: what was said before counts', async (t) => {
  const taken = await rawReceiver(t, (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nthank', () => socket.destroy()));
  t.is((await deliver(taken)).outcome, 'ok');
  const failed = await rawReceiver(t, (socket) => void socket.end('HTTP/1.1 500 Oh\r\nContent-Length: 1000\r\n\r\nno'));
  t.deepEqual(await deliver(failed), { outcome: 'retry', why: 'answered 500: no', firm: false, retryAfterMs: null });
});

test('a receiver that hangs is given up after the time that was set', async (t) => {
  const url = await rawReceiver(t, () => undefined);
  t.deepEqual(await deliver(url, { timeoutMs: 200 }), { outcome: 'retry', why: 'no answer within 200 ms', firm: false, retryAfterMs: null });
});

/** A byte now and then, for ever. */
const dripping = (head: string) => (socket: import('node:net').Socket): void => {
  socket.write(head);
  const timer = setInterval(() => socket.write('a'), 20);
  socket.on('close', () => clearInterval(timer));
};

test('one that drips its answer is given up too', async (t) => {
  t.like(await deliver(await rawReceiver(t, dripping('HTTP/1.1 500 Oh\r\nX: ')), { timeoutMs: 300 }), { outcome: 'retry', why: 'no answer within 300 ms' });
  t.like(await deliver(await rawReceiver(t, dripping('HTTP/1.1 500 Oh\r\nContent-Length: 100000\r\n\r\n')), { timeoutMs: 300 }), { outcome: 'retry', firm: false });
  t.like(await deliver(await rawReceiver(t, dripping('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n'))), { outcome: 'ok' }, 'the head says it: the rest is not waited for');
});

/** Sends until the other side has had enough; tells how much went out. */
function flood(status: string): { readonly behave: (socket: import('node:net').Socket) => void; readonly sent: Promise<number> } {
  const { promise, resolve } = Promise.withResolvers<number>();
  const block = Buffer.alloc(65_536, 'a');
  const behave = (socket: import('node:net').Socket): void => {
    let sent = 0;
    socket.on('close', () => resolve(sent));
    const pour = (): void => {
      while (sent < 1_000_000_000 && socket.writable) {
        sent += block.length;
        if (!socket.write(block)) return void socket.once('drain', pour);
      }
    };
    socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 1000000000\r\n\r\n`);
    pour();
  };
  return { behave, sent: promise };
}

for (const status of ['200 OK', '500 Oh']) {
  test(`a gigabyte behind ${status} is not taken`, async (t) => {
    const { behave, sent } = flood(status);
    const result = await deliver(await rawReceiver(t, behave));
    t.is(result.outcome, status === '200 OK' ? 'ok' : 'retry');
    if (result.outcome === 'retry') t.is(result.why.length, 200);
    t.true((await sent) < 50_000_000);
  });
}

test('no more than 4 KB of an answer is looked at, and it becomes one clean line', async (t) => {
  const { url } = await receiver(t, { status: 500, body: `line one\r\n\u0007\u202Eline two${' '.repeat(MAX_ANSWER_BYTES)}end` });
  t.like(await deliver(url), { why: 'answered 500: line one line two' });
});

test('secrets and keys that are none are faults', async (t) => {
  t.true(isWebhookSecret(SECRET));
  t.true(isWebhookSecret('0123456789abcdef0123456789abcdef'));
  for (const secret of ['', 'short', 'whsec_', 'whsec_short', `whsec_${'A'.repeat(31)}`, `whsec_${'*'.repeat(40)}`, 'a'.repeat(201)]) {
    t.false(isWebhookSecret(secret), secret);
    await t.throwsAsync(deliver('http://127.0.0.1:1/', { secret }), { instanceOf: RangeError });
  }
  for (const idempotencyKey of ['', 'a.b', 'a\r\nX: y', 'a'.repeat(201)]) await t.throwsAsync(deliver('http://127.0.0.1:1/', { idempotencyKey }), { instanceOf: RangeError });
});

test('a secret without its prefix is the key as it stands', async (t) => {
  const { url, received } = await receiver(t, { status: 200 });
  await deliver(url, { secret: 'an old shared secret' });
  t.is(received[0]?.headers['webhook-signature'], `v1,${createHmac('sha256', 'an old shared secret').update(`paid-K7F3-K29Q.1795226700.${received[0]?.body ?? ''}`).digest('base64')}`);
});
