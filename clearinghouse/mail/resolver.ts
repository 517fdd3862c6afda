import { Resolver } from 'node:dns';
import { ask } from './dns-client.ts';
import type { DnsServer } from './dns-client.ts';
import type { RecordData, RecordType } from './dns-wire.ts';

/**
 * The guarded resolver that mail authentication asks. Names are LDH and underscores only (a NUL in a selector would fetch an attacker's key),
 * every letter has a budget of questions and of time, answers are kept for their TTL. Errors carry the codes of node:dns, which mailauth reads:
 * ENOTFOUND (also for a name that is not asked for) and ENODATA mean that there is no record, all else is temporary.
 */

export type DnsSettings = {
  /** Empty: the machine's own servers, whose list is read again where they do not answer. */
  readonly servers: readonly DnsServer[];
  /** For one question, over all tries. */
  readonly timeoutMs: number;
  readonly queriesPerLetter: number;
  /** For all questions of one letter. */
  readonly budgetMs: number;
  readonly cacheEntries: number;
};

export const DNS_SETTINGS: DnsSettings = Object.freeze({ servers: [], timeoutMs: 3_000, queriesPerLetter: 30, budgetMs: 20_000, cacheEntries: 5_000 });

/** What one letter asks through. `exhausted` tells that its budget was used up: its verdict is then no verdict of its sender's DNS. */
export type LetterResolver = { readonly resolve: (name: string, type: string) => Promise<never[]>; readonly exhausted: () => boolean; readonly asked: () => number };

/** The cache and the servers behind it, shared by all letters of a thread. */
export type DnsCache = { readonly forLetter: () => LetterResolver };

type Kept = { readonly until: number; readonly outcome: Promise<readonly RecordData[]> };

const LONGEST_TTL_MS = 3_600_000;
const NEGATIVE_TTL_MS = 60_000;
const NAME = /^[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)+$/i;
const TYPES: readonly string[] = ['A', 'AAAA', 'CNAME', 'MX', 'PTR', 'TXT'] satisfies RecordType[];

const isType = (type: string): type is RecordType => TYPES.includes(type);

/** Whether the resolver asks for that name at all. */
export const isAskable = (name: string): boolean => name.length <= 253 && NAME.test(name) && name.split('.').every((label) => label.length <= 63);

export class DnsError extends Error {
  readonly code: string;
  constructor(code: string, name: string) {
    super(`${code} ${name.replace(/[^\x21-\x7e]/g, '?').slice(0, 120)}`);
    this.code = code;
  }
}

const rcodeName = (rcode: number): string => ({ 1: 'EFORMERR', 2: 'ESERVFAIL', 4: 'ENOTIMP', 5: 'EREFUSED' })[rcode] ?? 'EBADRESP';

/** `Resolver` reads the machine's list anew each time that one is made; what node:dns itself tells was read when the thread began. */
const systemServers = (): DnsServer[] =>
  new Resolver().getServers().map((text) => {
    const bracketed = /^\[(.+)\]:(\d+)$/.exec(text);
    const plain = /^([\d.]+):(\d+)$/.exec(text);
    const [, address = text, port = '53'] = bracketed ?? plain ?? [];
    return { address, port: Number.parseInt(port, 10) };
  });

/** Milliseconds: so often at the most the list is read again, whatever nobody answers. */
const READ_AGAIN_MS = 10_000;

/** The machine's own servers, read again after a question that none of them answered: a machine moves to another network while we run. */
const makeSystemServers = (now: () => number, read: () => DnsServer[]): { readonly servers: () => readonly DnsServer[]; readonly failed: () => void } => {
  let servers = read();
  let readAt = now();
  return {
    servers: () => servers,
    failed: () => {
      if (now() - readAt < READ_AGAIN_MS) return;
      readAt = now();
      const found = read();
      if (found.length > 0) servers = found;
    },
  };
};

/** Asks once and tells for how long the outcome holds; a temporary error holds no time at all. */
const look = async (servers: readonly DnsServer[], name: string, type: RecordType, timeoutMs: number): Promise<{ readonly ttlMs: number; readonly outcome: readonly RecordData[] | DnsError }> => {
  const result = await ask(servers, name, type, timeoutMs);
  if (result.kind === 'unanswered') return { ttlMs: 0, outcome: new DnsError('ETIMEOUT', name) };
  if (result.kind === 'broken') return { ttlMs: 0, outcome: new DnsError(rcodeName(result.rcode), name) };
  const { rcode, records, ttlSeconds } = result.answer;
  if (records.length === 0) return { ttlMs: NEGATIVE_TTL_MS, outcome: new DnsError(rcode === 3 ? 'ENOTFOUND' : 'ENODATA', name) };
  return { ttlMs: Math.min((ttlSeconds ?? 0) * 1_000, LONGEST_TTL_MS), outcome: records };
};

/** `now` is a clock in milliseconds that never goes back; `system` reads the machine's own servers, which are asked where the settings name none. */
export const makeDnsCache = (settings: DnsSettings, now: () => number, system: () => DnsServer[] = systemServers): DnsCache => {
  const kept = new Map<string, Kept>();
  const own = settings.servers.length > 0 ? null : makeSystemServers(now, system);

  const lookUp = (name: string, type: RecordType): Promise<readonly RecordData[]> => {
    const key = `${type} ${name.toLowerCase()}`;
    const known = kept.get(key);
    if (known !== undefined && known.until > now()) return known.outcome;
    const outcome = look(own?.servers() ?? settings.servers, name, type, settings.timeoutMs).then((looked) => {
      if (looked.ttlMs === 0) kept.delete(key);
      else kept.set(key, { until: now() + looked.ttlMs, outcome });
      if (looked.ttlMs === 0 && looked.outcome instanceof DnsError) own?.failed();
      if (looked.outcome instanceof DnsError) throw looked.outcome;
      return looked.outcome;
    });
    outcome.catch(() => undefined);
    kept.delete(key);
    kept.set(key, { until: now() + settings.timeoutMs * 2, outcome });
    const oldest = kept.size > settings.cacheEntries ? kept.keys().next() : null;
    if (oldest !== null && oldest.done !== true) kept.delete(oldest.value);
    return outcome;
  };

  const forLetter = (): LetterResolver => {
    const begun = now();
    let asked = 0;
    let exhausted = false;
    const resolve = async (name: string, type: string): Promise<never[]> => {
      // Not EBADNAME: mailauth takes that for temporary in a key look-up, and the letter would be tried for hours.
      if (!isAskable(name) || !isType(type)) throw new DnsError('ENOTFOUND', name);
      asked += 1;
      if (asked > settings.queriesPerLetter) exhausted = true;
      if (exhausted) throw new DnsError('EQUERYLIMIT', name);
      if (now() - begun > settings.budgetMs) throw new DnsError('ETIMEOUT', name);
      // Shapes of node:dns, which differ by type; mailauth takes them untyped.
      return (await lookUp(name, type)) as never[];
    };
    return { resolve, exhausted: () => exhausted, asked: () => asked };
  };
  return { forLetter };
};
