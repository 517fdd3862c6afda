import { Packet, TCPServer, UDPServer } from 'dns2';

/** A name server on loopback for the demo and the tests, on UDP and TCP at one port. It answers what was set, NXDOMAIN else. */

export type DemoRecordType = 'TXT' | 'MX' | 'A' | 'AAAA' | 'CNAME';

/** How a name misbehaves: answers SERVFAIL, never answers, answers with another id, or with another name's answer first. */
export type DnsBehaviour = 'servfail' | 'silence' | 'wrong-id';

export type DnsRecord = { readonly name: string; readonly type: DemoRecordType; readonly value: string };

export type DemoDns = {
  readonly address: string;
  readonly port: number;
  /** Replaces what the name has of that type. MX values are `10 mail.example`. */
  readonly set: (name: string, type: DemoRecordType, value: string) => void;
  readonly remove: (name: string, type: DemoRecordType) => void;
  /** For the name and all below it; null makes it answer again. */
  readonly behave: (name: string, behaviour: DnsBehaviour | null) => void;
  /** `TYPE name` of every question so far. */
  readonly asked: () => readonly string[];
  readonly stop: () => Promise<void>;
};

const TTL_SECONDS = 300;

const TYPES: Readonly<Record<DemoRecordType, number>> = { TXT: Packet.TYPE.TXT, MX: Packet.TYPE.MX, A: Packet.TYPE.A, AAAA: Packet.TYPE.AAAA, CNAME: Packet.TYPE.CNAME };

const typeName = (code: number): string => (Object.keys(TYPES) as DemoRecordType[]).find((type) => TYPES[type] === code) ?? String(code);

/** A TXT value in character-strings of at most 255 octets (RFC 1035 §3.3). */
const characterStrings = (value: string): string[] => value.match(/.{1,255}/gs) ?? [''];

const resourceOf = (record: DnsRecord): Record<string, unknown> => {
  const base = { name: record.name, type: TYPES[record.type], class: Packet.CLASS.IN, ttl: TTL_SECONDS };
  switch (record.type) {
    case 'TXT':
      return { ...base, data: characterStrings(record.value) };
    case 'MX': {
      const [priority = '10', exchange = ''] = record.value.split(' ');
      return { ...base, priority: Number.parseInt(priority, 10), exchange };
    }
    case 'A':
    case 'AAAA':
      return { ...base, address: record.value };
    case 'CNAME':
      return { ...base, domain: record.value };
    default:
      return record.type satisfies never;
  }
};

type Answer = (message: unknown) => void;
type Question = { readonly name: string; readonly type: number };

/** Both servers at one port: UDP takes a free one, TCP follows; where it is taken, again. */
const listen = async (handler: (request: unknown, send: Answer) => void): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> => {
  for (let tries = 0; tries < 20; tries += 1) {
    const udp = new UDPServer(handler as never);
    const tcp = new TCPServer(handler as never);
    await (udp as unknown as { listen: (port: number, address: string) => Promise<void> }).listen(0, '127.0.0.1');
    const { port } = udp.address() as { port: number };
    const bound = await new Promise<boolean>((resolve) => {
      tcp.once('error', () => resolve(false));
      tcp.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (bound) {
      const stop = async (): Promise<void> => {
        await Promise.all([new Promise<void>((done) => udp.close(() => done())), new Promise<void>((done) => tcp.close(() => done()))]);
      };
      return { port, stop };
    }
    await new Promise<void>((done) => udp.close(() => done()));
  }
  throw new Error('no port is free on both UDP and TCP');
};

/** Starts the server with these records. */
export const startDns = async (options: { readonly records?: readonly DnsRecord[] } = {}): Promise<DemoDns> => {
  const records = new Map<string, DnsRecord>();
  const behaviours = new Map<string, DnsBehaviour>();
  const questions: string[] = [];
  const set = (name: string, type: DemoRecordType, value: string): void => {
    records.set(`${type} ${name.toLowerCase()}`, { name: name.toLowerCase(), type, value });
  };
  for (const record of options.records ?? []) set(record.name, record.type, record.value);

  const behaviourOf = (name: string): DnsBehaviour | null => [...behaviours].find(([base]) => name === base || name.endsWith(`.${base}`))?.[1] ?? null;

  const server = await listen((request, send) => {
    const response = Packet.createResponseFromRequest(request as never) as unknown as { header: Record<string, number>; answers: unknown[] };
    const [question] = (request as { questions: Question[] }).questions;
    const name = (question?.name ?? '').toLowerCase();
    const type = typeName(question?.type ?? 0);
    questions.push(`${type} ${name}`);
    const behaviour = behaviourOf(name);
    if (behaviour === 'silence') return;
    if (behaviour === 'wrong-id') response.header['id'] = ((response.header['id'] ?? 0) + 1) & 0xffff;
    const found = records.get(`${type} ${name}`) ?? records.get(`CNAME ${name}`);
    const known = [...records.values()].some((record) => record.name === name || record.name.endsWith(`.${name}`));
    if (behaviour === 'servfail') response.header['rcode'] = Packet.RCODE.SERVFAIL;
    else if (found === undefined) response.header['rcode'] = known ? Packet.RCODE.NOERROR : Packet.RCODE.NXDOMAIN;
    else {
      const target = found.type === 'CNAME' && type !== 'CNAME' ? records.get(`${type} ${found.value.toLowerCase()}`) : undefined;
      response.answers.push(resourceOf(found), ...(target === undefined ? [] : [resourceOf(target)]));
    }
    send(response);
  });
  return {
    address: '127.0.0.1',
    port: server.port,
    set,
    remove: (name, type) => void records.delete(`${type} ${name.toLowerCase()}`),
    behave: (name, behaviour) => void (behaviour === null ? behaviours.delete(name) : behaviours.set(name, behaviour)),
    asked: () => questions,
    stop: server.stop,
  };
};
