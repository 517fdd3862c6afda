/** What older programs wrote otherwise into a decision, though they decided the same. */
import type { Decision, Effect, Finding } from '../core/decision.ts';
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
