import type { RequestListener } from 'node:http';
import test, { type ExecutionContext } from 'ava';
import { knownKeys, ORIGIN, signLine, vector, vectorKey, vectorText } from '../format/fixtures/vectors.ts';
import { openCheckpoint } from '../format/checkpoint.ts';
import { parseNote } from '../format/note.ts';
import { MAX_ANSWER_BYTES, parseRequest } from '../format/witness.ts';
import { makeWitnessClient } from './client.ts';
import { noteAt, readerAt, serverOf, signedNote, witnessOf } from './testing/bench.ts';

const KEY = vectorKey('witness1');
const PATIENT = 10_000;
const headOf = (size: number) => ({ origin: ORIGIN, size, root: openCheckpoint(noteAt(size), knownKeys).root, note: noteAt(size) });
const proveFor = (size: number) => (from: number): Promise<readonly Uint8Array[]> => readerAt(size).consistencyProof(from);
const ask = (url: string, size = 300, timeout = PATIENT): Promise<string> => makeWitnessClient({ key: KEY, url, timeout }).cosign(headOf(size), proveFor(size));

/** Rejects with one sentence that names the witness, what was found and what was expected. */
async function fails(t: ExecutionContext, work: Promise<unknown>, found: RegExp, about = ''): Promise<void> {
  const error = await t.throwsAsync(work, { name: 'WitnessError' }, about);
  t.regex(error.message, /^the witness witness1\.example\/w at http:\/\/[^\n\p{Cc}]+: found [^\n\p{Cc}]+; expected [^\n\p{Cc}]+$/u, about);
  t.regex(error.message, found, about);
}

test('it follows a log: the first time from nothing, then from where the witness is, one request each', async (t) => {
  const bench = await witnessOf(t);
  const client = makeWitnessClient({ key: KEY, url: `${bench.url}/`, timeout: PATIENT });
  t.is(client.name, 'witness1.example/w');
  for (const size of [0, 1, 5, 255, 256, 257, 300, 300]) {
    const line = await client.cosign(headOf(size), proveFor(size));
    const { text } = parseNote(noteAt(size));
    t.is(line, signLine('witness1', text, bench.clock.seconds));
    bench.clock.seconds += 60;
  }
  t.deepEqual(bench.said.map(({ code }) => code), Array.from({ length: 8 }, () => 'witness.cosigned'));
});

test('a client that has forgotten learns from the 409 where the witness is, in one more request', async (t) => {
  const { url, said } = await witnessOf(t);
  await ask(url, 5);
  await ask(url, 300);
  t.deepEqual(said.map(({ code }) => code), ['witness.cosigned', 'witness.conflict', 'witness.cosigned']);
  t.is(said[1]?.detail['size'], 5);
});

test('the requests of the vectors are what it sends', async (t) => {
  const bodies: string[] = [];
  const url = await serverOf(t, (request, response) => {
    t.deepEqual([request.method, request.url], ['POST', '/prefix/add-checkpoint']);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk)).on('end', () => {
      const body = Buffer.concat(chunks);
      bodies.push(body.toString('utf8'));
      const { text } = parseNote(parseRequest(Uint8Array.from(body)).checkpoint);
      response.end(signLine('witness1', text, 5));
    });
  });
  const client = makeWitnessClient({ key: KEY, url: `${url}/prefix`, timeout: PATIENT });
  for (const [from, to] of [[0, 1], [1, 5], [5, 255], [255, 256], [256, 257], [257, 300]] as const) {
    const { checkpoint } = parseRequest(vector(`witness/${from}-${to}.request`));
    await client.cosign({ ...headOf(to), note: checkpoint }, proveFor(to));
    t.is(bodies.at(-1), vectorText(`witness/${from}-${to}.request`));
  }
});

const answering = (status: number, body: string | Uint8Array, headers: Record<string, string> = {}): RequestListener => (request, response) => {
  request.resume().once('end', () => response.writeHead(status, headers).end(body));
};

