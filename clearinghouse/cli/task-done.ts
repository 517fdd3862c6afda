/** `kakitome task done`: a task leaves the list of what staff have to look at. It stays in the books, with who looked after it. */
import type { Office } from '../office.ts';
import type { ListedTask } from '../store/store.ts';
import { quoted } from './find.ts';
import { instruct, userName } from './instruct.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { readReason } from './reason.ts';
import { withOffice } from './session.ts';
import { timeJson } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly note?: string };

export const taskDone: Verb = (parent, run) =>
  void parent
    .command('done')
    .description('a task, or several, that were looked after: they leave the list of `kakitome tasks`')
    .argument('<task...>', 'the numbers of the tasks')
    .option('--note <text>', 'what was done; stands beside it in `kakitome tasks --all`')
    .addHelpText('after', examples('task done 12', 'task done 12 13 --note "called her: it was her son"'))
    .action(run(markDone));

function markDone(terminal: Terminal, numbers: readonly string[], options: Options): Promise<ExitCode> {
  const note = options.note === undefined ? '' : readReason(options.note, '--note');
  const asked = [...new Set(numbers.map(readNumber))];
  return withOffice(terminal, async (office) => {
    const found = await tasksOf(office, asked);
    const open = found.filter(({ done }) => done === null);
    for (const { task, number } of open) await instruct(office, { kind: 'task-done', task: task.id, note, by: [userName()] }, `task ${number}`);
    const after = await tasksOf(office, asked);
    const lines = after.map(({ number, task, done }) => `Task ${number} (${task.code}) ${open.some((one) => one.number === number) ? 'is done' : `was done before, by ${done?.by.join(' and ') ?? '-'}; nothing was changed`}.`);
    show(terminal, lines.join('\n'), { tasks: after.map(({ number, done }) => ({ task: number, done: done === null ? null : { at: timeJson(done.at), by: done.by, note: done.note } })) });
    return 0;
  });
}

/** All of them, or none is touched. */
const tasksOf = ({ store }: Office, numbers: readonly number[]): Promise<readonly ListedTask[]> =>
  Promise.all(numbers.map(async (number) => {
    const [found] = await store.listStaffTasks({ open: false, number, limit: 1 });
    if (found === undefined) throw mistake('task', String(number), 'the number of a task (`kakitome tasks --all` shows them); nothing was changed');
    return found;
  }));

function readNumber(text: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(text)) throw mistake('task', quoted(text), 'the number of a task, such as 12 (`kakitome tasks` shows them)');
  return Number(text);
}
