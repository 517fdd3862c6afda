/** `kakitome deposit`: money that came in from outside. */
import { book, bookingArguments } from './booking.ts';
import { examples, type Verb } from './verb.ts';

export const deposit: Verb = (parent, run) =>
  void bookingArguments(parent.command('deposit').description('book money that came in; payments that wait for it go on'))
    .addHelpText('after', examples('deposit takao@buyer.example 20,000 JPY --reference V-17', 'deposit takao@buyer.example 120.50 EUR --reference V-18 --by Sato --by Mori'))
    .action(run(book('deposit')));
