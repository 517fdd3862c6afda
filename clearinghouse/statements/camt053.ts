/**
 * A statement for bookkeeping programs: ISO 20022 BankToCustomerStatement, camt.053.001.08. That version, of 2019, is the one of CGI-MP, of the German
 * and the Swiss banks' guidelines and of what importers of today read; later ones add nothing that is needed here.
 * Only of a month that is over: what is booked so far is no statement in the sense of the standard (that is camt.052).
 */
import { clean, shorten } from '../notices/clean.ts';
import { dayIn, monthsBetween, timeIn } from '../protocol/calendar.ts';
import { plainAmount } from './csv.ts';
import { movementOf, type Movement, type Statement, type StatementRow } from './statement.ts';
import { element, leaf, leafOrNull, writeXml, type Element } from './xml.ts';

export const camt053Namespace = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08';

/** Domain, family, sub-family of the external code list. Both sides have their accounts at this bank: BOOK is a transfer within it. How money came in or went out by hand the bank's books do not say: OTHR. */
const CODES: Readonly<Record<Movement, readonly [domain: string, family: string, subFamily: string]>> = {
  received: ['PMNT', 'RCDT', 'BOOK'],
  paid: ['PMNT', 'ICDT', 'BOOK'],
  'refund-received': ['PMNT', 'RCDT', 'BOOK'],
  'refund-given': ['PMNT', 'ICDT', 'BOOK'],
  deposit: ['PMNT', 'MCOP', 'OTHR'],
  withdrawal: ['PMNT', 'MDOP', 'OTHR'],
  fee: ['PMNT', 'MDOP', 'FEES'],
  collection: ['PMNT', 'MDOP', 'OTHR'],
};

/** The entries' own words for programs that show them. */
const TOLD: Readonly<Record<Movement, string>> = {
  received: 'Payment', paid: 'Payment', 'refund-received': 'Refund', 'refund-given': 'Refund', deposit: 'Deposit', withdrawal: 'Withdrawal', fee: 'Fee', collection: 'Debt collected',
};

/** Throws for a month that is not over, or whose entries are not all there. */
export function statementCamt053(statement: Statement): Uint8Array {
  if (statement.isRunning || !statement.isWhole) throw new Error(`no camt.053 of ${statement.account} in ${statement.month}: the month is not over, or its entries are not all there`);
  const id = text(`${statement.month}.${statement.account}`, 35);
  const created = timeIn(statement.madeAt, statement.timeZone);
  return writeXml({
    name: 'Document',
    attribute: ['xmlns', camt053Namespace],
    content: [element('BkToCstmrStmt', element('GrpHdr', leaf('MsgId', id), leaf('CreDtTm', created)), stmt(statement, id, created))],
  });
}

/** Max…Text counts characters; there is no empty one. */
const text = (value: string, most: number): string => shorten(clean(value), most);

/** A number that is cut is another number: '' where it does not fit, and the words of `remittance` hold it. */
function numberOf(value: string, most: number): string {
  const whole = clean(value);
  return [...whole].length > most ? '' : whole;
}

/** Rises by one from month to month. */
const sequenceOf = (month: string): string => String(monthsBetween('2000-01', month) + 1);

function stmt(statement: Statement, id: string, created: string): Element {
  const { from, until, timeZone } = statement;
  return element(
    'Stmt',
    leaf('Id', id),
    leaf('ElctrncSeqNb', sequenceOf(statement.month)),
    leaf('CreDtTm', created),
    element('FrToDt', leaf('FrDtTm', timeIn(from, timeZone)), leaf('ToDtTm', timeIn(until - 1, timeZone))),
    element(
      'Acct',
      element('Id', element('Othr', leaf('Id', text(statement.account, 34)))),
      leaf('Ccy', statement.currency),
      named('Ownr', statement.party.name),
      element('Svcr', element('FinInstnId', leafOrNull('Nm', text(statement.bank.name, 140)))),
    ),
    balance(statement, 'OPBD', statement.opening, from),
    balance(statement, 'CLBD', statement.closing, until - 1),
    summary(statement),
    ...statement.rows.map((row) => entry(statement, row)),
  );
}

function named(tag: string, name: string): Element | null {
  const shown = text(name, 140);
  return shown === '' ? null : element(tag, leaf('Nm', shown));
}

const direction = (minor: bigint): Element => leaf('CdtDbtInd', minor < 0n ? 'DBIT' : 'CRDT');

