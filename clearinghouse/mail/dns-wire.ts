/**
 * DNS messages (RFC 1035 §4, EDNS0 of RFC 6891) as far as mail authentication asks: one question, an answer section that follows CNAMEs.
 * Pure: bytes to values and back. What is malformed is `null`, never an exception.
 */

/** The types that SPF, DKIM, DMARC and ARC ask for. */
export type RecordType = 'A' | 'AAAA' | 'CNAME' | 'MX' | 'PTR' | 'TXT';

/** In the shapes of node:dns `resolve`: TXT as lists of character-strings, MX as objects, the rest as text. */
export type RecordData = string | readonly string[] | { readonly exchange: string; readonly priority: number };

/** An answer: `rcode` of RFC 1035 §4.1.1, the records of the wanted type at the end of the CNAME chain, and the smallest TTL on the way (seconds, null without records). */
export type DnsAnswer = { readonly rcode: number; readonly truncated: boolean; readonly records: readonly RecordData[]; readonly ttlSeconds: number | null };

export const TYPE_NUMBERS: Readonly<Record<RecordType, number>> = { A: 1, CNAME: 5, PTR: 12, MX: 15, TXT: 16, AAAA: 28 };

const CLASS_INTERNET = 1;
const OPT = 41;
/** The size that DNS Flag Day 2020 recommends: no fragments on any usual path. */
const UDP_SIZE = 1232;

const encodeName = (name: string): Buffer =>
  Buffer.concat([...name.split('.').filter((label) => label !== '').map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label, 'latin1')])), Buffer.from([0])]);

/** A query for one name. The name must have passed the resolver's guard (LDH and underscore, labels of at most 63). */
export const encodeQuery = (id: number, name: string, type: RecordType): Buffer => {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(id, 0);
  header.writeUInt16BE(0x0100, 2); // recursion desired
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(1, 10);
  const question = Buffer.alloc(4);
  question.writeUInt16BE(TYPE_NUMBERS[type], 0);
  question.writeUInt16BE(CLASS_INTERNET, 2);
  const edns = Buffer.alloc(11);
  edns.writeUInt16BE(OPT, 1);
  edns.writeUInt16BE(UDP_SIZE, 3);
  return Buffer.concat([header, encodeName(name), question, edns]);
};

type Named = { readonly name: string; readonly next: number };

/** Reads a name; compression pointers (RFC 1035 §4.1.4) may only point backwards, so that a loop ends. */
const readName = (bytes: Buffer, start: number): Named | null => {
  const labels: string[] = [];
  let at = start;
  let next = -1;
  let bound = start;
  let length = 0;
  for (;;) {
    const size = bytes[at];
    if (size === undefined) return null;
    if (size === 0) return { name: labels.join('.').toLowerCase(), next: next < 0 ? at + 1 : next };
    if (size >= 0xc0) {
      const target = ((size & 0x3f) << 8) | (bytes[at + 1] ?? 0);
      if (at + 1 >= bytes.length || target >= bound) return null;
      if (next < 0) next = at + 2;
      at = target;
      bound = target;
      continue;
    }
    if (size > 63 || at + 1 + size > bytes.length) return null;
    labels.push(bytes.toString('latin1', at + 1, at + 1 + size));
    at += 1 + size;
    length += 1 + size;
    if (length > 254) return null;
  }
};

type Resource = { readonly name: string; readonly type: number; readonly ttl: number; readonly dataStart: number; readonly dataEnd: number; readonly next: number };

const readResource = (bytes: Buffer, start: number): Resource | null => {
  const named = readName(bytes, start);
  if (named === null || named.next + 10 > bytes.length) return null;
  const dataStart = named.next + 10;
  const dataEnd = dataStart + bytes.readUInt16BE(named.next + 8);
  if (dataEnd > bytes.length || bytes.readUInt16BE(named.next + 2) !== CLASS_INTERNET) return null;
  return { name: named.name, type: bytes.readUInt16BE(named.next), ttl: bytes.readUInt32BE(named.next + 4), dataStart, dataEnd, next: dataEnd };
};

