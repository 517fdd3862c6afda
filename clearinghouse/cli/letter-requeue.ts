/** `kakitome letter requeue`: the letter is read and decided again. All gates are run anew; no verdict is overridden (9-rules 32). */
import { refused } from '../core/desk.ts';
import { findLetter } from './find.ts';
import { instruct, refusalLine, userName } from './instruct.ts';
import { Mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { showDisposition } from './shapes.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly reason?: string };

export const letterRequeue: Verb = (parent, run) =>
  void parent
    .command('requeue')
    .description('read and decide a letter again that was set aside or refused; all its checks are run anew')
    .argument('<letter>', 'the number of the letter')
    .option('--reason <text>', 'why; stands in the journal')
    .addHelpText('after', examples('letter requeue 12 --reason "the sender is registered now"'))
    .action(run(requeue));

function requeue(terminal: Terminal, id: string, options: Options): Promise<ExitCode> {
  return withOffice(terminal, async (office) => {
    const { row } = await findLetter(office.store, id);
    const { disposition, letterId } = row;
    if (disposition === null) throw new Mistake(`letter ${letterId}: found that it waits to be decided; expected one that was set aside or refused`);
    if (disposition.kind !== 'set-aside' && disposition.kind !== 'refused') throw new Mistake(refusalLine(refused('not-set-aside'), `${showDisposition(disposition)} (letter ${letterId})`));
    await instruct(office, { kind: 'requeue-letter', letterId, reason: options.reason?.trim() ?? '', by: [userName()] }, `letter ${letterId}`);
    show(terminal, `Letter ${letterId} (was ${showDisposition(disposition)}) is read and decided again by the running clearinghouse, or when it starts.`, { letter: letterId, requeued: true });
    return 0;
  });
}
