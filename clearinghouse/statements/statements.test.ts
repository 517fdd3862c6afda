/** Statements for people and programs: what is promised of each rendering, for daily life and for whatever a ledger and hostile words could lead to. */
import test from 'ava';
import fc from 'fast-check';
import { startsAsConsent } from '../notices/answer-words.ts';
import { clean } from '../notices/clean.ts';
import { columns } from '../notices/columns.ts';
import { plainAmount, csvColumns, harmless, statementCsv } from './csv.ts';
import { camt053Namespace, statementCamt053 } from './camt053.ts';
import { layOut, statementFile } from './files.ts';
import { checkSums, mostRows, movementOf, totalsOf, type Statement } from './statement.ts';
import { all, breaksOf, child, parseXml, type Node } from './testing/camt-rules.ts';
import { anyStatement, bookedOn, empty, usual } from './testing/samples.ts';
import { statementText } from './text.ts';

const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

test('the table in the mail', (t) => {
  t.deepEqual(statementText(usual), [
    'Date    Entry                                        Amount  Balance',
    '01 Oct  Opening balance                                        1,200',
    '05 Oct  Deposit                                      20,000   21,200',
    '        Voucher V-17',
    '09 Oct  Payment from 佐々木 孝夫                      4,741   25,941',
    '        Ref. K7F3-K29Q, invoice GT-1042',
    '14 Oct  Fee, payment from 佐々木 孝夫                   -99   25,842',
    '        Ref. K7F3-K29Q, invoice GT-1042',
    '18 Oct  Refund to 佐々木 孝夫                        -1,080   24,762',
    '        Ref. K7F3-K29Q, invoice GT-1042',
    '23 Oct  Payment to Bamboo & Sons <whisks>            -2,000   22,762',
    '        Ref. Z1X2-C3V4',
    '27 Oct  Withdrawal                                  -15,000    7,762',
    '        Voucher =1+1',
    '31 Oct  Closing balance                                        7,762',
    '',
    'Deposit (1)             20,000',
    'Payments received (1)    4,741',
    'Withdrawal (1)         -15,000',
    'Payments made (1)       -2,000',
    'Refunds given (1)       -1,080',
    'Fees (1)                   -99',
  ]);
  t.deepEqual(statementText({ ...empty, language: 'ja' }), [
    '日付   取引                                               金額  残高',
    '10/01  開始残高                                                    0',
    '取引はありません。',
    '10/31  終了残高                                                    0',
  ]);
});

test('two hundred entries stand in the mail, the others in the files', (t) => {
  const many = bookedOn(empty, Array.from({ length: 230 }, (_, at) => ({ kind: 'deposit', amount: 1n, reference: `V-${at}`, other: null, invoice: null }) as const));
  const lines = statementText(many);
  t.is(lines.filter((line) => line.includes('Voucher')).length, 200);
  t.true(lines.includes('The 30 entries after these stand in the attached files.'));
  t.is(parseCsv(textOf(statementCsv(many))).length, 233);
});

test('an account with more entries than can be read has its balances, and no list of some of them', async (t) => {
  const huge: Statement = { ...empty, rows: [], isWhole: false, closing: 500n };
  t.true(statementText(huge).includes('There are more entries than a mail can carry: ask us for them.'));
  t.false(statementText(huge).includes('Nothing was booked.'));
  t.deepEqual((await layOut([huge])).attachments.map(({ filename }) => filename), ['statement-2026-10-JPY.pdf']);
  t.throws(() => statementCamt053(huge));
  t.is(mostRows, 20_000);
});

test('too long for print, too large for a mail: left out and named', async (t) => {
  const long = bookedOn(empty, Array.from({ length: 2_001 }, (_, at) => ({ kind: 'deposit', amount: 1n, reference: `V-${at}`, other: null, invoice: null }) as const));
  const one = await layOut([long]);
  t.deepEqual(one.attachments.map(({ filename }) => filename), ['statement-2026-10-JPY.csv', 'statement-2026-10-JPY.camt053.xml']);
  t.deepEqual(one.left, ['PDF (JPY)']);
  const six = await layOut([long, long, long, long, long, long]);
  t.true(six.attachments.reduce((sum, { content }) => sum + content.length, 0) <= 7_000_000);
  t.true(six.left.includes('camt.053 (JPY)'));
});

test('sums that do not agree never become a statement', (t) => {
  t.throws(() => checkSums({ ...usual, closing: usual.closing + 1n }), { message: /the entries lead to 7762, the ledger says 7763/ });
  t.throws(() => checkSums({ ...usual, opening: usual.opening - 1n }), { message: /after t0 the balance is/ });
});

