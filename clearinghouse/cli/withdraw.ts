/** `kakitome withdraw`: money that left. Never more than is available. */
import { book, bookingArguments } from './booking.ts';
import { examples, type Verb } from './verb.ts';

export const withdraw: Verb = (parent, run) =>
  void bookingArguments(parent.command('withdraw').description('book money that was paid out, at most what is available'))
    .addHelpText('after', examples('withdraw shop@tea.example 4,741 JPY --reference V-19'))
    .action(run(book('withdraw')));
