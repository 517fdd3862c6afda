import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createConnection } from 'node:net';
import { decodeAnswer, encodeQuery } from './dns-wire.ts';
import type { DnsAnswer, RecordType } from './dns-wire.ts';

/**
 * Asks DNS servers: UDP first, TCP where the answer is truncated (RFC 1035 §4.2, RFC 7766). Written here because node:dns tells no TTL for TXT and MX.
 * Every question has its own socket, connected, with a random source port and id: what comes from elsewhere or with another id is ignored.
 */

/** A name server; `port` is 53 but in tests and behind a local forwarder. */
export type DnsServer = { readonly address: string; readonly port: number };

/** `unanswered`: nothing usable came in time; `broken`: a server said SERVFAIL, REFUSED or the like. */
export type AskResult = { readonly kind: 'answer'; readonly answer: DnsAnswer } | { readonly kind: 'unanswered' } | { readonly kind: 'broken'; readonly rcode: number };

const NOERROR = 0;
const NXDOMAIN = 3;

const overUdp = (server: DnsServer, name: string, type: RecordType, timeoutMs: number): Promise<DnsAnswer | null> =>
  new Promise((resolve) => {
    const id = randomInt(0x10000);
    const socket = createSocket(server.address.includes(':') ? 'udp6' : 'udp4');
    let done = false;
    const end = (answer: DnsAnswer | null): void => {
      if (done) return;
      done = true;
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => end(null), timeoutMs);
    socket.on('error', () => end(null));
    socket.on('message', (bytes) => {
      const answer = decodeAnswer(bytes, id, name, type);
      if (answer !== null) end(answer);
    });
    // Not as what `connect` calls back: Node calls that also where it could not connect, and tells no one else.
    socket.on('connect', () => {
      if (!done) socket.send(encodeQuery(id, name, type));
    });
    socket.connect(server.port, server.address);
  });

const overTcp = (server: DnsServer, name: string, type: RecordType, timeoutMs: number): Promise<DnsAnswer | null> =>
  new Promise((resolve) => {
    const id = randomInt(0x10000);
    const socket = createConnection(server.port, server.address);
    let received = Buffer.alloc(0);
    const end = (answer: DnsAnswer | null): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => end(null), timeoutMs);
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on('connect', () => {
      const query = encodeQuery(id, name, type);
      socket.write(Buffer.concat([Buffer.from([query.length >> 8, query.length & 0xff]), query]));
    });
    socket.on('data', (chunk) => {
      // The length prefix bounds an answer to 64 KB; what a server sends beyond it is never kept.
      received = Buffer.concat([received, chunk]).subarray(0, 65_537);
      if (received.length < 2) return;
      const length = received.readUInt16BE(0);
      if (received.length >= 2 + length) end(decodeAnswer(received.subarray(2, 2 + length), id, name, type));
    });
  });

/** A server that can't even be written to (no such port, an address that is none) is one that does not answer: that says nothing of the letter. */
const askOne = async (server: DnsServer, name: string, type: RecordType, timeoutMs: number): Promise<AskResult> => {
  const silent = (): null => null;
  const first = await overUdp(server, name, type, timeoutMs).catch(silent);
  const answer = first?.truncated === true ? await overTcp(server, name, type, timeoutMs).catch(silent) : first;
  if (answer === null) return { kind: 'unanswered' };
  return answer.rcode === NOERROR || answer.rcode === NXDOMAIN ? { kind: 'answer', answer } : { kind: 'broken', rcode: answer.rcode };
};

/** Asks the servers one after the other, twice where there is but one, `timeoutMs` in all. The first that answers settles it. */
export const ask = async (servers: readonly DnsServer[], name: string, type: RecordType, timeoutMs: number): Promise<AskResult> => {
  const tries = servers.length === 1 ? [...servers, ...servers] : servers.slice(0, 3);
  let result: AskResult = { kind: 'unanswered' };
  for (const server of tries) {
    result = await askOne(server, name, type, timeoutMs / tries.length);
    if (result.kind === 'answer') return result;
  }
  return result;
};
