/** `kakitome board monitor`: holds ledger and public board against each other, and the board against its witnesses. Exit code 1 with an alarm. */
import { findingKinds } from '../../../bulletin-board/monitor/findings.ts';
import type { MonitorResult } from '../../../bulletin-board/monitor.ts';
import { readWitnesses } from '../../board.ts';
import { monitorOnce } from '../../console/board-monitor.ts';
import { show, type Json } from '../print.ts';
import { withOffice } from '../session.ts';
import { timeJson } from '../shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';
import { requireBoard } from './require-board.ts';

export const boardMonitor: Verb = (parent, run) =>
  void parent
    .command('monitor')
    .description('compare ledger and public board both ways, and the board with what its witnesses hold; exit code 1 with an alarm')
    .option('--full', 'look at everything, not only at what is new since the last run')
    .addHelpText('after', examples('board monitor', 'board monitor --full', 'board monitor --json'))
    .action(run(monitor));

/** A line on stderr for so many changes of the ledger. */
const TOLD_EVERY = 20_000;

function monitor(terminal: Terminal, { full = false }: { readonly full?: boolean }): Promise<ExitCode> {
  return withOffice(terminal, async (office) => {
    requireBoard(office.config);
    const policy = readWitnesses(office.config);
    let told = 0;
    const result = await monitorOnce(office, policy, {
      full,
      tell: (changes) => {
        if (changes < told + TOLD_EVERY) return;
        told = changes;
        terminal.note(`${changes} changes of the ledger looked at`);
      },
    });
    show(terminal, textOf(result), shapeOf(result));
    return alarmsOf(result) === 0 ? 0 : 1;
  });
}

const alarmsOf = ({ findings }: MonitorResult): number => findings.filter(({ severity }) => severity === 'alarm').length;

const some = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

function textOf(result: MonitorResult): string {
  const { checked, counts, findings, full } = result;
  const span = full ? 'everything' : 'what is new since the last run, and what is open';
  const looked = `looked at ${span}: ${some(checked.changes, 'change')} of the ledger, ${some(checked.entries, 'public entry', 'public entries')}, ${some(checked.faces, 'face')}, ${some(checked.witnessCopies, 'sound copy', 'sound copies')} at witnesses`;
  if (findings.length === 0) return `Ledger and board agree; ${looked}.`;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const head = `Found ${some(total, 'disagreement')}, ${some(alarmsOf(result), 'alarm')} among ${findings.length === total ? 'them' : `the ${findings.length} shown`}; ${looked}.`;
  const blocks = findings.map(({ code, severity, sentence }) => `${severity === 'alarm' ? 'ALARM' : 'warning'} ${code}: ${sentence}\n  What to do: ${findingKinds[code].advice}.`);
  return [head, ...blocks].join('\n\n');
}

const shapeOf = (result: MonitorResult): Json => ({
  ok: alarmsOf(result) === 0,
  full: result.full,
  startedAt: timeJson(result.startedAt),
  endedAt: timeJson(result.endedAt),
  checked: { ...result.checked },
  counts: { ...result.counts },
  findings: result.findings.map(({ code, severity, name, sentence }) => ({ code, severity, name, sentence, advice: findingKinds[code].advice })),
});
