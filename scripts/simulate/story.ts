/** A failure as a story: the letters, notices and moves of the payments concerned, in their order. */
import type { Outcome } from './run.ts';
import type { Line } from './world.ts';

const FEW = 60;

const stamp = (at: number): string => new Date(at).toISOString().replace('T', ' ').slice(0, 19);

export const replayCommand = ({ seed, payments }: Outcome): string => `npm run simulate -- --seed ${seed} --payments ${payments}`;

export function tellStory(outcome: Outcome, verbose: boolean): string {
  const { violation, world } = outcome;
  if (violation === null) return `seed ${outcome.seed}: ${outcome.payments} payments, nothing found`;
  const chosen = verbose ? world.lines : linesAbout(world.lines, violation.payments, violation.deals);
  const told = chosen.map(({ at, text }) => `  ${stamp(at)}  ${text}`);
  return [`FOUND after ${outcome.begun} deals (seed ${outcome.seed}): ${violation.message}`, '', ...told, '', `Again: ${replayCommand(outcome)}`].join('\n');
}

/** What the payments and people concerned have to do with it; else the last that happened. */
function linesAbout(lines: readonly Line[], payments: readonly number[], known: readonly number[]): readonly Line[] {
  if (payments.length + known.length === 0) return lines.slice(-FEW);
  const deals = new Set([...known, ...lines.filter((line) => line.payments.some((one) => payments.includes(one))).flatMap((line) => line.deals)]);
  return lines.filter((line) => line.payments.some((one) => payments.includes(one)) || line.deals.some((one) => deals.has(one)));
}
