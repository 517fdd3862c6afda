/**
 * Keys of wallets that have ended, as digests: whoever got hold of a wallet's secret keeps it, and what it has signed is good for a week. Such a key never comes
 * into force again, whoever sends it.
 */
import { createHash } from 'node:crypto';
import type { PartyRoads } from './party.ts';

const digestOf = (key: string): string => createHash('sha256').update(key).digest('base64url');

/** With its wallet's key among those that have ended; where there is no wallet, as it is. The caller says what comes in its place. */
export function endKey(roads: PartyRoads): PartyRoads {
  const { wallet, endedKeys = [] } = roads;
  if (wallet === null) return roads;
  const digest = digestOf(wallet.key);
  return { ...roads, endedKeys: endedKeys.includes(digest) ? endedKeys : [...endedKeys, digest] };
}

/**
 * The wallet is over. Whoever could pay by cheque alone is asked again; who has asked for more than a cheque, or for the end in place of the question, keeps that:
 * so nobody talks an account down to the mailbox by an alarm, and nothing is paid until a new key comes, or staff set another scheme.
 */
export function withoutWallet(roads: PartyRoads): PartyRoads {
  const scheme = roads.scheme === 'wallet' && roads.missing === 'ask' ? 'two-mail' : roads.scheme;
  return { ...endKey(roads), scheme, wallet: null, offer: null };
}

/** Its own scheme asks for a cheque, and no key is there to sign one: nothing is paid. */
export const lacksKey = ({ scheme, wallet }: PartyRoads): boolean => wallet === null && (scheme === 'full' || scheme === 'wallet');

export const isEndedKey = ({ endedKeys = [] }: PartyRoads, key: string): boolean => endedKeys.includes(digestOf(key));
