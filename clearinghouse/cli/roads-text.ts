/** A party's roads as staff see them: scheme, wallet, card. Never the number of a card (it is printed inside alone), nor a number that is still good. */
import { createHash } from 'node:crypto';
import type { Card, PartyRoads } from '../core/party.ts';
import { shownFingerprint } from '../protocol/page-fingerprint.ts';
import { showSettlementNumber } from '../protocol/settlement-number.ts';
import type { Json } from './print.ts';
import { timeJson, timeOrNull } from './shapes.ts';

type Time = (at: number) => string;

const DAY = 86_400_000;

/** Of a wallet's public key in base64url. */
export const fingerprintOf = (key: string): string => shownFingerprint(createHash('sha256').update(Buffer.from(key, 'base64url')).digest());

export function schemeText({ scheme, missing }: PartyRoads): string {
  return `${scheme ?? 'as the bank\'s policy says'}; where a cheque or a post does not come, ${missing === 'ask' ? 'the question is asked' : 'the payment ends'}`;
}

export const walletText = ({ wallet }: PartyRoads, time: Time): string | null => (wallet === null ? null : `${fingerprintOf(wallet.key)}, since ${time(wallet.since)}`);

export const offerText = ({ offer }: PartyRoads, time: Time, now: number): string | null =>
  offer === null ? null : offer.until < now ? `sent, not answered by ${time(offer.until)}` : `sent; its answer is taken until ${time(offer.until)}`;

export const cardState = (state: Card['state']): string =>
  ({ sent: 'not active yet: the owner activates it by mail', active: 'active', locked: 'locked after wrong numbers; a new card replaces it (`kakitome numbers issue`)' })[state];

export const lastUsedText = ({ lastUsed }: Card, time: Time): string => (lastUsed === null ? 'none' : `No. ${String(lastUsed.index).padStart(2, '0')}: ${showSettlementNumber(lastUsed.number)}, on ${time(lastUsed.at)} (it is dead)`);

/** Wrong numbers in the last 24 hours. */
export const wrongTries = ({ wrongAt }: Card, now: number): number => wrongAt.filter((at) => now - at < DAY).length;

export const cardJson = (card: Card | null, now: number): Json =>
  card === null
    ? null
    : {
        state: card.state,
        issuedAt: timeJson(card.madeAt),
        count: card.count,
        lastUsed: card.lastUsed === null ? null : { index: card.lastUsed.index, number: card.lastUsed.number, at: timeJson(card.lastUsed.at) },
        wrongTries: wrongTries(card, now),
        usedAgain: card.again,
      };

export const walletJson = ({ wallet }: PartyRoads): Json => (wallet === null ? null : { fingerprint: fingerprintOf(wallet.key), key: wallet.key, since: timeJson(wallet.since) });

export const roadsJson = (roads: PartyRoads, now: number): { readonly [key: string]: Json } => ({
  scheme: roads.scheme,
  ifMissing: roads.missing,
  wallet: walletJson(roads),
  walletPageUntil: timeOrNull(roads.offer?.until ?? null),
  card: cardJson(roads.card, now),
});
