/** What became of the mails of several folders, as a table for people. */
import type { Trial } from './try.ts';

export type Collection = { readonly folder: string; readonly trials: readonly Trial[] };

/** Refusals by which the two parsers, or two texts, are not sure what the mail says. */
const UNSURE: readonly string[] = ['ambiguous-text', 'unparsable', 'several-texts'];

const isUnsure = (trial: Trial): boolean => trial.refused !== null && UNSURE.includes(trial.refused);

const COLUMNS: readonly (readonly [string, (trial: Trial) => boolean])[] = [
  ['mails', () => true],
  ['crashed', ({ crashed }) => crashed !== null],
  ['refused', ({ refused }) => refused !== null],
  ['unsure', isUnsure],
  ['automatic', ({ automatic }) => automatic !== null],
  ['reports', ({ report }) => report],
  ['answered', ({ answered }) => answered],
  ['orders', ({ ordered }) => ordered],
  ['ok words', ({ word }) => word === 'consent'],
  ['paid', ({ paid }) => paid],
];

const counts = (trials: readonly Trial[]): number[] => COLUMNS.map(([, holds]) => trials.filter(holds).length);

/** One trial in one line. */
export const describe = (trial: Trial): string =>
  [
    trial.name,
    trial.crashed === null ? null : `crashed ${trial.crashed}`,
    trial.refused === null ? null : `refused ${trial.refused} (${trial.detail})`,
    trial.automatic === null ? null : `automatic (${trial.automatic})`,
    trial.report ? 'report' : null,
    trial.word === null ? null : `word ${trial.word}`,
    trial.command === null ? null : `command ${trial.command}`,
    trial.trouble,
    trial.disposition,
    trial.answered ? 'answered' : null,
    trial.paid ? 'paid' : null,
  ].filter((piece) => piece !== null).join('  ');

/** A line for each folder, their sum, and how often each refusal was said. */
export function tableOf(collections: readonly Collection[]): string {
  const all = collections.flatMap(({ trials }) => trials);
  const rows = [...collections, { folder: 'all', trials: all }].map(({ folder, trials }) => [...counts(trials).map(String), folder]);
  const heads = [...COLUMNS.map(([head]) => head), 'folder'];
  const lines = [heads, ...rows].map((row) => row.map((cell, at) => (at < COLUMNS.length ? cell.padStart(heads[at]?.length ?? 0) : cell)).join('  '));
  const codes = Map.groupBy(all.filter(({ refused }) => refused !== null), ({ refused }) => refused ?? '');
  const refusals = [...codes].sort((a, b) => b[1].length - a[1].length).map(([code, trials]) => `${String(trials.length).padStart(8)}  ${code}`);
  const slowest = Math.round(Math.max(0, ...all.map(({ milliseconds }) => milliseconds)));
  return [...lines, '', `${all.filter(({ refused }) => refused !== null).length} refused:`, ...refusals, `the slowest took ${slowest} ms`].join('\n');
}
