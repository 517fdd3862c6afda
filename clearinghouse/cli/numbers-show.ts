/** `kakitome numbers show`: how a party's card stands. The number used last is dead, so it is shown; none that is still good is. */
import { cardNumbersOf } from './card-facts.ts';
import { findParty, readAddress } from './find.ts';
import { refusalLine } from './instruct.ts';
import { Mistake } from './mistake.ts';
import { show } from './print.ts';
import { cardJson, cardState, lastUsedText, wrongTries } from './roads-text.ts';
import { withOffice } from './session.ts';
import { showTime } from './shapes.ts';
import { labelled } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const numbersShow: Verb = (parent, run) =>
  void parent
    .command('show')
    .description('how a party\'s card stands: state, numbers left, the one used last, wrong tries')
    .argument('<address>', 'a registered address of the party')
    .addHelpText('after', examples('numbers show takao@buyer.example'))
    .action(run(showCard));

function showCard(terminal: Terminal, given: string): Promise<ExitCode> {
  const address = readAddress(given);
  return withOffice(terminal, async ({ store, clock, rulebook }) => {
    const { party } = await findParty(store, address);
    const { card } = party.roads;
    if (card === null) throw new Mistake(refusalLine({ kind: 'refused', code: 'card-missing' }, party.name));
    const left = (await cardNumbersOf(store, address))?.live.size ?? 0;
    const time = (at: number): string => showTime(at, rulebook.bank.timeZone);
    const now = clock.now();
    const text = labelled([
      ['Card of', party.name],
      ['State', cardState(card.state)],
      ['Issued', time(card.madeAt)],
      ['Numbers left', `${left} of ${card.count}`],
      ['Used last', lastUsedText(card, time)],
      ['Wrong tries', `${wrongTries(card, now)} in the last 24 hours, ${rulebook.policy.wrongNumbers} lock it`],
      ['Used again', card.again === 0 ? null : `${card.again} times: somebody may ask its owner for numbers`],
    ]);
    const shape = cardJson(card, now);
    show(terminal, text, { party: party.id, name: party.name, left, card: shape });
    return 0;
  });
}
