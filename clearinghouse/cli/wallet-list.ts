/** `kakitome wallet list`: whose wallets are in force, and which pages wait for an answer. */
import { show } from './print.ts';
import { offerText, roadsJson, walletText } from './roads-text.ts';
import { withOffice } from './session.ts';
import { showTime } from './shapes.ts';
import { table } from './table.ts';
import { examples, type ExitCode, type Terminal, type Verb } from './verb.ts';

export const walletList: Verb = (parent, run) =>
  void parent
    .command('list')
    .description('buyers\' wallets: since when, and the fingerprint of the key, as the wallet page shows it')
    .addHelpText('after', examples('wallet list'))
    .action(run(list));

function list(terminal: Terminal): Promise<ExitCode> {
  return withOffice(terminal, async ({ store, clock, rulebook }) => {
    const now = clock.now();
    const time = (at: number): string => showTime(at, rulebook.bank.timeZone);
    const parties = (await store.findParties({ wallets: true })).map(({ party }) => party);
    const rows = parties.map(({ id, name, roads }) => [String(id), name, walletText(roads, time) ?? '-', offerText(roads, time, now) ?? '']);
    const text = rows.length === 0 ? 'No wallets.' : table([{ title: 'Party', align: 'right' }, { title: 'Name' }, { title: 'Wallet' }, { title: 'Page' }], rows);
    show(terminal, text, {
      wallets: parties.map(({ id, name, roads }) => {
        const { wallet = null, walletPageUntil = null } = roadsJson(roads, now);
        return { party: id, name, wallet, walletPageUntil };
      }),
    });
    return 0;
  });
}
