/** Makes one decision again from what was kept of it, and tells where it comes out otherwise. */
import { parseLeaf } from '../../bulletin-board/format/entry.ts';
import { seenOfBoard } from '../core/board-instruction.ts';
import type { Bank, Context, CoreKeys, Policy } from '../core/context.ts';
import type { Decide } from '../core/decide.ts';
import type { Decision, Effect, Input, PendingEntry } from '../core/decision.ts';
import { detailsLabel, faceLabel } from '../core/entries.ts';
import type { CardNumbers, Facts } from '../core/facts.ts';
import { issuedDigest, liveDigest, numbersOf } from '../core/numbers.ts';
import { sawHoldsPaused } from '../core/paused.ts';
import { fromJson, toJson } from '../protocol/json.ts';
import type { Reading } from '../protocol/reading.ts';
import type { MadeDecision } from '../store/store.ts';
import { differencesOf, type Difference } from './difference.ts';
import { withoutCardLetters, withoutForwardKey, withoutLaterQuestions, withoutNamesKey, withOldSuggestions } from './older.ts';

export type Rules = { readonly bank: Bank; readonly policy: Policy };

/** What stands in a card for a number whose digest was erased, until it is spent again. */
export const ERASED_NUMBER = 'erased:';

/** An empty list: the decision comes out as it was recorded. */
export function remake(decide: Decide, facts: Facts, made: MadeDecision, rules: Rules, keys: CoreKeys): readonly Difference[] {
  const place = placeOf(made);
  const context: Context = { now: made.at, ...rules, keys, seed: made.seed, salt: saltsOf(made) };
  let remade: Decision;
  try {
    const answer = decide(asItWas(facts, made, keys), made.input, context);
    if ('postponedFor' in answer) return [{ place, kept: 'decided', replayed: `it waits for letter ${answer.postponedFor}` }];
    remade = answer;
  } catch (error) {
    return [{ place, kept: 'decided', replayed: `it can't be decided: ${error instanceof Error ? error.message : String(error)}` }];
  }
  const asKept = (effect: Effect, at: number): Effect => {
    const kept = made.decision.effects[at];
    return withoutNamesKey(withoutForwardKey(withOldSuggestions(withKeptLeaf(effect, made), kept, made.seed), kept, made.input), kept, made.decision.findings);
  };
  return compared(place, withoutCardLetters(made.decision), { ...remade, findings: withoutLaterQuestions(remade.findings, made.decision.findings), effects: remade.effects.map(asKept) });
}

export function placeOf({ sequence, input }: MadeDecision): string {
  switch (input.kind) {
    case 'letter':
      return `decision ${sequence} (letter ${input.letterId})`;
    case 'instruction':
      return `decision ${sequence} (instruction ${input.instructionId}, ${input.instruction.kind})`;
    case 'deadline':
      return `decision ${sequence} (deadline ${input.deadline} of payment ${input.paymentId})`;
    default:
      return input satisfies never;
  }
}

function compared(place: string, kept: Decision, remade: Decision): readonly Difference[] {
  const [about, findings] = [toJson([...new Set(remade.about)].sort((one, other) => one - other)), plain(remade.findings)];
  const effects = Math.max(kept.effects.length, remade.effects.length);
  return [
    ...differencesOf(`${place}: disposition`, kept.disposition, remade.disposition, false),
    ...differencesOf(`${place}: findings`, kept.findings, findings, false),
    ...differencesOf(`${place}: about payments`, toJson(kept.about), about, false),
    ...Array.from({ length: effects }, (_, at) => at).flatMap((at) => {
      const [one, other] = [kept.effects[at], remade.effects[at]];
      // Nearly always: the same value gives the same text.
      if (one !== undefined && other !== undefined && toJson(one) === toJson(other)) return [];
      return differencesOf(`${place}: effect ${at + 1}${one === undefined ? '' : ` ${one.kind}`}`, plain(one), plain(other), isPrivate(one) || isPrivate(other));
    }),
  ];
}

