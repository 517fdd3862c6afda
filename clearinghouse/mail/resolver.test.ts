import test from 'ava';
import { startDns } from '../../scripts/dns.ts';
import type { DemoDns, DnsRecord } from '../../scripts/dns.ts';
import { decodeAnswer, encodeQuery } from './dns-wire.ts';
import { DNS_SETTINGS, DnsError, isAskable, makeDnsCache } from './resolver.ts';
import type { DnsSettings, LetterResolver } from './resolver.ts';

const RECORDS: readonly DnsRecord[] = [
  { name: 'buyer.example', type: 'TXT', value: 'v=spf1 -all' },
  { name: 'buyer.example', type: 'MX', value: '10 mail.buyer.example' },
  { name: 'mail.buyer.example', type: 'A', value: '192.0.2.7' },
  { name: 'mail.buyer.example', type: 'AAAA', value: '2001:db8::7' },
  { name: 'long.buyer.example', type: 'TXT', value: 'x'.repeat(700) },
  { name: 'huge.buyer.example', type: 'TXT', value: 'y'.repeat(9_000) },
  { name: 'alias.buyer.example', type: 'CNAME', value: 'mail.buyer.example' },
];

const settingsFor = (dns: DemoDns, more: Partial<DnsSettings> = {}): DnsSettings => ({ ...DNS_SETTINGS, servers: [{ address: dns.address, port: dns.port }], ...more });

const withDns = async (run: (dns: DemoDns, letter: (more?: Partial<DnsSettings>) => LetterResolver) => Promise<void>): Promise<void> => {
  const dns = await startDns({ records: RECORDS });
  try {
    await run(dns, (more = {}) => makeDnsCache(settingsFor(dns, more), () => 0).forLetter());
  } finally {
    await dns.stop();
  }
};

const codeOf = async (asked: Promise<unknown>): Promise<string> => {
  try {
    await asked;
    return 'answered';
  } catch (error) {
    return error instanceof DnsError ? error.code : String(error);
  }
};

test('answers come in the shapes of node:dns, whatever their size', async (t) => {
  await withDns(async (_dns, letter) => {
    const { resolve } = letter();
    t.deepEqual(await resolve('buyer.example', 'TXT'), [['v=spf1 -all']] as never);
    t.deepEqual(await resolve('buyer.example', 'MX'), [{ exchange: 'mail.buyer.example', priority: 10 }] as never);
    t.deepEqual(await resolve('mail.buyer.example', 'A'), ['192.0.2.7'] as never);
    t.deepEqual(await resolve('mail.buyer.example', 'AAAA'), ['2001:db8:0:0:0:0:0:7'] as never);
    t.deepEqual(await resolve('alias.buyer.example', 'A'), ['192.0.2.7'] as never);
    t.is((await resolve('long.buyer.example', 'TXT') as string[][])[0]?.join(''), 'x'.repeat(700));
    t.is((await resolve('huge.buyer.example', 'TXT') as string[][])[0]?.join(''), 'y'.repeat(9_000), 'by TCP');
  });
});

test('no record and no name are told apart, and neither is temporary', async (t) => {
  await withDns(async (_dns, letter) => {
    t.is(await codeOf(letter().resolve('mail.buyer.example', 'TXT')), 'ENODATA');
    t.is(await codeOf(letter().resolve('nobody.example', 'TXT')), 'ENOTFOUND');
  });
});

test('names that no DNS has are not asked for', async (t) => {
  await withDns(async (dns, letter) => {
    for (const name of ['sel._domainkey.attacker.example.\0.x', 'a b.example', 'localhost', '', '.', 'a..b', '-a.example', `${'a'.repeat(64)}.example`, 'ü.example', '*.example', `${'a.'.repeat(130)}example`]) {
      t.false(isAskable(name), JSON.stringify(name));
      t.is(await codeOf(letter().resolve(name, 'TXT')), 'ENOTFOUND');
    }
    t.is(await codeOf(letter().resolve('buyer.example', 'ANY')), 'ENOTFOUND');
    t.deepEqual(dns.asked(), []);
    t.true(isAskable('post._domainkey.xn--bcher-kva.example'));
  });
});

test('SERVFAIL, silence and lying ids are temporary errors, not kept', async (t) => {
  await withDns(async (dns, letter) => {
    const resolver = letter({ timeoutMs: 200 });
    for (const [behaviour, code] of [['servfail', 'ESERVFAIL'], ['silence', 'ETIMEOUT'], ['wrong-id', 'ETIMEOUT']] as const) {
      dns.behave('buyer.example', behaviour);
      t.is(await codeOf(resolver.resolve('buyer.example', 'TXT')), code);
    }
    dns.behave('buyer.example', null);
    t.is(await codeOf(resolver.resolve('buyer.example', 'TXT')), 'answered');
  });
});

