/**
 * Records the decisions of a group. An input that was decided meanwhile (by another process, or because its deadline was set anew) is dropped. If the
 * dropped decision had effects, those after it were made upon them: they are left out too, and their inputs stay ready.
 *
 * What the group meets is loaded first (working.ts), its effects are played in memory in their order, and all that they have come to is written in few
 * statements, whatever the size of the group. Rare effects that look at what stands in the tables are done at once, after what waits is written.
 */
import type { Effect } from '../../core/decision.ts';
import { toJson } from '../../protocol/json.ts';
import { withoutOpening, type InputName, type ToRecord } from '../common/decided.ts';
import { decisionLabel, sha256Of } from '../common/labels.ts';
import { integer, only } from '../common/rows.ts';
import { applyEffect } from './effects.ts';
import type { Database } from './database.ts';
import { loadWorking, type Working } from './working.ts';
import { writeAll } from './written.ts';

/** The indexes of those that were recorded. */
export async function recordDecisions(database: Database, group: readonly ToRecord[]): Promise<readonly number[]> {
  const working = await loadWorking(database, group);
  const rulebooks = await keepRulebooks(database, new Set(group.map((one) => one.rules.text)));
  const recorded: number[] = [];
  for (const [index, one] of group.entries()) {
    if (takeInput(working, one)) {
      await record(working, one, rulebooks.get(one.rules.text) ?? null);
      recorded.push(index);
    } else if (one.decision.effects.length > 0) {
      break;
    }
  }
  await writeAll(working);
  return recorded;
}

/** False: it is not there to be decided any more. */
function takeInput(working: Working, { input }: ToRecord): boolean {
  switch (input.kind) {
    // Numbers are given anew after a fail-over that lost what was committed last: the time tells whose it is. Reopened and read anew meanwhile it is in another turn: what was decided upon
    // the older reading must not stand for the new one.
    case 'letter': {
      const letter = working.letters.get(input.letterId);
      return letter?.stage === 'read' && letter.receivedAt === input.receivedAt && letter.turn === (input.turn ?? letter.turn);
    }
    case 'instruction':
      return working.openInstructions.get(input.instructionId) === input.at && working.openInstructions.delete(input.instructionId);
    case 'deadline': {
      const key = `${input.paymentId} ${input.deadline}`;
      if (working.deadlines.get(key)?.at !== input.at) return false;
      working.deadlines.set(key, { paymentId: input.paymentId, kind: input.deadline, at: null });
      working.changedDeadlines.add(key);
      return true;
    }
    default:
      return input satisfies never;
  }
}

/** By their texts. */
async function keepRulebooks({ connection }: Database, bodies: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
  const kept = new Map<string, number>();
  for (const body of bodies) {
    const sha256 = sha256Of(Buffer.from(body));
    const row = (await connection.get('SELECT rulebook_id FROM rulebooks WHERE sha256 = ?', sha256)) ?? (await connection.get('INSERT INTO rulebooks (sha256, body) VALUES (?, ?::json) RETURNING rulebook_id', sha256, body));
    kept.set(body, integer(only(row, 'the rulebook just kept'), 'rulebook_id'));
  }
  return kept;
}

async function record(working: Working, { input, at, seed, decision }: ToRecord, rulebook: number | null): Promise<void> {
  const { findings, effects, disposition, about } = decision;
  const sequence = working.counters.next('decisions');
  const sealed = working.database.sealer.sealText(decisionLabel(sequence), toJson({ findings, effects: effects.map(withoutOpening) }));
  working.rows.decisions.push({ sequence, at, seed, input, endedTurn: endedTurn(working, input, effects), disposition, sealed, rulebook, about: [...new Set(about)] });
  if (input.kind === 'letter') {
    const letter = working.letters.get(input.letterId);
    if (letter !== undefined) letter.stage = 'cleared';
    working.rows.cleared.push({ letterId: input.letterId, disposition });
  } else if (input.kind === 'instruction') {
    working.rows.done.push(input.instructionId);
  }
  for (const effect of effects) await applyEffect(working, effect, { sequence, at });
}

/** The turn of the letter that this decision ends: its own input's, or that of the letter that it sets aside. */
function endedTurn(working: Working, input: InputName, effects: readonly Effect[]): number | null {
  if (input.kind === 'deadline' || input.letterId === null) return null;
  const letter = working.letters.get(input.letterId);
  if (letter === undefined) throw new Error(`letter ${input.letterId} is not in the store`);
  if (input.kind === 'letter') return letter.turn;
  const setsAside = effects.some((effect) => effect.kind === 'letter-set-aside' && effect.letterId === input.letterId);
  return setsAside && letter.stage !== 'cleared' ? letter.turn : null;
}
