/**
 * How many letters of unknown senders are looked up in DNS since they ask for an account (9-rules 8, 10): so many a day for each domain, so many
 * for all, that nobody can make us ask without end. Kept in memory: a restart gives a new day, and the core caps the answers for good.
 */
import { domainGroup } from '../core/register.ts';
import type { Clock } from './ports.ts';

const DAY = 86_400_000;
/** For each answer that the domain may get: some letters fail their gates. */
const TRIES = 5;
const ALL_DOMAINS = 100;

/** True: this one may be looked up, and counts. */
export type MayLookUp = (domain: string) => boolean;

export function registerBudget(clock: Clock, perDomainAndDay: number): MayLookUp {
  let day = -1;
  let all = 0;
  const used = new Map<string, number>();
  return (written) => {
    const domain = domainGroup(written);
    const today = Math.floor(clock.now() / DAY);
    if (today !== day) {
      day = today;
      all = 0;
      used.clear();
    }
    const count = used.get(domain) ?? 0;
    if (count >= perDomainAndDay * TRIES || all >= perDomainAndDay * TRIES * ALL_DOMAINS) return false;
    used.set(domain, count + 1);
    all += 1;
    return true;
  };
}
