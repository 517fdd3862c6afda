/** What older programs wrote otherwise into a decision, though they decided the same. */
import type { Decision, Effect, Finding, Input } from '../core/decision.ts';
import { mailKey } from '../core/keys.ts';
import { suggestionsOfSeed } from '../core/suggestions.ts';
import { toJson } from '../protocol/json.ts';

/** The passwords that they suggested were made of the seed alone: such a notice is compared with them. */
export function withOldSuggestions(effect: Effect, kept: Effect | undefined, seed: string): Effect {
  if (effect.kind !== 'notice' || effect.notice.facts.kind !== 'order-refused' || effect.notice.facts.suggestions.length === 0) return effect;
  if (kept?.kind !== 'notice' || kept.notice.facts.kind !== 'order-refused') return effect;
  const suggestions = suggestionsOfSeed(seed);
  if (toJson(kept.notice.facts.suggestions) !== toJson(suggestions)) return effect;
  return { ...effect, notice: { ...effect.notice, facts: { ...effect.notice.facts, suggestions } } };
}

/** They did not find a payment by the forward that claimed it. */
export function withoutForwardKey(effect: Effect, kept: Effect | undefined, input: Input): Effect {
  if (effect.kind !== 'payment-saved' || kept?.kind !== 'payment-saved' || input.kind !== 'letter') return effect;
  const { payment } = effect;
  const { messageId } = input.reading.headers;
  if (messageId === null || payment.claim?.letterId !== input.letterId || payment.order?.messageId === messageId) return effect;
  const key = mailKey(messageId);
  return kept.payment.keys.includes(key) ? effect : { ...effect, payment: { ...payment, keys: payment.keys.filter((one) => one !== key) } };
}

/** Those that did not ask whether the shop is suspended did not find an order by the shop that it names either. */
export function withoutNamesKey(effect: Effect, kept: Effect | undefined, findings: readonly Finding[]): Effect {
  if (effect.kind !== 'payment-saved' || kept?.kind !== 'payment-saved' || kept.payment.keys.some(isNamesKey) || findings.some(({ code }) => code === 'shop-suspended')) return effect;
  return { ...effect, payment: { ...effect.payment, keys: effect.payment.keys.filter((key) => !isNamesKey(key)) } };
}

const isNamesKey = (key: string): boolean => key.startsWith('names:');

/** Questions that they did not ask: only where the answer is no does nothing else follow from them. */
const LATER: readonly string[] = ['shop-suspended', 'question-over'];

export const withoutLaterQuestions = (findings: readonly Finding[], kept: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ code, hit }) => hit || !LATER.includes(code) || kept.some((one) => one.code === code));

/** They named a locked card by its letters, which stand inside it alone. */
export const withoutCardLetters = (kept: Decision): Decision => ({ ...kept, findings: kept.findings.map(unnamed), effects: kept.effects.map(unnamedEffect) });

const LOCKED = 'card-locked';
const unnamed = (finding: Finding): Finding => (finding.code === LOCKED ? { ...finding, detail: '' } : finding);
const unnamedText = (text: string): string => text.replace(/^The card [0-9A-Z]{6} of /, 'The card of ');

function unnamedEffect(effect: Effect): Effect {
  if (effect.kind === 'staff-task' && effect.task.code === LOCKED) return { ...effect, task: { ...effect.task, detail: unnamedText(effect.task.detail) } };
  if (effect.kind !== 'notice' || effect.notice.facts.kind !== 'staff-task' || effect.notice.facts.code !== LOCKED) return effect;
  return { ...effect, notice: { ...effect.notice, facts: { ...effect.notice.facts, sentence: unnamedText(effect.notice.facts.sentence) } } };
}
