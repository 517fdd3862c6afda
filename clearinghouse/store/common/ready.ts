/** Inputs that are ready, of all kinds, in the order in which they happened. */
import type { Input } from '../../core/decision.ts';

type Of<K extends Input['kind']> = readonly Extract<Input, { kind: K }>[];

/**
 * At the same time letters come first, deadlines last: who wrote in the last millisecond wrote in time. Each kind was looked for up to the limit by itself, so that
 * no kind takes the place of another: letters and deadlines may have to wait, thousands of them. Instructions never wait: where more are left, nothing goes before those.
 */
export function inOrder(letters: Of<'letter'>, instructions: Of<'instruction'>, deadlines: Of<'deadline'>, limit: number): readonly Input[] {
  const all = [...letters, ...instructions, ...deadlines].sort((one, other) => timeOf(one) - timeOf(other));
  return instructions.length < limit ? all : all.slice(0, all.findLastIndex(({ kind }) => kind === 'instruction') + 1);
}

const timeOf = (input: Input): number => (input.kind === 'letter' ? input.receivedAt : input.at);
