/** `kakitome party board`: what a party lets stand on the public board beside kind, reference and time. */
import type { BoardFace } from '../core/party.ts';
import { aliasTrouble, ALIAS_CHARACTERS } from '../protocol/alias.ts';
import { byOption, readPeopleFor } from './booking.ts';
import { findParty, mainAddressOf, partyAgain, quoted } from './find.ts';
import { instruct } from './instruct.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { labelled } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

type Options = { readonly alias?: string; readonly orderTime?: boolean; readonly shopName?: boolean; readonly disputes?: boolean; readonly nothing?: boolean; readonly by?: readonly string[] };

export const partyBoard: Verb = (parent, run) =>
  void parent
    .command('board')
    .description('what the party lets stand on the public board: what is given is the whole choice, without an option it is shown')
    .argument('<party>', 'its id, one of its addresses, or its registered name')
    .option('--alias <text>', `initials or another name for its payments, at most ${ALIAS_CHARACTERS} characters`)
    .option('--order-time', 'the time of its orders, to the minute')
    .option('--shop-name', 'its registered name, on payments made to it')
    .option('--disputes', 'that a payment is disputed, where the other side has chosen so too')
    .option('--nothing', 'nothing besides kind, reference and time')
    .option(...byOption)
    .addHelpText('after', examples('party board takao@buyer.example', 'party board takao@buyer.example --alias T.S. --order-time', 'party board "Green Tea House" --shop-name', 'party board 3 --nothing'))
    .action(run(showOrSet));

function showOrSet(terminal: Terminal, which: string, options: Options): Promise<ExitCode> {
  const chosen = readChoice(options);
  const by = readPeopleFor(chosen !== null, options.by, 'what is to stand there (--alias, --order-time, --shop-name, --disputes), or --nothing');
  return withOffice(terminal, async (office) => {
    const row = await findParty(office.store, which);
    if (chosen !== null) await instruct(office, { kind: 'set-board-face', address: mainAddressOf(row), face: chosen, by }, row.party.name);
    const { party } = chosen === null ? row : await partyAgain(office.store, row.party.id);
    const { id, name, boardFace } = party;
    show(terminal, faceText(name, boardFace, chosen !== null, office.clock.now()), { party: id, name, boardFace, changed: chosen !== null });
    return 0;
  });
}

/** Null: nothing was chosen, it is to be shown. */
function readChoice({ alias, orderTime = false, shopName = false, disputes = false, nothing = false }: Options): BoardFace | null {
  const something = alias !== undefined || orderTime || shopName || disputes;
  if (nothing && something) throw mistake('--nothing', 'another option beside it', 'it alone, or what is to stand there');
  if (!nothing && !something) return null;
  return { alias: alias === undefined ? null : readAlias(alias), orderTime, shopName, disputes };
}

function readAlias(text: string): string {
  const alias = text.trim().normalize('NFC');
  const trouble = aliasTrouble(alias);
  if (trouble !== null) throw mistake('--alias', quoted(text), trouble);
  return alias;
}

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

function faceText(name: string, { alias, orderTime, shopName, disputes }: BoardFace, changed: boolean, now: number): string {
  const ofOrders = [...(alias === null ? [] : [`the alias ${alias}`]), ...(orderTime ? ['the time of the order, to the minute'] : [])];
  const always = `settled  K7F3-K29Q  ${minute(now)}`;
  const asBuyer = [always, ...(alias === null ? [] : [`alias ${alias}`]), ...(orderTime ? [`ordered ${minute(now)}`] : [])].join('  ');
  const asShop = [always, ...(shopName ? [`shop ${name}`] : [])].join('  ');
  return `${labelled([
    [name, 'on the public board'],
    ['Always', 'kind, reference, and the time of the entry, to the minute'],
    ['Of its orders', ofOrders.join(', ') || 'nothing besides'],
    ['As a shop', shopName ? `its registered name ${name}` : 'nothing besides'],
    ['Disputes', disputes ? 'shown where the other side has chosen so too' : 'not shown'],
  ])}

Everybody reads, of a payment by this party and of one to it, for instance:
  ${asBuyer}
  ${asShop}

${changed ? 'This holds for entries made from now on, never for older ones' : 'A change holds for entries made from then on, never for older ones'}: what everybody could read, somebody may have kept.`;
}
