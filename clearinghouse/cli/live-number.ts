/** Whether a letter holds a printed number that could still pay, or the letters of a card that waits for them. Of a letter that nobody has decided yet, or that proved nobody, the number is good still. */
import { noKeys } from '../core/facts.ts';
import { memberAddress } from '../core/member.ts';
import { liveDigest, numbersOf } from '../core/numbers.ts';
import type { Office } from '../office.ts';
import { cardLettersIn } from '../protocol/card-letters.ts';
import type { Reading, SecretDigests } from '../protocol/reading.ts';

type Bank = Pick<Office, 'store' | 'rulebook'>;

export const holdsLiveNumber = async (bank: Bank, reading: Reading): Promise<boolean> => {
  const { numbers, letters } = await liveIn(bank, reading);
  return letters || numbers.length > 0;
};

/** Digests of the numbers in it that could still pay: whatever shows its words hides these. */
export const liveNumbersIn = async (bank: Bank, reading: Reading): Promise<SecretDigests> => (await liveIn(bank, reading)).numbers;

/** Looked for on the cards of whoever the letter is from, is written in the name of, or is addressed to. Nothing is decided. */
async function liveIn({ store, rulebook: { keys } }: Bank, reading: Reading): Promise<{ readonly numbers: SecretDigests; readonly letters: boolean }> {
  const lines = [reading.text, ...reading.originals.map(({ text }) => text)].flatMap((text) => text?.passwords ?? []);
  const digests = [...new Set([...lines.flatMap((line) => line.digests), ...numbersOf(reading).flatMap(({ number }) => number)])];
  const letters = (reading.text?.lines ?? []).flatMap((line) => cardLettersIn([line]));
  if (digests.length + letters.length === 0) return { numbers: [], letters: false };
  const { headers, verdict } = reading;
  const addresses = [verdict.address, memberAddress(reading), ...reading.originals.map((original) => original.verdict.address), ...headers.to, ...headers.cc].flatMap((address) => address ?? []);
  let found: { readonly numbers: SecretDigests; readonly letters: boolean } = { numbers: [], letters: false };
  await store.withWorkingSet({ ...noKeys, addresses: [...new Set(addresses)].slice(0, 100) }, (facts) => {
    const cards = [...facts.parties.values()].flatMap(({ id, roads: { card } }) => (card === null ? [] : [{ id, card, live: [...(facts.cards.get(card.id)?.live ?? [])] }]));
    const isLive = (digest: string): boolean => cards.some(({ id, card, live }) => live.some(([index, kept]) => liveDigest(keys, id, card.id, index, digest) === kept));
    found = { numbers: digests.filter(isLive), letters: cards.some(({ card }) => card.state === 'sent' && letters.includes(card.id)) };
    return [];
  });
  return found;
}
