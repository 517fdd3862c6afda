/** `kakitome payment stop`: staff end a payment that is open, or the refund that is asked of its shop. */
import { referenceKey, takenOverKey } from '../core/keys.ts';
import { readReference } from '../protocol/reference.ts';
import { byOption, readPeople } from './booking.ts';
import { instruct } from './instruct.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { readReason } from './reason.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly reason: string; readonly by?: readonly string[] };

export const paymentStop: Verb = (parent, run) =>
  void parent
    .command('stop')
    .description('end a payment that is open, unpaid, or the refund that its shop is asked to confirm; both sides are told')
    .argument('<reference>', 'such as K7F3-K29Q')
    .requiredOption('--reason <text>', 'why; it is kept in the journal')
    .option(...byOption)
    .addHelpText('after', examples('payment stop K7F3-K29Q --reason "shop is closed, ticket 312" --by Sato --by Mori'))
    .action(run(stop));

function stop(terminal: Terminal, given: string, options: Options): Promise<ExitCode> {
  const reference = readReference(given);
  if (reference === null) throw mistake('<reference>', JSON.stringify(given), 'a reference such as K7F3-K29Q (`kakitome payment list` shows them)');
  const reason = readReason(options.reason);
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const { decision } = await instruct(office, { kind: 'stop-payment', reference, restored: false, reason, by }, given);
    const stopped = decision.disposition.code !== 'nothing-open';
    const after = (await office.store.findPayment(takenOverKey(reference))) ?? (await office.store.findPayment(referenceKey(reference)));
    show(terminal, stopped ? `${given} is ended${after?.state.name === 'ended' ? ', unpaid' : ': nothing is given back'}.` : `Nothing of ${given} is open; nothing was changed.`, { reference, stopped });
    return 0;
  });
}
