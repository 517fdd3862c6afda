/** A bank that owes notices, for the tests of the send stage: the real store, an outgoing server that says what it is told to. */
import type { SendMail, SendResult } from '../../protocol/letter.ts';
import { clear, notice, readLetter } from '../../store/conformance/samples.ts';
import { openFreshKept, type FreshStore } from '../../store/sqlite/testing/fresh.ts';
import type { Store } from '../../store/store.ts';
import type { Rulebook } from '../ports.ts';
import type { SendParts } from '../send.ts';

export const OWED_AT = 2_000;
export const HOUR = 3_600_000;

export type Tried = { readonly at: number; readonly envelope: { readonly from: string; readonly to: string }; readonly bytes: string };

/** A bank that owes one notice; `say` is what the outgoing server answers to the n-th try. */
export type World = { readonly fresh: FreshStore; readonly clock: { time: number }; readonly tried: Tried[]; readonly woken: string[]; readonly parts: (more?: Partial<SendParts>) => SendParts; say: (trial: number) => SendResult };

export const answer = (outcome: SendResult['outcome'], reply: string) => (): SendResult => ({ outcome, reply });

/** The stage asks of the rulebook who the bank is, nothing else. */
const rulebook = { bank: { name: 'Example Bank', paymentAddress: 'pay@bank.example', bounceAddress: 'bounce@bank.example', staffAddress: null, boardAddress: null, pageAddress: null, telephone: '', timeZone: 'UTC' } } as Rulebook;

export async function owing(use: (world: World) => Promise<void>): Promise<void> {
  const fresh = await openFreshKept();
  const clock = { time: OWED_AT };
  const tried: Tried[] = [];
  const woken: string[] = [];
  let made = 0;
  const send: SendMail = async (envelope, bytes) => {
    tried.push({ at: clock.time, envelope, bytes: Buffer.from(bytes).toString() });
    return world.say(tried.length);
  };
  const parts: World['parts'] = (more = {}) => ({
    store: fresh.store,
    clock: { now: () => clock.time },
    chance: { seed: () => '', fraction: () => 0.5 },
    wakeUp: { wake: (stage) => void woken.push(stage), wait: () => Promise.resolve(), stop: () => undefined },
    prove: () => Promise.reject(new Error('no receipt here')),
    draw: () => Promise.reject(new Error('no statement here')),
    enclose: () => Promise.reject(new Error('no enclosure here')),
    // No two signatures are alike, so that a mail made anew shows.
    write: async (owed) => Buffer.from(`${owed.messageId} ${owed.facts.kind} signature ${(made += 1)}`),
    send,
    rulebook,
    atOnce: 4,
    inHand: new Set(),
    report: () => undefined,
    ...more,
  });
  const world: World = { fresh, clock, tried, woken, parts, say: answer('accepted', '250 ok') };
  try {
    await clear(fresh.store, await readLetter(fresh.store, 'help'), [{ kind: 'notice', notice: notice('n1', { owedAt: OWED_AT }) }], { kind: 'answered', code: 'balance' });
    await use(world);
  } finally {
    await fresh.remove();
  }
}

/** Nine notices more, owed together. */
export async function owingTen(use: (world: World) => Promise<void>): Promise<void> {
  await owing(async (world) => {
    const more = Array.from({ length: 9 }, (_, at) => notice(`n${at + 2}`, { owedAt: OWED_AT, to: `buyer${at + 2}@buyer.example` }));
    await clear(world.fresh.store, await readLetter(world.fresh.store, 'order'), more.map((one) => ({ kind: 'notice', notice: one })), { kind: 'answered', code: 'balance' });
    await use(world);
  });
}

export const statuses = async (store: Store): Promise<readonly string[]> => (await store.listNotices({ payment: null, status: null, limit: 99 })).map(({ status }) => status);