const size = (minor: bigint): bigint => (minor < 0n ? -minor : minor);

const sum = (statement: Statement, minor: bigint): Element => leaf('Amt', plainAmount(statement, size(minor)), ['Ccy', statement.currency]);

const balance = (statement: Statement, code: string, minor: bigint, at: number): Element =>
  element('Bal', element('Tp', element('CdOrPrtry', leaf('Cd', code))), sum(statement, minor), direction(minor), element('Dt', leaf('Dt', dayIn(at, statement.timeZone))));

/** A number of the standard has 18 digits at most (DecimalNumber); a month may turn over more than any balance, and its sums may be left out. */
const MAX_DIGITS = 18;

function turnover(statement: Statement, rows: readonly StatementRow[]): string {
  const total = plainAmount(statement, rows.reduce((all, row) => all + size(row.amount), 0n));
  return total.replace('.', '').length > MAX_DIGITS ? '' : total;
}

function summary(statement: Statement): Element {
  const { rows, opening, closing } = statement;
  const totals = (tag: string, own: readonly StatementRow[]): Element =>
    element(tag, leaf('NbOfNtries', String(own.length)), leafOrNull('Sum', turnover(statement, own)));
  const net = element('TtlNetNtry', leaf('Amt', plainAmount(statement, size(closing - opening))), direction(closing - opening));
  const all = totals('TtlNtries', rows);
  return element(
    'TxsSummry',
    { ...all, content: [...(all.content as readonly Element[]), net] },
    totals('TtlCdtNtries', rows.filter((row) => row.amount >= 0n)),
    totals('TtlDbtNtries', rows.filter((row) => row.amount < 0n)),
  );
}

function entry(statement: Statement, row: StatementRow): Element {
  const day = leaf('Dt', dayIn(row.at, statement.timeZone));
  const [domain, family, subFamily] = CODES[movementOf(row)];
  return element(
    'Ntry',
    leaf('NtryRef', String(row.number)),
    sum(statement, row.amount),
    direction(row.amount),
    element('Sts', leaf('Cd', 'BOOK')),
    element('BookgDt', day),
    element('ValDt', day),
    leafOrNull('AcctSvcrRef', text(row.transferId, 35)),
    element('BkTxCd', element('Domn', leaf('Cd', domain), element('Fmly', leaf('Cd', family), leaf('SubFmlyCd', subFamily)))),
    element('NtryDtls', details(statement, row)),
  );
}

function details(statement: Statement, row: StatementRow): Element {
  const reference = numberOf(row.reference, 35);
  return element(
    'TxDtls',
    element('Refs', leafOrNull('AcctSvcrRef', text(row.transferId, 35)), leaf('EndToEndId', reference === '' ? 'NOTPROVIDED' : reference)),
    sum(statement, row.amount),
    direction(row.amount),
    parties(statement, row),
    remittance(row),
    element('RltdDts', leaf('TxDtTm', timeIn(row.at, statement.timeZone))),
  );
}

/** Whoever the money came from is the debtor, whoever has it now the creditor. A fee goes to the bank. */
function parties(statement: Statement, row: StatementRow): Element | null {
  const movement = movementOf(row);
  const [owner, other] = [statement.party.name, movement === 'fee' || movement === 'collection' ? statement.bank.name : (row.other?.name ?? '')];
  const [debtor, creditor] = row.amount < 0n ? [owner, other] : [other, owner];
  if (text(other, 140) === '') return null;
  return element('RltdPties', party('Dbtr', debtor), party('Cdtr', creditor));
}

function party(tag: string, name: string): Element | null {
  const pty = named('Pty', name);
  return pty === null ? null : element(tag, pty);
}

/** CINV: a commercial invoice. A number of ours has 100 characters at most, a shop's 40: both fit into the words. */
function remittance(row: StatementRow): Element {
  const number = numberOf(row.invoice ?? '', 35);
  const inWords = number === '' && clean(row.invoice ?? '') !== '' ? `, invoice ${row.invoice}` : '';
  const told = leaf('Ustrd', text(`${TOLD[movementOf(row)]} ${row.reference}${inWords}`, 140));
  if (number === '') return element('RmtInf', told);
  return element('RmtInf', told, element('Strd', element('RfrdDocInf', element('Tp', element('CdOrPrtry', leaf('Cd', 'CINV'))), leaf('Nb', number))));
}
