/** `kakitome board begin`: the first log of a bank's board, with its keys. */
import { beginLog, boardFolder, yearOf } from '../../board-logs.ts';
import { mistake } from '../mistake.ts';
import { show } from '../print.ts';
import { withOffice } from '../session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';
import { requireBoard, requireLogName } from './require-board.ts';

export const boardBegin: Verb = (parent, run) =>
  void parent
    .command('begin')
    .description('begin the board: keys and first log of this year; once, after [board] is filled in')
    .option('--name <name>', 'the name of the log (default: this year)')
    .addHelpText('after', examples('board begin', 'board begin --config /srv/bank/kakitome.toml'))
    .action(run(begin));

function begin(terminal: Terminal, { name }: { readonly name?: string }): Promise<ExitCode> {
  if (name !== undefined) requireLogName(name);
  return withOffice(terminal, async (office) => {
    requireBoard(office.config);
    const logs = await office.store.listLogs();
    if (logs.length > 0) throw mistake('board begin', `the log ${logs.at(-1)?.origin}`, 'a bank without a board; `kakitome board rotate` begins a further log, `kakitome board status` shows what there is');
    const { origin, keys, files } = await beginLog(office, name ?? yearOf(office.clock.now()));
    const text = `The log ${origin} has begun. It promises: ${office.config.board.retention}
Its keys are in
${files.map((file) => `  ${file}`).join('\n')}
Keep a copy of them apart from the machine: without them nobody can sign for this log again.

Let people know its public keys, one a line, on paper too; receipts are checked by them:
${keys.map((key) => `  ${key}`).join('\n')}

Serve ${boardFolder(office.config)} as the root of ${origin.split('/')[0]} (any web server, or [board.site]); \`kakitome start\` publishes into it.`;
    show(terminal, text, { origin, keys, files, folder: boardFolder(office.config) });
    return 0;
  });
}