const readStrings = (data: Buffer): string[] | null => {
  const strings: string[] = [];
  for (let at = 0; at < data.length; ) {
    const size = data[at] ?? 0;
    if (at + 1 + size > data.length) return null;
    strings.push(data.toString('utf8', at + 1, at + 1 + size));
    at += 1 + size;
  }
  return strings;
};

const readData = (bytes: Buffer, resource: Resource, type: RecordType): RecordData | null => {
  const data = bytes.subarray(resource.dataStart, resource.dataEnd);
  switch (type) {
    case 'A':
      return data.length === 4 ? data.join('.') : null;
    case 'AAAA':
      return data.length === 16 ? Array.from({ length: 8 }, (_, at) => data.readUInt16BE(at * 2).toString(16)).join(':') : null;
    case 'CNAME':
    case 'PTR':
      return readName(bytes, resource.dataStart)?.name ?? null;
    case 'MX': {
      const exchange = data.length < 3 ? null : readName(bytes, resource.dataStart + 2);
      return exchange === null ? null : { exchange: exchange.name, priority: data.readUInt16BE(0) };
    }
    case 'TXT':
      return readStrings(data);
    default:
      return type satisfies never;
  }
};

/** The records of `type` at the end of the CNAME chain that begins at `name`. */
const followChain = (bytes: Buffer, resources: readonly Resource[], name: string, type: RecordType): { readonly records: RecordData[]; readonly ttlSeconds: number | null } | null => {
  let owner = name.toLowerCase();
  let ttlSeconds = Number.MAX_SAFE_INTEGER;
  for (let hop = 0; hop < 9; hop += 1) {
    const own = resources.filter((resource) => resource.name === owner && resource.type === TYPE_NUMBERS[type]);
    if (own.length > 0) {
      const records = own.map((resource) => readData(bytes, resource, type));
      if (records.includes(null)) return null;
      return { records: records.filter((record) => record !== null), ttlSeconds: Math.min(ttlSeconds, ...own.map((resource) => resource.ttl)) };
    }
    const alias = resources.find((resource) => resource.name === owner && resource.type === TYPE_NUMBERS.CNAME);
    if (alias === undefined) return { records: [], ttlSeconds: null };
    const target = readName(bytes, alias.dataStart);
    if (target === null) return null;
    ttlSeconds = Math.min(ttlSeconds, alias.ttl);
    owner = target.name;
  }
  return null;
};

/** Reads the answer to `encodeQuery(id, name, type)`. Null for anything else: another id, another question, a malformed message. */
export const decodeAnswer = (bytes: Buffer, id: number, name: string, type: RecordType): DnsAnswer | null => {
  if (bytes.length < 12 || bytes.readUInt16BE(0) !== id) return null;
  const flags = bytes.readUInt16BE(2);
  if ((flags & 0x8000) === 0 || (flags & 0x7800) !== 0 || bytes.readUInt16BE(4) !== 1) return null;
  const question = readName(bytes, 12);
  if (question === null || question.next + 4 > bytes.length || question.name !== name.toLowerCase()) return null;
  if (bytes.readUInt16BE(question.next) !== TYPE_NUMBERS[type]) return null;
  const rcode = flags & 0x000f;
  const truncated = (flags & 0x0200) !== 0;
  if (truncated || rcode !== 0) return { rcode, truncated, records: [], ttlSeconds: null };
  const resources: Resource[] = [];
  let at = question.next + 4;
  for (let index = 0; index < bytes.readUInt16BE(6); index += 1) {
    const resource = readResource(bytes, at);
    if (resource === null) return null;
    resources.push(resource);
    at = resource.next;
  }
  const chain = followChain(bytes, resources, name, type);
  return chain === null ? null : { rcode, truncated, ...chain };
};
