/** A party as `party add` and `party show` print it. */
import { available, type Account } from '../core/account.ts';
import type { BoardFace, Party } from '../core/party.ts';
import { isOpen, type Payment } from '../core/payment.ts';
import { isIdle, quietSince } from '../core/idle.ts';
import type { Office } from '../office.ts';
import { shownAddress } from '../protocol/address.ts';
import { formatAmount, formatMoney } from '../protocol/money.ts';
import type { PartyRow } from '../store/store.ts';
import { paymentShape, paymentTable } from './payment-table.ts';
import type { Json } from './print.ts';
import { accountJson, addressJson, partyJson, showFee, showTime, type Names } from './shapes.ts';
import { cardState, offerText, roadsJson, schemeText, walletText } from './roads-text.ts';
import { labelled, table } from './table.ts';

export const partyShape = ({ party, addresses, accounts }: PartyRow, payments: readonly Payment[], names: Names, now: number): Json => ({
  ...partyJson(party),
  ...roadsJson(party.roads, now),
  addresses: addresses.map(addressJson),
  accounts: accounts.map(accountJson),
  openPayments: payments.filter(isOpen).map((payment) => paymentShape(payment, names)),
});

export function partyText({ party, addresses, accounts }: PartyRow, payments: readonly Payment[], office: Office, names: Names = new Map()): string {
  const { timeZone } = office.rulebook.bank;
  const open = payments.filter(isOpen);
  const { roads } = party;
  const time = (at: number): string => showTime(at, timeZone);
  const head = labelled([
    ['Party', String(party.id)],
    ['Name', party.name],
    ['Language', party.language],
    ['Opened', showTime(party.openedAt, timeZone)],
    ['Suspended', party.suspendedAt === null ? null : showTime(party.suspendedAt, timeZone)],
    ['Receipts', party.balanceInReceipts ? 'with balance' : 'without balance'],
    ['Statements', statementWish(party)],
    ['On the board', shownOnBoard(party.boardFace)],
    ['Pays', schemeText(roads)],
    ['Wallet', walletText(roads, time)],
    ['Wallet page', offerText(roads, time, office.clock.now())],
    ['Card', roads.card === null ? null : `${cardState(roads.card.state)}; issued ${time(roads.card.madeAt)}`],
    ['Fee', party.fee === null ? null : showFee(party.fee)],
    ['Its own limits', party.limits === null ? null : [...party.limits.perPayment.map((one) => `${formatMoney(one)} a payment`), ...party.limits.perDay.map((one) => `${formatMoney(one)} a day`)].join(', ')],
  ]);
  const parts = [head, addressTable(addresses, office), accountTable(accounts)];
  if (open.length > 0) parts.push(`Open payments\n${paymentTable(open, names, timeZone)}`);
  return parts.join('\n\n');
}

export const statementWish = ({ statements, statedUntil }: Party): string =>
  statements === 'on-request' ? 'on request' : `monthly, by themselves${statedUntil === null ? '' : `; the next one is of the month after ${statedUntil}`}`;

function shownOnBoard({ alias, orderTime, shopName, disputes }: BoardFace): string {
  const chosen = [alias === null ? [] : [`alias ${alias}`], orderTime ? ['time of orders'] : [], shopName ? ['name, as a shop'] : [], disputes ? ['disputes, where the other side has chosen so too'] : []].flat();
  return ['kind and reference', ...chosen].join(', ');
}

function addressTable(addresses: PartyRow['addresses'], { clock, rulebook }: Office): string {
  const { timeZone } = rulebook.bank;
  const state = (row: PartyRow['addresses'][number]): string => {
    const { removedAt, undeliverable, usableFrom, provenAt } = row;
    if (removedAt !== null) return `removed ${showTime(removedAt, timeZone)}`;
    if (isIdle({ now: clock.now(), policy: rulebook.policy }, row)) return `suspended: no mail since ${showTime(quietSince(rulebook, row), timeZone)} (\`kakitome address resume\`)`;
    if (undeliverable !== null) return `mail does not get there: ${undeliverable}`;
    if (usableFrom > clock.now()) return `may order from ${showTime(usableFrom, timeZone)}`;
    return provenAt === null ? 'no mail has come from it yet' : 'in use';
  };
  return table([{ title: 'Address' }, { title: 'State' }], addresses.map((row) => [shownAddress(row.address), state(row)]));
}

const accountTable = (accounts: readonly Account[]): string =>
  table(
    [{ title: 'Currency' }, { title: 'Balance', align: 'right' }, { title: 'Held', align: 'right' }, { title: 'Available', align: 'right' }],
    accounts.map((account) => [account.currency, ...amountCells(account)]),
  );

/** Balance, held, available. */
export const amountCells = (account: Account): readonly string[] => [
  formatAmount({ currency: account.currency, minor: account.balance }),
  formatAmount({ currency: account.currency, minor: account.held }),
  formatAmount(available(account)),
];
