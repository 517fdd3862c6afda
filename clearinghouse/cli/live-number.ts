/** Whether a letter holds a printed number that could still pay, or the letters of a card that waits for them. Of a letter that nobody has decided yet, or that proved nobody, the number is good still. */
import { noKeys } from '../core/facts.ts';
import { memberAddress } from '../core/member.ts';
import { liveDigest } from '../core/numbers.ts';
import type { Office } from '../office.ts';
import { cardLettersIn } from '../protocol/card-letters.ts';
import type { Reading } from '../protocol/reading.ts';

/** Looked for on the cards of whoever the letter is from, is written in the name of, or is addressed to. Nothing is decided. */
export async function holdsLiveNumber({ store, rulebook: { keys } }: Pick<Office, 'store' | 'rulebook'>, reading: Reading): Promise<boolean> {
  const digests = [reading.text, ...reading.originals.map(({ text }) => text)].flatMap((text) => text?.passwords ?? []).flatMap((line) => line.digests).concat((reading.answer?.numbers ?? []).flatMap(({ number }) => number));
  const letters = (reading.text?.lines ?? []).flatMap((line) => cardLettersIn([line]));
  if (digests.length + letters.length === 0) return false;
  const { headers, verdict } = reading;
  const addresses = [verdict.address, memberAddress(reading), ...reading.originals.map((original) => original.verdict.address), ...headers.to, ...headers.cc].flatMap((address) => address ?? []);
  let found = false;
  await store.withWorkingSet({ ...noKeys, addresses: [...new Set(addresses)].slice(0, 100) }, (facts) => {
    found = [...facts.parties.values()].some(({ id, roads: { card } }) => {
      if (card === null) return false;
      if (card.state === 'sent' && letters.includes(card.id)) return true;
      return [...(facts.cards.get(card.id)?.live ?? [])].some(([index, kept]) => digests.some((digest) => liveDigest(keys, id, card.id, index, digest) === kept));
    });
    return [];
  });
  return found;
}
