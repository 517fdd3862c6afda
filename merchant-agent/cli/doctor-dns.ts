/** DNS through the configured name servers: the bank's domain, whose signatures are believed; the shop's own, whose mail the bank must believe. */
import type { KeyObject } from 'node:crypto';
import { dkimRecord } from '../../clearinghouse/mail/compose.ts';
import { makeDnsCache } from '../../clearinghouse/mail/resolver.ts';
import type { Config } from '../config.ts';
import { systemClock } from '../main.ts';
import { dnsSettings } from '../shop-of.ts';
import { domainOf } from '../steps/shop.ts';
import { ok, unsure, wrong } from './check.ts';
import type { Check } from './check.ts';

type Answer = { readonly records: readonly string[] } | { readonly trouble: string };

export async function checkDns(config: Config, dkim: KeyObject | null): Promise<readonly Check[]> {
  const cache = makeDnsCache(dnsSettings(config), systemClock);
  const lookUp = async (name: string): Promise<Answer> => {
    try {
      const records = (await cache.forLetter().resolve(name, 'TXT')) as readonly (readonly string[])[];
      return { records: records.map((strings) => strings.join('')) };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      return code === 'ENOTFOUND' || code === 'ENODATA' ? { records: [] } : { trouble: code };
    }
  };
  const [bank, shop] = [domainOf(config.bank.address), domainOf(config.shop.address)];
  const signing = config.dkim === undefined || dkim === null ? [] : [signingKey(`${config.dkim.selector}._domainkey.${shop}`, dkim, await lookUp(`${config.dkim.selector}._domainkey.${shop}`))];
  const keepers = [...new Set((config.shop.shopkeepers ?? []).map(domainOf))].filter((domain) => domain !== shop && config.shop.reply_proof === 'dkim');
  return [
    policy('DNS of the bank', bank, await lookUp(`_dmarc.${bank}`), 'is the bank\'s address right (bank.address)? its own exact signature counts all the same'),
    bankKey(bank, await lookUp(`${USUAL_SELECTOR}._domainkey.${bank}`)),
    policy('DNS of the shop', shop, await lookUp(`_dmarc.${shop}`), 'the bank takes forwards only from a domain with a DMARC record; put at the least "v=DMARC1; p=none"'),
    ...(await Promise.all(keepers.map(async (domain) => policy('DNS of a shopkeeper', domain, await lookUp(`_dmarc.${domain}`), 'answers of this shopkeeper to drafts count only with a DMARC record and a DKIM signature of the domain; put at the least "v=DMARC1; p=none"')))),
    ...(config.dkim === undefined ? [unsure('DKIM of the shop', `no [dkim] in the configuration: the outgoing server must sign mail of ${shop}; send yourself a mail and look for "DKIM-Signature: … d=${shop}"`)] : signing),
  ];
}

function policy(name: string, domain: string, answer: Answer, advice: string): Check {
  if ('trouble' in answer) return wrong(name, `_dmarc.${domain}: found ${answer.trouble}; expected an answer of the name servers (dns.servers)`);
  const records = answer.records.filter((record) => /^v=DMARC1\s*(;|$)/.test(record));
  return records.length === 1 ? ok(name, `${domain} answers, DMARC ${/\bp=(\w+)/.exec(records[0] ?? '')?.[1] ?? ''}`) : unsure(name, `_dmarc.${domain}: found ${records.length} DMARC records; expected one: ${advice}`);
}

/** What `kakitome init` gives a bank; another one is found in the bank's own mails. */
const USUAL_SELECTOR = 'kakitome1';

function bankKey(domain: string, answer: Answer): Check {
  const name = `${USUAL_SELECTOR}._domainkey.${domain}`;
  if ('trouble' in answer) return wrong('DKIM of the bank', `${name}: found ${answer.trouble}; expected an answer of the name servers (dns.servers)`);
  const found = answer.records.some((record) => /\bp=[A-Za-z0-9+/]/.test(record.replaceAll(/\s+/g, '')));
  return found ? ok('DKIM of the bank', `${name}: a key is there`) : unsure('DKIM of the bank', `${name}: found none; the bank may use another selector, which stands in its mails (DKIM-Signature: s=)`);
}

function signingKey(name: string, key: KeyObject, answer: Answer): Check {
  const wanted = dkimRecord(key);
  const keyOf = (record: string): string => /\bp=([^;]*)/.exec(record.replaceAll(/\s+/g, ''))?.[1] ?? '';
  if ('trouble' in answer) return wrong('DKIM of the shop', `${name}: found ${answer.trouble}; expected an answer of the name servers (dns.servers)`);
  if (answer.records.some((record) => keyOf(record) === keyOf(wanted))) return ok('DKIM of the shop', `${name}: the key that signs`);
  return wrong('DKIM of the shop', `${name}: found ${answer.records.length === 0 ? 'none' : 'another key'}; put: ${name} TXT "${wanted}"`);
}