test('answers that are refused', async (t) => {
  const { text } = parseNote(noteAt(300));
  const good = signLine('witness1', text, 5);
  const { text: otherText } = parseNote(signedNote(300, new Uint8Array(32)));
  const size = { 'Content-Type': 'text/x.tlog.size' };
  const cases: readonly (readonly [about: string, RequestListener, RegExp])[] = [
    ['a signature over another checkpoint', answering(200, signLine('witness1', otherText, 5)), /answer that is refused .*does not fit/],
    ['one good and one bad', answering(200, good + signLine('witness1', otherText, 5)), /does not fit/],
    ['another witness', answering(200, signLine('witness2', text, 5)), /no signature of its key/],
    ['the log\'s own signature', answering(200, signLine('log', text)), /no signature of its key/],
    ['nothing', answering(200, ''), /answer that is refused/],
    ['no signature line', answering(200, '<html>\n'), /answer that is refused/],
    ['CRLF', answering(200, good.replace('\n', '\r\n')), /control character/],
    ['no line end', answering(200, good.trimEnd()), /not ended/],
    ['a whole checkpoint', answering(200, Buffer.from(noteAt(300))), /answer that is refused/],
    ['too long', answering(200, good.repeat(MAX_ANSWER_BYTES)), /more than 65536 bytes/],
    ['400', answering(400, 'found \u001b[31mthat\u202e\nold\n'), /status 400 \("found {2}\[31mthat {2}old"\)/],
    ['403', answering(403, ''), /status 403; expected a cosignature/],
    ['404', answering(404, ''), /status 404;/],
    ['422', answering(422, ''), /status 422;/],
    ['500', answering(500, 'x'.repeat(1_000)), /status 500/],
    ['204', answering(204, ''), /status 204/],
    ['a redirect', answering(307, '', { Location: 'http://127.0.0.1:1/' }), /status 307; expected no redirect/],
    ['another redirect', answering(302, '', { Location: '/elsewhere' }), /status 302; expected no redirect/],
    ['409 without its type', answering(409, '5\n'), /status 409/],
    ['409 with the size that was sent', answering(409, '0\n', size), /409 with the size 0 that was sent/],
    ['409 with a larger size', answering(409, '301\n', size), /has 301 entries .*at most the 300/],
    ['409 with nonsense', answering(409, '-1\n', size), /answer that is refused/],
    ['409 with CRLF', answering(409, '5\r\n', size), /answer that is refused/],
    ['409 with a long body', answering(409, '5'.repeat(MAX_ANSWER_BYTES + 1), size), /more than 65536 bytes/],
  ];
  for (const [about, listener, found] of cases) await fails(t, ask(await serverOf(t, listener)), found, about);
  t.is(await ask(await serverOf(t, answering(200, signLine('witness2', text, 5) + good))), good, 'lines of other keys are passed over');
});

test('which failure it is: a witness that says it knows more, one that says it knows another history, and all else', async (t) => {
  const size = { 'Content-Type': 'text/x.tlog.size' };
  const kindOf = async (listener: RequestListener): Promise<unknown> => (await t.throwsAsync(ask(await serverOf(t, listener))) as Error & { failure?: unknown }).failure;
  t.is(await kindOf(answering(409, '301\n', size)), 'ahead');
  t.is(await kindOf(answering(422, 'no\n')), 'contradicted');
  t.is(await kindOf(answering(409, '0\n', size)), 'failed');
  t.is(await kindOf(answering(500, '')), 'failed');
  t.is(await kindOf((request) => void request.socket.destroy()), 'failed');
  // A witness of tlog-witness v1.0.0: the size that is asked for again, and another root.
  const own = await serverOf(t, answering(409, '300\n', size));
  const error = await t.throwsAsync(ask(own)) as Error & { failure?: unknown };
  t.regex(error.message, /409 with the size 300 that was sent/);
  t.is(error.failure, 'contradicted');
});

test('its copy of a log is read below the same prefix; a start does not wait long for it', async (t) => {
  const { url } = await witnessOf(t);
  const client = makeWitnessClient({ key: KEY, url: `${url}/`, timeout: PATIENT });
  t.is(await client.held(ORIGIN), null);
  await client.cosign(headOf(5), proveFor(5));
  t.is(openCheckpoint((await client.held(ORIGIN)) ?? new Uint8Array(), knownKeys).size, 5);
  const silent = makeWitnessClient({ key: KEY, url: await serverOf(t, () => undefined), timeout: 60_000 });
  await t.throwsAsync(silent.held(ORIGIN), { message: 'it did not answer within 2000 milliseconds' });
});

test('a witness that names another size each time is asked twice, not for ever', async (t) => {
  let asked = 0;
  const url = await serverOf(t, (request, response) => {
    request.resume().once('end', () => response.writeHead(409, { 'Content-Type': 'text/x.tlog.size' }).end(`${(asked += 1)}\n`));
  });
  await fails(t, ask(url), /another size in each of two answers/);
  t.is(asked, 2);
});