/** As the store gives it back: a property that is undefined is none. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : fromJson(toJson(value)));

const PRIVATE: readonly Effect['kind'][] = ['payment-saved', 'notice', 'party-saved', 'entry'];
const isPrivate = (effect: Effect | undefined): boolean => effect !== undefined && PRIVATE.includes(effect.kind);

/** Salts stand in what was made of them alone. */
function saltsOf({ decision }: MadeDecision): ReadonlyMap<string, string> {
  const entries = decision.effects.flatMap((effect) => (effect.kind === 'entry' ? [effect.entry] : []));
  return new Map(entries.flatMap((entry) => [
    ...faceFields(entry).map(([name, , salt]) => [faceLabel(entry.id, name), salt] as const),
    ...entry.details.map(({ name, salt }) => [detailsLabel(entry.id, name), salt] as const),
  ]));
}

function faceFields({ face }: PendingEntry): readonly (readonly [name: string, value: string, salt: string])[] {
  return face === '' ? [] : (JSON.parse(face) as { readonly fields: readonly (readonly [string, string, string])[] }).fields;
}

/** An erased salt replays as its leaf: kind, and of which entry it is, are compared, the two commitments can't be. */
function withKeptLeaf(effect: Effect, { decision, erased }: MadeDecision): Effect {
  if (effect.kind !== 'entry' || !erased.includes(effect.entry.id)) return effect;
  const kept = decision.effects.find((one) => one.kind === 'entry' && one.entry.id === effect.entry.id);
  if (kept?.kind !== 'entry' || uncommitted(kept.entry.leaf) !== uncommitted(effect.entry.leaf)) return effect;
  return { ...effect, entry: { ...effect.entry, leaf: kept.entry.leaf, face: '', details: [] } };
}

const uncommitted = (leaf: string): string => toJson({ ...parseLeaf(Buffer.from(leaf)), face: '', details: '' });

/**
 * The facts as that decision saw them. Whatever was decided had nothing to wait for; what it saw of the board stands in its findings.
 */
function asItWas(facts: Facts, { input, decision }: MadeDecision, keys: CoreKeys): Facts {
  const seen = seenOfBoard(decision.findings);
  const entries = seen === null ? facts.entries : new Map([...facts.entries].map(([id, entry]) => [id, { ...entry, ...seen }] as const));
  const cards = input.kind === 'letter' ? withNumbers(facts, digestsOf(input), keys) : facts.cards;
  return { ...facts, uncleared: [], oldestUnpublishedAt: sawHoldsPaused(decision.findings) ? Number.MIN_SAFE_INTEGER : null, entries, cards };
}

const digestsOf = ({ reading }: Extract<Input, { kind: 'letter' }>): readonly string[] => [
  ...([reading, ...reading.originals] satisfies readonly Pick<Reading, 'text'>[]).flatMap(({ text }) => text?.passwords.flatMap(({ digests }) => digests) ?? []),
  ...numbersOf(reading).flatMap(({ number }) => number),
];

/** The digest of a number that was spent is gone. Where this letter names such a number, what is kept of it for ever tells which one it is. */
function withNumbers({ cards, parties }: Facts, digests: readonly string[], keys: CoreKeys): Facts['cards'] {
  if (cards.size === 0 || digests.length === 0) return cards;
  const owners = new Map([...parties.values()].flatMap(({ id, roads }) => (roads.card === null ? [] : [[roads.card.id, id] as const])));
  return new Map([...cards].map(([card, numbers]) => {
    const party = owners.get(card);
    const issuedAs = new Map(party === undefined ? [] : digests.map((one) => [issuedDigest(keys, party, one), one] as const));
    return [card, party === undefined ? numbers : restored(numbers, (index, issued) => {
      const digest = issuedAs.get(issued);
      return digest === undefined ? null : liveDigest(keys, party, card, index, digest);
    })] as const;
  }));
}

function restored(numbers: CardNumbers, find: (index: number, issued: string) => string | null): CardNumbers {
  return { ...numbers, live: new Map([...numbers.live].map(([index, digest]) => [index, digest.startsWith(ERASED_NUMBER) ? (find(index, digest.slice(ERASED_NUMBER.length)) ?? digest) : digest])) };
}
