/** The people of a run: they order, forward and consent, and time what the bank takes. They know it by its mail alone. */
import { PAY } from '../demo/world.ts';
import { answerTo, type Deal } from './deals.ts';
import type { Lines } from './lines.ts';
import type { Arrival, Sink } from './sink.ts';

export type Mode = { readonly kind: 'closed'; readonly users: number } | { readonly kind: 'open'; readonly rate: number };

/** Milliseconds. `question`: from the forward; `receipt`: from the consent to the buyer's; `whole`: from the order to the later of both receipts. */
export type Timed = { readonly question: number; readonly receipt: number; readonly whole: number };

export type Played = { readonly timed: readonly Timed[]; readonly seconds: number };

export type Load = {
  /** Plays the deals to their ends; rejects where one of them gets stuck. */
  readonly play: (deals: readonly Deal[], mode: Mode) => Promise<Played>;
  /** How often each Message-ID has come. */
  readonly arrived: ReadonlyMap<string, number>;
  /** Subjects of mails that are no part of a payment. */
  readonly unexpected: readonly string[];
};

type Asked = Arrival & { readonly reference: string };
type Awaited = { readonly question: PromiseWithResolvers<Asked>; readonly buyer: PromiseWithResolvers<Arrival>; readonly shop: PromiseWithResolvers<Arrival> };

const PATIENCE_MS = 120_000;
const REFERENCE = /\[([0-9A-Z]{4}-[0-9A-Z]{4})\]/;

export function makeLoad(lines: Lines, sink: Sink): Load {
  const [byKey, byReference] = [new Map<string, Awaited>(), new Map<string, Awaited>()];
  const arrived = new Map<string, number>();
  const unexpected: string[] = [];
  const arrive = (arrival: Arrival): void => {
    arrived.set(arrival.messageId, (arrived.get(arrival.messageId) ?? 0) + 1);
    const reference = REFERENCE.exec(arrival.subject)?.[1] ?? '';
    // The buyer hears at once, and does nothing.
    if (arrival.subject.startsWith('Order received')) return undefined;
    if (arrival.subject.startsWith('Paid, ship')) return byReference.get(reference)?.shop.resolve(arrival);
    if (arrival.subject.startsWith('Paid')) return byReference.get(reference)?.buyer.resolve(arrival);
    const awaited = byKey.get(/<order\.([a-z0-9]+)@/.exec(arrival.references)?.[1] ?? '');
    if (awaited === undefined || reference === '' || arrival.replyTo === '') return void unexpected.push(arrival.subject);
    byReference.set(reference, awaited);
    awaited.question.resolve({ ...arrival, reference });
  };
  sink.onArrival(arrive);
  const begin = ({ key }: Deal): Awaited => {
    const awaited = { question: Promise.withResolvers<Asked>(), buyer: Promise.withResolvers<Arrival>(), shop: Promise.withResolvers<Arrival>() };
    byKey.set(key, awaited);
    return awaited;
  };
  return { play: (deals, mode) => playAll(deals, mode, (deal) => playOne(deal, begin(deal), lines)), arrived, unexpected };
}

async function playOne(deal: Deal, awaited: Awaited, lines: Lines): Promise<Timed> {
  const { buyer, shop } = deal;
  const ordered = performance.now();
  await lines.hand(buyer.address, PAY, deal.order);
  const forwarded = performance.now();
  await lines.hand(shop.address, PAY, deal.forward);
  const question = await patiently(awaited.question.promise, `the question about ${deal.key}`);
  const answer = answerTo(deal, question);
  const consented = performance.now();
  await lines.hand(buyer.address, question.replyTo, answer);
  const [paid, ship] = await patiently(Promise.all([awaited.buyer.promise, awaited.shop.promise]), `the receipts of ${deal.key} [${question.reference}]`);
  return { question: question.at - forwarded, receipt: paid.at - consented, whole: Math.max(paid.at, ship.at) - ordered };
}

async function patiently<T>(coming: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const never = new Promise<never>((_resolve, reject) => (timer = setTimeout(() => reject(new Error(`never came: ${what}`)), PATIENCE_MS)));
  try {
    return await Promise.race([coming, never]);
  } finally {
    clearTimeout(timer);
  }
}

type PlayOne = (deal: Deal) => Promise<Timed>;

async function playAll(deals: readonly Deal[], mode: Mode, play: PlayOne): Promise<Played> {
  const begun = performance.now();
  const timed = mode.kind === 'closed' ? await playClosed(deals, mode.users, play) : await playOpen(deals, mode.rate, play);
  return { timed, seconds: (performance.now() - begun) / 1_000 };
}

/** So many at once, each with the next payment as soon as the last is paid. */
async function playClosed(deals: readonly Deal[], users: number, play: PlayOne): Promise<readonly Timed[]> {
  const timed: Timed[] = [];
  const left = deals[Symbol.iterator]();
  const user = async (): Promise<void> => {
    for (const deal of left) timed.push(await play(deal));
  };
  await Promise.all(Array.from({ length: users }, user));
  return timed;
}

/** They come as they come, `rate` a second on average (exponential gaps), however long the bank takes. */
async function playOpen(deals: readonly Deal[], rate: number, play: PlayOne): Promise<readonly Timed[]> {
  const begun = performance.now();
  let due = 0;
  const playing: Promise<Timed>[] = [];
  for (const deal of deals) {
    due += (-Math.log(1 - Math.random()) / rate) * 1_000;
    const wait = begun + due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const one = play(deal);
    // Told by Promise.all, which may come to it much later.
    one.catch(() => undefined);
    playing.push(one);
  }
  return Promise.all(playing);
}