test('the second server answers for the first', async (t) => {
  const [broken, sound] = [await startDns(), await startDns({ records: RECORDS })];
  broken.behave('buyer.example', 'servfail');
  const servers = [broken, sound].map(({ address, port }) => ({ address, port }));
  const { resolve } = makeDnsCache({ ...DNS_SETTINGS, servers }, () => 0).forLetter();
  t.is(await codeOf(resolve('buyer.example', 'TXT')), 'answered');
  await Promise.all([broken.stop(), sound.stop()]);
});

test('a server that can not be written to is one that does not answer', async (t) => {
  await withDns(async (dns, letter) => {
    const good = { address: dns.address, port: dns.port };
    for (const bad of [{ address: '999.1.1.1', port: 53 }, { address: '127.0.0.1', port: 99_999 }, { address: 'fe80::1%nosuch', port: 53 }]) {
      t.is(await codeOf(letter({ servers: [bad], timeoutMs: 400 }).resolve('buyer.example', 'TXT')), 'ETIMEOUT', bad.address);
      t.deepEqual(await letter({ servers: [bad, good], timeoutMs: 2_000 }).resolve('buyer.example', 'TXT'), [['v=spf1 -all']] as never, bad.address);
    }
  });
});

test('an answer is kept for its TTL, a missing record for a minute', async (t) => {
  await withDns(async (dns) => {
    let now = 0;
    const cache = makeDnsCache(settingsFor(dns), () => now);
    const ask = async (name: string): Promise<string> => codeOf(cache.forLetter().resolve(name, 'TXT'));
    await ask('buyer.example');
    await ask('none.example');
    now = 59_000;
    await ask('buyer.example');
    await ask('none.example');
    t.is(dns.asked().length, 2);
    now = 61_000;
    await ask('buyer.example');
    await ask('none.example');
    t.deepEqual(dns.asked(), ['TXT buyer.example', 'TXT none.example', 'TXT none.example']);
    now = 301_000;
    await ask('buyer.example');
    t.is(dns.asked().length, 4);
  });
});

test('the machine\'s own servers are read again where they do not answer, every ten seconds at the most', async (t) => {
  const dns = await startDns({ records: RECORDS });
  try {
    let [now, read] = [0, 0];
    const lists = [[{ address: '127.0.0.1', port: 1 }], [], [{ address: dns.address, port: dns.port }]];
    const cache = makeDnsCache({ ...DNS_SETTINGS, timeoutMs: 200 }, () => now, () => lists[Math.min(read++, 2)] ?? []);
    const ask = (): Promise<string> => codeOf(cache.forLetter().resolve('buyer.example', 'TXT'));
    t.is(await ask(), 'ETIMEOUT');
    t.is(read, 1, 'not at once');
    for (const [at, times] of [[10_000, 2], [19_999, 2], [20_000, 3]] as const) {
      now = at;
      t.is(await ask(), 'ETIMEOUT');
      t.is(read, times, `${at}`);
    }
    t.is(await ask(), 'answered');
    t.is(read, 3);
  } finally {
    await dns.stop();
  }
});

test('a letter has a budget of questions', async (t) => {
  await withDns(async (_dns, letter) => {
    const resolver = letter({ queriesPerLetter: 2 });
    t.is(await codeOf(resolver.resolve('buyer.example', 'TXT')), 'answered');
    t.is(await codeOf(resolver.resolve('buyer.example', 'TXT')), 'answered');
    t.false(resolver.exhausted());
    t.is(await codeOf(resolver.resolve('buyer.example', 'TXT')), 'EQUERYLIMIT');
    t.true(resolver.exhausted());
  });
});

test('a malformed or foreign answer is none', (t) => {
  const query = encodeQuery(7, 'a.example', 'TXT');
  const answer = Buffer.from(query);
  answer.writeUInt16BE(0x8180, 2);
  answer.writeUInt16BE(0, 10);
  t.deepEqual(decodeAnswer(answer, 7, 'A.example', 'TXT'), { rcode: 0, truncated: false, records: [], ttlSeconds: null });
  t.is(decodeAnswer(answer, 8, 'a.example', 'TXT'), null);
  t.is(decodeAnswer(answer, 7, 'b.example', 'TXT'), null);
  t.is(decodeAnswer(answer, 7, 'a.example', 'A'), null);
  t.is(decodeAnswer(query, 7, 'a.example', 'TXT'), null, 'a query is no answer');
  answer.writeUInt16BE(5, 6);
  t.is(decodeAnswer(answer, 7, 'a.example', 'TXT'), null, 'five answers promised');
  const question = answer.subarray(0, answer.length - 11);
  const looping = Buffer.concat([question, Buffer.from([0xc0, question.length]), Buffer.from([0, 16, 0, 1, 0, 0, 0, 9, 0, 0])]);
  t.is(decodeAnswer(looping, 7, 'a.example', 'TXT'), null, 'a name that points at itself');
  for (let length = 0; length < looping.length; length += 1) t.is(decodeAnswer(looping.subarray(0, length), 7, 'a.example', 'TXT'), null);
});