/** RFC 4180, written apart from the program's own way. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; at += 1) {
    const one = text[at] ?? '';
    if (quoted && one === '"' && text[at + 1] === '"') (cell += '"'), (at += 1);
    else if (one === '"') quoted = !quoted;
    else if (!quoted && one === ',') rows.at(-1)?.push(cell), (cell = '');
    else if (!quoted && one === '\r' && text[at + 1] === '\n') rows.at(-1)?.push(cell), (cell = ''), rows.push([]), (at += 1);
    else cell += one;
  }
  if (quoted || cell !== '') throw new Error('the last line does not end');
  return rows.slice(0, -1);
}

test('the file for spreadsheets', (t) => {
  const text = textOf(statementCsv(usual));
  t.true(text.startsWith('\uFEFFtime,entry,amount,balance,currency,reference,counterparty,counterparty_address,invoice,account,transfer\r\n2026-10-01T00:00:00+09:00,opening-balance,,1200,JPY,,,,,party:2:JPY,\r\n'));
  t.true(text.includes(`,received,4741,25941,JPY,K7F3-K29Q,佐々木 孝夫,takao@buyer.example,GT-1042,party:2:JPY,t1\r\n`));
  t.true(text.includes(`,withdrawal,-15000,7762,JPY,'=1+1,,,,party:2:JPY,t5\r\n`));
  t.true(text.endsWith('2026-10-31T23:59:59+09:00,closing-balance,,7762,JPY,,,,,party:2:JPY,\r\n'));
  t.is(plainAmount({ currency: 'KWD' as Statement['currency'] }, -5n), '-0.005');
});

test('property: the file for spreadsheets reads back, adds up, and calculates nothing', (t) => {
  fc.assert(
    fc.property(anyStatement(12), (statement) => {
      const [head, ...rows] = parseCsv(textOf(statementCsv(statement)));
      if (head?.join() !== csvColumns.join()) throw new Error(`head ${head?.join()}`);
      if (rows.length !== statement.rows.length + 2) throw new Error(`${rows.length} lines`);
      const exact = (text: string): bigint => BigInt(text.replace('.', ''));
      let balance = statement.opening;
      for (const [at, row] of statement.rows.entries()) {
        const line = Object.fromEntries(csvColumns.map((name, column) => [name, rows[at + 1]?.[column] ?? '?'])) as Record<(typeof csvColumns)[number], string>;
        balance += exact(line.amount);
        if (balance !== row.balanceAfter || exact(line.balance) !== balance) throw new Error(`line ${at}: ${line.balance}`);
        for (const [told, given] of [[line.reference, row.reference], [line.counterparty, row.other?.name ?? ''], [line.invoice, row.invoice ?? '']] as const) if (told.replaceAll("'", '') !== clean(given).replaceAll("'", '')) throw new Error(`${told} for ${given.slice(0, 40)}`);
        for (const cell of [line.reference, line.counterparty, line.counterparty_address, line.invoice, line.transfer]) if (cell.split(/[;,"|\t]/).some((part) => /^[=+\-@]/.test(part.normalize('NFKC').trim()))) throw new Error(`a formula: ${cell.slice(0, 40)}`);
      }
      if (balance !== statement.closing) throw new Error('does not add up');
    }),
    { numRuns: 300 },
  );
  t.is(harmless("'=1"), "'=1");
  for (const [text, cell] of [
    ["Tea; =cmd|' /C calc'!A0", "Tea; '=cmd|' /C calc'!A0"], ['a;=1', "a;'=1"], ['a,+1', "a,'+1"], ['a"@SUM(1)', 'a"\'@SUM(1)'], ['a|-1', "a|'-1"], ['a;  ＝1', "a; '＝1"], ['⁼1', "'⁼1"], ['=1;=2', "'=1;'=2"], ['Tea, black; 100g', 'Tea, black; 100g'], ['a=b', 'a=b'],
  ] as const) t.is(harmless(text), cell);
  const signs = Array.from({ length: 0x30000 }, (_, code) => String.fromCodePoint(code)).filter((one) => /^[=+\-@|%]/.test(one.normalize('NFKC')) && clean(one) !== '');
  t.true(signs.length > 15);
  for (const sign of signs) t.is(harmless(`Tea; ${sign}1`), `Tea; '${sign}1`);
  const named = { ...usual, rows: usual.rows.map((row) => ({ ...row, other: { name: 'Tea;=1', address: 'tea@shop.example' } })) };
  t.true(textOf(statementCsv(named)).includes(`,"Tea;'=1",tea@shop.example,`));
});

test('property: the table of a mail is never wider than 68 columns, and no line begins like a consent or with a word from outside', (t) => {
  t.notThrows(() => fc.assert(
    fc.property(anyStatement(12), (statement) => {
      for (const line of statementText(statement)) {
        if (columns(line) > 68) throw new Error(`${columns(line)}: ${line}`);
        if (startsAsConsent(line) || startsAsConsent(line.trim())) throw new Error(`consent: ${line}`);
        if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u.test(line)) throw new Error('invisible');
        if (!/^(?:$|\d\d (?:Sep|Oct|Nov)|1[01]\/|Date|日付| {7,8}(?:Ref\.|Voucher|参照番号|伝票番号)|[A-Z][a-z]+ |[入出受行手当支取以]|Fees)/u.test(line)) throw new Error(`begins with ${line}`);
      }
    }),
    { numRuns: 400 },
  ));
});

const minorOf = (node: Node): bigint => BigInt(child(node, 'Amt').text.replace('.', '')) * (child(node, 'CdtDbtInd').text === 'DBIT' ? -1n : 1n);

test('the file for bookkeeping programs', (t) => {
  const root = parseXml(textOf(statementCamt053(usual)));
  t.deepEqual(breaksOf(root), []);
  t.is(root.attributes['xmlns'], camt053Namespace);
  const stmt = child(root, 'BkToCstmrStmt', 'Stmt');
  t.is(child(stmt, 'Id').text, '2026-10.party:2:JPY');
  t.is(child(stmt, 'ElctrncSeqNb').text, '322');
  t.deepEqual([child(stmt, 'FrToDt', 'FrDtTm').text, child(stmt, 'FrToDt', 'ToDtTm').text], ['2026-10-01T00:00:00+09:00', '2026-10-31T23:59:59+09:00']);
  t.deepEqual(all(stmt, 'Bal').map((node) => [child(node, 'Tp', 'CdOrPrtry', 'Cd').text, minorOf(node), child(node, 'Dt', 'Dt').text]), [['OPBD', 1_200n, '2026-10-01'], ['CLBD', 7_762n, '2026-10-31']]);
  const [deposit, received, fee, refund] = all(stmt, 'Ntry');
  if (deposit === undefined || received === undefined || fee === undefined || refund === undefined) return t.fail();
  const codes = (node: Node): readonly string[] => [child(node, 'BkTxCd', 'Domn', 'Cd').text, child(node, 'BkTxCd', 'Domn', 'Fmly', 'Cd').text, child(node, 'BkTxCd', 'Domn', 'Fmly', 'SubFmlyCd').text];
  t.deepEqual([codes(deposit), codes(received), codes(fee), codes(refund)], [['PMNT', 'MCOP', 'OTHR'], ['PMNT', 'RCDT', 'BOOK'], ['PMNT', 'MDOP', 'FEES'], ['PMNT', 'ICDT', 'BOOK']]);
  const details = child(received, 'NtryDtls', 'TxDtls');
  t.is(child(details, 'Refs', 'EndToEndId').text, 'K7F3-K29Q');
  t.is(child(details, 'RltdPties', 'Dbtr', 'Pty', 'Nm').text, '佐々木 孝夫');
  t.is(child(details, 'RltdPties', 'Cdtr', 'Pty', 'Nm').text, 'Green Tea House');
  t.is(child(details, 'RmtInf', 'Strd', 'RfrdDocInf', 'Nb').text, 'GT-1042');
  t.is(child(fee, 'NtryDtls', 'TxDtls', 'RltdPties', 'Cdtr', 'Pty', 'Nm').text, 'Example Bank');
  t.is(child(fee, 'CdtDbtInd').text, 'DBIT');
  t.throws(() => statementCamt053({ ...usual, isRunning: true }));
});

test('a number that is too long for its element is no other number: it stands whole in the words', (t) => {
  const [voucher, invoice] = [`V-${'7'.repeat(98)}`, `INV-2026-${'0'.repeat(30)}1`];
  const long = bookedOn(empty, [
    { kind: 'deposit', amount: 5_000n, reference: voucher, other: null, invoice: null },
    { kind: 'payment', amount: 4_741n, reference: 'K7F3-K29Q', other: { name: 'Takao', address: 'takao@buyer.example' }, invoice },
    { kind: 'payment', amount: 4_741n, reference: 'V'.repeat(35), other: { name: 'Takao', address: 'takao@buyer.example' }, invoice: 'I'.repeat(35) },
  ]);
  const root = parseXml(textOf(statementCamt053(long)));
  t.deepEqual(breaksOf(root), []);
  const told = all(root, 'TxDtls').map((details) => [child(details, 'Refs', 'EndToEndId').text, child(details, 'RmtInf', 'Ustrd').text, child(details, 'RmtInf', 'Strd', 'RfrdDocInf', 'Nb').text]);
  t.deepEqual(told, [
    ['NOTPROVIDED', `Deposit ${voucher}`, ''],
    ['K7F3-K29Q', `Payment K7F3-K29Q, invoice ${invoice}`, ''],
    ['V'.repeat(35), `Payment ${'V'.repeat(35)}`, 'I'.repeat(35)],
  ]);
});

test('a turnover of more digits than the standard has is left out; balances and net stand', (t) => {
  const most = 9_000_000_000_000_000n;
  const busy = bookedOn(empty, Array.from({ length: 224 }, (_, at) => ({ kind: 'payment', amount: at % 2 === 0 ? most : -most, reference: `R${at}`, other: null, invoice: null }) as const));
  const root = parseXml(textOf(statementCamt053(busy)));
  t.deepEqual(breaksOf(root), []);
  const summary = child(root, 'BkToCstmrStmt', 'Stmt', 'TxsSummry');
  t.deepEqual([child(summary, 'TtlNtries', 'NbOfNtries').text, child(summary, 'TtlNtries', 'Sum').text], ['224', '']);
  // Half of it each way, 1,008,000,000,000,000,000, has 19 digits too; a month with two entries less has 18.
  t.is(child(summary, 'TtlCdtNtries', 'Sum').text, '');
  const less = parseXml(textOf(statementCamt053(bookedOn(empty, busy.rows.slice(0, 222)))));
  t.deepEqual(breaksOf(less), []);
  t.is(child(less, 'BkToCstmrStmt', 'Stmt', 'TxsSummry', 'TtlCdtNtries', 'Sum').text, '999000000000000000');
});

test('the checker of the file finds what it should', (t) => {
  const broken = (change: (text: string) => string): readonly string[] => breaksOf(parseXml(change(textOf(statementCamt053(usual)))));
  t.true(broken((text) => text.replace('<Sts>', '<Xts>').replace('</Sts>', '</Xts>')).length > 0);
  t.true(broken((text) => text.replace(/<BookgDt>[^]*?<\/BookgDt>\s*/, '')).length > 0);
  t.true(broken((text) => text.replace('>CRDT<', '>CREDIT<')).length > 0);
  t.true(broken((text) => text.replace(' Ccy="JPY"', '')).length > 0);
  t.true(broken((text) => text.replace(/(<Ccy>JPY<\/Ccy>)\s*(<Ownr>[^]*?<\/Ownr>)/, '$2$1')).length > 0);
});