test('a size beyond the head is not remembered: whoever made it up silences the witness for one checkpoint', async (t) => {
  const bench = await witnessOf(t);
  const bodies: string[] = [];
  const lying = { is: true };
  const url = await serverOf(t, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk)).on('end', () => {
      bodies.push(Buffer.concat(chunks).toString('utf8').split('\n', 1)[0] ?? '');
      if (lying.is) return response.writeHead(409, { 'Content-Type': 'text/x.tlog.size' }).end(`${Number.MAX_SAFE_INTEGER}\n`);
      void fetch(`${bench.url}/add-checkpoint`, { method: 'POST', body: Buffer.concat(chunks) }).then(async (answer) => response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? '' }).end(await answer.text()));
      return undefined;
    });
  });
  const client = makeWitnessClient({ key: KEY, url, timeout: PATIENT });
  await fails(t, client.cosign(headOf(5), proveFor(5)), /has 9007199254740991 entries .*at most the 5/);
  await fails(t, client.cosign(headOf(5), proveFor(5)), /has 9007199254740991 entries/);
  lying.is = false;
  t.truthy(await client.cosign(headOf(5), proveFor(5)));
  lying.is = true;
  await fails(t, client.cosign(headOf(300), proveFor(300)), /has 9007199254740991 entries/);
  lying.is = false;
  t.truthy(await client.cosign(headOf(300), proveFor(300)));
  t.deepEqual(bodies, ['old 0', 'old 0', 'old 0', 'old 5', 'old 5']);
  // A log put back from an older copy: the witness is asked each time, and is right.
  await fails(t, client.cosign(headOf(5), proveFor(5)), /has 300 entries .*at most the 5/);
  t.is(bodies.at(-1), 'old 0');
});

test('a body without end is cut off', async (t) => {
  const closed = { is: false };
  const url = await serverOf(t, (request, response) => {
    request.resume();
    const more = (): boolean => response.write('x'.repeat(16_384));
    response.writeHead(200).on('drain', more).once('close', () => (closed.is = true));
    while (more());
  });
  await fails(t, ask(url), /more than 65536 bytes/);
  while (!closed.is) await new Promise((resolve) => setImmediate(resolve));
  t.is(closed.is, true);
});

test('a server that hangs, before or in its answer, or a proof that hangs, is waited for no longer than the time-out', async (t) => {
  const silent = await serverOf(t, () => undefined);
  const halfway = await serverOf(t, (request, response) => {
    request.resume();
    response.writeHead(200).write('\u2014 witness1');
  });
  for (const url of [silent, halfway]) await fails(t, ask(url, 300, 100), /no answer within 100 ms; expected one in time/);
  const { url } = await witnessOf(t);
  await ask(url, 5);
  const client = makeWitnessClient({ key: KEY, url, timeout: 200 });
  await fails(t, client.cosign(headOf(300), () => new Promise(() => undefined)), /no answer within 200 ms/);
});

test('a late answer: the call has failed, the witness has moved, the next call finds it there', async (t) => {
  const bench = await witnessOf(t);
  const held = Promise.withResolvers<void>();
  const passed = Promise.withResolvers<void>();
  const slow = { is: true };
  const url = await serverOf(t, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk)).on('end', () => {
      void (async () => {
        const answer = await fetch(`${bench.url}/add-checkpoint`, { method: 'POST', body: Buffer.concat(chunks) });
        if (slow.is) await held.promise;
        response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? '' }).end(await answer.text());
        passed.resolve();
      })();
    });
  });
  const client = makeWitnessClient({ key: KEY, url, timeout: 3_000 });
  await fails(t, client.cosign(headOf(5), proveFor(5)), /no answer within 3000 ms/);
  slow.is = false;
  held.resolve();
  await passed.promise;
  t.truthy(await client.cosign(headOf(300), proveFor(300)));
  t.deepEqual(bench.said.map(({ code }) => code), ['witness.cosigned', 'witness.conflict', 'witness.cosigned']);
});

test('nobody listens; the connection breaks; the proof fails', async (t) => {
  const bench = await witnessOf(t);
  await ask(bench.url, 5);
  await fails(t, makeWitnessClient({ key: KEY, url: bench.url, timeout: PATIENT }).cosign(headOf(300), () => Promise.reject(new Error('found no tile/0/000'))), /found no consistency proof from 5 to 300 \(found no tile\/0\/000\); expected the tiles of the log/);
  const unused = await witnessOf(t);
  await unused.stop();
  await fails(t, ask(unused.url), /found ECONNREFUSED; expected an answer/);
  await fails(t, ask(await serverOf(t, (request) => void request.socket.destroy())), /found [A-Z_]+; expected an answer/);
});

test('addresses and keys that are none of a witness', (t) => {
  for (const url of ['', 'witness.example', '//witness.example', 'ftp://witness.example', 'file:///etc/passwd', 'javascript:1', 'http://', 'http://a:b@w.example/', 'http://w.example/?x', 'http://w.example/#x']) t.throws(() => makeWitnessClient({ key: KEY, url }), { name: 'WitnessError', message: /^the witness witness1\.example\/w: found the address / }, url);
  t.throws(() => makeWitnessClient({ key: vectorKey('log'), url: 'https://w.example/' }), { name: 'WitnessError', message: /key of type 1/ });
});
