/** `kakitome tasks`, the newest first: what a person has to look at. */
import type { StaffTask } from '../core/decision.ts';
import { referenceOf, showReference } from '../protocol/reference.ts';
import { readLimit } from './find.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { showTime, timeJson } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly limit: string };

export const tasks: Verb = (parent, run) =>
  void parent
    .command('tasks')
    .description('what staff have to look at, the newest first; a task stays in the list')
    .option('--limit <number>', 'at most so many', '50')
    .addHelpText('after', examples('tasks', 'tasks --limit 200 --json'))
    .action(run(listTasks));

function listTasks(terminal: Terminal, options: Options): Promise<ExitCode> {
  const limit = readLimit(options.limit);
  return withOffice(terminal, async ({ store, keys, rulebook }) => {
    const found = await store.listStaffTasks(limit);
    const payment = ({ paymentId }: StaffTask): string | null => (paymentId === null ? null : showReference(referenceOf(paymentId, keys.reference)));
    const rows = found.map((task) => [showTime(task.at, rulebook.bank.timeZone), task.code, payment(task) ?? '-', task.letterId === null ? '-' : String(task.letterId), task.detail]);
    const text = rows.length === 0 ? 'No tasks.' : table([{ title: 'At' }, { title: 'Code' }, { title: 'Payment' }, { title: 'Letter', align: 'right' }, { title: 'What' }], rows);
    show(terminal, text, { tasks: found.map((task) => ({ at: timeJson(task.at), code: task.code, payment: payment(task), letter: task.letterId, what: task.detail })) });
    return 0;
  });
}