test('property: the file for bookkeeping programs keeps the rules of the standard and adds up', (t) => {
  t.notThrows(() => fc.assert(
    fc.property(anyStatement(8), (any) => {
      const statement = { ...any, isRunning: false, held: null };
      const root = parseXml(textOf(statementCamt053(statement)));
      const breaks = breaksOf(root);
      if (breaks.length > 0) throw new Error(breaks.slice(0, 3).join('; '));
      const stmt = child(root, 'BkToCstmrStmt', 'Stmt');
      const [opening, closing] = all(stmt, 'Bal').map(minorOf);
      const entries = stmt.children.filter(({ name }) => name === 'Ntry').map(minorOf);
      if ((opening ?? 0n) + entries.reduce((sum, one) => sum + one, 0n) !== closing || closing !== statement.closing) throw new Error('does not add up');
      const net = minorOf(child(stmt, 'TxsSummry', 'TtlNtries', 'TtlNetNtry'));
      if (net !== statement.closing - statement.opening) throw new Error(`net ${net}`);
      const credits = BigInt(child(stmt, 'TxsSummry', 'TtlCdtNtries', 'Sum').text.replace('.', ''));
      const debits = BigInt(child(stmt, 'TxsSummry', 'TtlDbtNtries', 'Sum').text.replace('.', ''));
      if (credits - debits !== net) throw new Error('credits less debits');
    }),
    { numRuns: 250 },
  ));
});

test('property: totals by kind are the difference of the balances', (t) => {
  t.notThrows(() => fc.assert(fc.property(anyStatement(20), (statement) => totalsOf(statement).reduce((sum, { amount }) => sum + amount, 0n) === statement.closing - statement.opening && totalsOf(statement).every(({ movement, count }) => count === statement.rows.filter((row) => movementOf(row) === movement).length)), { numRuns: 200 }));
});

test('a month that is running has no file for bookkeeping programs', async (t) => {
  t.is(await statementFile({ ...usual, isRunning: true }, 'camt053'), null);
  t.deepEqual((await layOut([{ ...usual, isRunning: true }, { ...usual, currency: 'EUR' as Statement['currency'] }])).attachments.map(({ filename }) => filename), [
    'statement-2026-10-JPY.csv', 'statement-2026-10-JPY.pdf', 'statement-2026-10-EUR.csv', 'statement-2026-10-EUR.pdf', 'statement-2026-10-EUR.camt053.xml',
  ]);
});
