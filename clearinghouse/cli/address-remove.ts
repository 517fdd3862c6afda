/** `kakitome address remove`: the address is not the party's any more. What is open from it ends first. Money of a party without an address can be reached by nobody: that is said before. */
import { shownAddress } from '../protocol/address.ts';
import { formatMoney, money } from '../protocol/money.ts';
import type { PartyRow } from '../store/store.ts';
import { byOption, readPeople } from './booking.ts';
import { partyOf, readAddress } from './find.ts';
import { endedBy, instruct, leftBy } from './instruct.ts';
import { mistake } from './mistake.ts';
import { show } from './print.ts';
import { withOffice } from './session.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const addressRemove: Verb = (parent, run) =>
  void parent
    .command('remove')
    .description('take an address from its party; its open payments end unpaid, its other addresses are told')
    .argument('<address>', 'the address to remove')
    .option('--leave-money', 'also where it is the last address of a party with money, which stays in its account until another address is added')
    .option(...byOption)
    .addHelpText('after', examples('address remove takao@mobile.example'))
    .action(run(removeAddress));

type Options = { readonly by?: readonly string[]; readonly leaveMoney?: boolean };

function removeAddress(terminal: Terminal, text: string, options: Options): Promise<ExitCode> {
  const by = readPeople(options.by);
  return withOffice(terminal, async (office) => {
    const address = readAddress(text);
    const row = await partyOf(office.store, address);
    if (row !== null && options.leaveMoney !== true) refuseLocked(row, address);
    const { decision } = await instruct(office, { kind: 'remove-address', address, by }, address);
    const ended = endedBy(decision);
    show(terminal, `${shownAddress(address)} is removed.${ended === 0 ? '' : ` ${ended} open payment${ended === 1 ? ' was' : 's were'} ended.`}${leftBy(decision)}`, { address, removed: true, paymentsEnded: ended });
    return 0;
  });
}

/** Money in it, set aside or not: neither a mail nor `withdraw` finds the account any more. */
function refuseLocked({ party, accounts, addresses }: PartyRow, address: string): void {
  const isLast = addresses.every((one) => one.address === address || one.removedAt !== null);
  const sums = accounts.filter(({ balance }) => balance !== 0n).map(({ currency, balance }) => formatMoney(money(currency, balance)));
  if (!isLast || sums.length === 0) return;
  throw mistake('address', `${shownAddress(address)}, the last one of ${party.name}, whose account holds ${sums.join(' and ')}`, 'that the money is paid out first (`kakitome withdraw`), or that another address is added; with --leave-money it waits in the account');
}
