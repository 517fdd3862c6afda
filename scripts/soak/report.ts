/** What a soak tells people. */
import type { Growth, Measure } from './growth.ts';
import type { Soaked } from './run.ts';

const NAMES: Readonly<Record<Measure, string>> = { megabytes: 'memory, MB', handles: 'handles', p50: 'consent → receipt p50, ms', p99: 'consent → receipt p99, ms', asked50: 'forward → question p50, ms', asked99: 'forward → question p99, ms' };

const shown = (value: number): string => value.toFixed(Math.abs(value) < 10 ? 2 : 0);

const lineOf = ({ measure, median, slopePerHour, growth, allowed, grows }: Growth): string =>
  `${NAMES[measure].padEnd(28)}${shown(median).padStart(9)}${shown(slopePerHour).padStart(13)}${shown(growth).padStart(9)}${shown(allowed).padStart(9)}  ${grows ? 'GROWS' : 'holds'}`;

export function soakText({ peakPerSecond, ratePerSecond, payments, seconds, judged, faults }: Soaked): string {
  return [
    '',
    `${payments} payments in ${(seconds / 60).toFixed(1)} minutes, ${ratePerSecond.toFixed(1)} a second; the peak was ${peakPerSecond.toFixed(1)}`,
    `${judged.looks} looks, the first ${judged.left} left out as warm-up; growth by the slope of Theil and Sen`,
    '',
    `${''.padEnd(28)}${'median'.padStart(9)}${'slope/hour'.padStart(13)}${'growth'.padStart(9)}${'allowed'.padStart(9)}`,
    ...judged.growths.map(lineOf),
    `rows that wait, at most     ${String(judged.mostWaiting).padStart(9)}${''.padStart(31)}  ${judged.mostWaiting === 0 ? 'holds' : 'GROWS'}`,
    '',
    ...(faults.length === 0 ? ['the audit is clean, every payment settled'] : faults.map((fault) => `NOT IN ORDER: ${fault}`)),
    '',
  ].join('\n');
}
