/** `kakitome tasks`, the newest first: what a person has to look at. */
import type { ListedTask } from '../store/store.ts';
import { referenceOf, showReference } from '../protocol/reference.ts';
import { readLimit } from './find.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { showTime, timeJson } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly limit: string; readonly all?: boolean };

export const tasks: Verb = (parent, run) =>
  void parent
    .command('tasks')
    .description('what staff have to look at, the newest first; `kakitome task done` takes one off the list')
    .option('--all', 'also what is done, by whom, and what they noted')
    .option('--limit <number>', 'at most so many', '50')
    .addHelpText('after', examples('tasks', 'tasks --all --limit 200 --json'))
    .action(run(listTasks));

function listTasks(terminal: Terminal, { all = false, limit: most }: Options): Promise<ExitCode> {
  const limit = readLimit(most);
  return withOffice(terminal, async ({ store, keys, rulebook }) => {
    const found = await store.listStaffTasks({ open: !all, limit });
    const payment = ({ task: { paymentId } }: ListedTask): string | null => (paymentId === null ? null : showReference(referenceOf(paymentId, keys.reference)));
    const time = (at: number): string => showTime(at, rulebook.bank.timeZone);
    const done = ({ done: by }: ListedTask): readonly string[] => (!all ? [] : [by === null ? '-' : `${time(by.at)}, ${by.by.join(' and ')}: ${by.note === '' ? '-' : by.note}`]);
    const rows = found.map((one) => [String(one.number), time(one.task.at), one.task.code, payment(one) ?? '-', one.task.letterId === null ? '-' : String(one.task.letterId), ...done(one), one.task.detail]);
    const heads = [{ title: 'Task', align: 'right' as const }, { title: 'At' }, { title: 'Code' }, { title: 'Payment' }, { title: 'Letter', align: 'right' as const }, ...(all ? [{ title: 'Done' }] : []), { title: 'What' }];
    show(terminal, rows.length === 0 ? 'No tasks.' : table(heads, rows), { tasks: found.map((one) => ({ task: one.number, ...taskJson(one), payment: payment(one) })) });
    return 0;
  });
}

const taskJson = ({ task, done }: ListedTask) => ({
  at: timeJson(task.at), code: task.code, letter: task.letterId, what: task.detail, done: done === null ? null : { at: timeJson(done.at), by: done.by, note: done.note },
});
