/** `kakitome board clean`: removes partial tiles that nobody needs any more. */
import { below, openDirectory } from '../../../bulletin-board/directory.ts';
import { cleanPartials } from '../../../bulletin-board/sequencer/clean.ts';
import { logFolder } from '../../../bulletin-board/sequencer/log.ts';
import { boardFolder } from '../../board-logs.ts';
import { parseSpan } from '../../config-schema.ts';
import { mistake } from '../mistake.ts';
import { show } from '../print.ts';
import { withOffice } from '../session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';
import { requireBoard } from './require-board.ts';

export const boardClean: Verb = (parent, run) =>
  void parent
    .command('clean')
    .description('remove partial tiles and bundles of published logs whose full one has long been there; readers fall back to that one. Safe at any time')
    .option('--older-than <span>', 'only where the full tile is older than this', '7 days')
    .addHelpText('after', examples('board clean', 'board clean --older-than "24 hours"'))
    .action(run(clean));

function clean(terminal: Terminal, { olderThan }: { readonly olderThan: string }): Promise<ExitCode> {
  const span = parseSpan(olderThan);
  if (span === null) throw mistake('--older-than', JSON.stringify(olderThan), 'a span such as "7 days" or "24 hours"');
  return withOffice(terminal, async ({ config, store, clock }) => {
    requireBoard(config);
    const root = openDirectory(boardFolder(config));
    const removed: { origin: string; removed: number }[] = [];
    for (const log of await store.listLogs()) removed.push({ origin: log.origin, removed: await cleanPartials(below(root, logFolder(log.origin)), log, clock.now() - span) });
    const lines = removed.map((one) => `${one.origin}: ${one.removed} partial tiles and bundles removed`);
    show(terminal, lines.join('\n') || 'This bank has no board yet (`kakitome board begin`).', removed);
    return 0;
  });
}
