/** The bank domain's SPF, DKIM and DMARC records, asked through the configured name servers. For each: what is there, and the exact line to put. */
import type { KeyObject } from 'node:crypto';
import type { Config } from '../config.ts';
import { DNS_SETTINGS, makeDnsCache } from '../mail/resolver.ts';
import { systemClock } from '../office.ts';
import { dmarcRecord, signingRecord, spfRecord, zoneLine, type TextRecord } from './bank-records.ts';
import { ok, unsure, wrong, type Check } from './check.ts';

/** The TXT records of a name, the strings of each joined; `trouble` where no answer came that can be relied on. */
type LookUp = (name: string) => Promise<{ readonly records: readonly string[] } | { readonly trouble: string }>;

export function checkRecords(config: Config, dkim: KeyObject | null): Promise<readonly Check[]> {
  const lookUp = textLookUp(config);
  const signing = dkim === null ? unsure('DKIM record', 'not looked at: the signing key could not be read') : checkDkim(signingRecord(config, dkim), lookUp);
  return Promise.all([checkSpf(spfRecord(config), lookUp), signing, checkDmarc(dmarcRecord(config), lookUp)]);
}

function textLookUp(config: Config): LookUp {
  const cache = makeDnsCache({ ...DNS_SETTINGS, servers: config.dns.servers }, systemClock.now);
  return async (name) => {
    try {
      const records = (await cache.forLetter().resolve(name, 'TXT')) as readonly (readonly string[])[];
      return { records: records.map((strings) => strings.join('')) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      return code === 'ENOTFOUND' || code === 'ENODATA' ? { records: [] } : { trouble: code };
    }
  };
}

const noAnswer = (name: string, record: TextRecord, trouble: string): Check => unsure(name, `${record.name}: no answer from the name servers (${trouble}); should be: ${zoneLine(record)}`);
const put = (record: TextRecord): string => `put: ${zoneLine(record)}`;

/** RFC 7208 §4.5: exactly one record; which servers it must name can't be seen from here. */
async function checkSpf(wanted: TextRecord, lookUp: LookUp): Promise<Check> {
  const name = 'SPF record';
  const answer = await lookUp(wanted.name);
  if ('trouble' in answer) return noAnswer(name, wanted, answer.trouble);
  const found = answer.records.filter((record) => /^v=spf1( |$)/i.test(record));
  const [only = ''] = found;
  if (found.length === 0) return wrong(name, `${wanted.name}: found none; ${put(wanted)}`);
  if (found.length > 1) return wrong(name, `${wanted.name}: found ${found.length} records, which counts as an error; keep one, such as: ${zoneLine(wanted)}`);
  const terms = only.split(/ +/).slice(1);
  const all = terms.find((term) => /^[+?~-]?all$/i.test(term));
  const others = terms.filter((term) => term !== all && !/^exp=/i.test(term));
  if (all !== undefined && /^(\+?all|\?all)$/i.test(all)) return wrong(name, `${wanted.name}: found "${only}", which lets anybody send; end it with -all; ${put(wanted)}`);
  if (others.length === 0) return wrong(name, `${wanted.name}: found "${only}", which lets nobody send; name your servers; ${put(wanted)}`);
  return ok(name, `${wanted.name}: "${only}" (it must name every server that sends for the bank)`);
}

async function checkDkim(wanted: TextRecord, lookUp: LookUp): Promise<Check> {
  const name = 'DKIM record';
  const answer = await lookUp(wanted.name);
  if ('trouble' in answer) return noAnswer(name, wanted, answer.trouble);
  const [record] = answer.records;
  if (record === undefined) return wrong(name, `${wanted.name}: found none; ${put(wanted)}`);
  if (answer.records.length > 1) return wrong(name, `${wanted.name}: found ${answer.records.length} records; keep one; ${put(wanted)}`);
  const tags = tagsOf(record);
  const key = tags.get('p');
  if (key === '') return wrong(name, `${wanted.name}: found a revoked key (p= is empty); ${put(wanted)}`);
  if (key !== tagsOf(wanted.value).get('p')) return wrong(name, `${wanted.name}: found another key than the one that signs; ${put(wanted)}`);
  if ((tags.get('v') ?? 'DKIM1') !== 'DKIM1' || (tags.get('k') ?? 'rsa') !== 'rsa') return wrong(name, `${wanted.name}: found v=${tags.get('v') ?? ''} k=${tags.get('k') ?? ''}; ${put(wanted)}`);
  if ((tags.get('t') ?? '').split(':').includes('y')) return wrong(name, `${wanted.name}: found t=y, with which signatures count for nothing; ${put(wanted)}`);
  return ok(name, `${wanted.name}: the key that signs`);
}

async function checkDmarc(wanted: TextRecord, lookUp: LookUp): Promise<Check> {
  const name = 'DMARC record';
  const answer = await lookUp(wanted.name);
  if ('trouble' in answer) return noAnswer(name, wanted, answer.trouble);
  const found = answer.records.filter((record) => /^v=DMARC1\s*(;|$)/.test(record));
  const [only = ''] = found;
  if (found.length === 0) return wrong(name, `${wanted.name}: found none; ${put(wanted)}`);
  if (found.length > 1) return wrong(name, `${wanted.name}: found ${found.length} records, which counts as none; ${put(wanted)}`);
  const policy = tagsOf(only).get('p')?.toLowerCase();
  switch (policy) {
    case 'reject':
    case 'quarantine':
      return ok(name, `${wanted.name}: p=${policy}`);
    case 'none':
      return unsure(name, `${wanted.name}: found p=none: mail that pretends to be the bank is let through; put, once all your own mail passes: ${zoneLine(wanted)}`);
    default:
      return wrong(name, `${wanted.name}: found "${only}" without a policy; ${put(wanted)}`);
  }
}

/** Tag lists of RFC 6376 §3.2: blanks mean nothing in a key. */
const tagsOf = (record: string): ReadonlyMap<string, string> =>
  new Map(record.split(';').flatMap((part) => {
    const [tag = '', ...value] = part.split('=');
    return value.length === 0 ? [] : [[tag.trim(), value.join('=').replaceAll(/\s+/g, '')] as const];
  }));
