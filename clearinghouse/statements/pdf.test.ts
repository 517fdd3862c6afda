/** The printed statement: the same bytes each time, opened by another library, and by other programs where the machine has them. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import test from 'ava';
import fc from 'fast-check';
import { formatAmount } from '../protocol/money.ts';
import { statementPdf } from './pdf.ts';
import { anyStatement, bookedOn, empty, usual } from './testing/samples.ts';

function asked(program: string, args: readonly string[], bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-pdf-'));
  try {
    writeFileSync(join(folder, 'a.pdf'), bytes);
    return execFileSync(program, [...args.map((one) => (one === 'FILE' ? join(folder, 'a.pdf') : one))], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('the same statement gives the same bytes', async (t) => {
  t.deepEqual(await statementPdf(usual), await statementPdf(structuredClone(usual)));
});

test('another library opens it: one page of A4, its title and time from the statement', async (t) => {
  const pdf = await PDFDocument.load(await statementPdf(usual), { updateMetadata: false });
  t.is(pdf.getPageCount(), 1);
  t.deepEqual(pdf.getPage(0).getSize(), { width: 595.28, height: 841.89 });
  t.is(pdf.getTitle(), 'Statement of account 2026-10 party:2:JPY');
  t.is(pdf.getCreationDate()?.getTime(), usual.madeAt);
});

test('long ones take several pages, each with its number', async (t) => {
  const many = bookedOn(empty, Array.from({ length: 100 }, (_, at) => ({ kind: 'deposit', amount: 1n, reference: `V-${at}`, other: null, invoice: null }) as const));
  const bytes = await statementPdf(many);
  const pages = (await PDFDocument.load(bytes)).getPageCount();
  t.true(pages >= 4 && pages <= 6, `${pages} pages`);
  if (!existsSync('/usr/bin/pdftotext')) return;
  const text = asked('pdftotext', ['-layout', 'FILE', '-'], bytes);
  t.true(text.includes(`Page 1 of ${pages}`) && text.includes(`Page ${pages} of ${pages}`));
  for (let at = 0; at < 100; at += 1) t.regex(text, new RegExp(`Voucher V-${at}\\b`));
});

test('what is printed, and that all of its fonts are in it', async (t) => {
  const bytes = await statementPdf({ ...usual, language: 'ja', party: { name: 'みどり茶屋 𠮷田 שלום 👍', addresses: ['shop@tea.example'] } });
  t.true(bytes.length < 120_000, `${bytes.length} bytes`);
  if (!existsSync('/usr/bin/pdftotext') || !existsSync('/usr/bin/pdffonts')) return t.log('without poppler-utils only the library has opened it');
  const text = asked('pdftotext', ['-layout', 'FILE', '-'], bytes);
  for (const words of ['取引明細書 2026-10', 'Example Bank', '+81 3 1234 5678', 'みどり茶屋', '〓〓〓〓', 'shop@tea.example', '支払人 佐々木 孝夫', '請求書番号 GT-1042', '25,941', '伝票番号 V-17', '終了残高', '7,762', '1／1ページ']) t.true(text.includes(words), words);
  const fonts = asked('pdffonts', ['FILE'], bytes).split('\n').slice(2).filter((line) => line !== '');
  t.is(fonts.length, 2);
  for (const line of fonts) t.regex(line, /^[A-Z]{6}\+BIZUDPGothic.* yes yes yes/);
});

test('dates and sums are printed whole, however large', async (t) => {
  if (!existsSync('/usr/bin/pdftotext')) return t.log('without poppler-utils nobody reads the page');
  const most = 2n ** 53n - 1n;
  const other = { name: 'Green Tea House & Sons, importers of all that grows on hills, wholesale and retail', address: 'shop@tea.example' };
  const huge = bookedOn({ ...empty, currency: usual.currency }, [
    { kind: 'deposit', amount: 123_456_789_000n, reference: 'V-1', other: null, invoice: null },
    { kind: 'payment', amount: -123_456_789_000n, reference: 'K7F3-K29Q', other, invoice: null },
    { kind: 'deposit', amount: most, reference: 'V-2', other: null, invoice: null },
    { kind: 'withdrawal', amount: -most, reference: 'V-3', other: null, invoice: null },
    { kind: 'withdrawal', amount: -most, reference: 'V-4', other: null, invoice: null },
  ]);
  for (const statement of [huge, { ...huge, currency: 'KWD' as typeof huge.currency, language: 'ja' as const }]) {
    const text = asked('pdftotext', ['-layout', 'FILE', '-'], await statementPdf(statement));
    const days = text.split('\n').flatMap((line) => /^ *(2026-10-\S*) /.exec(line)?.[1] ?? []);
    t.is(days.length, huge.rows.length + 2);
    for (const day of days) t.regex(day, /^2026-10-[0-3][0-9]$/);
    for (const { amount, balanceAfter } of huge.rows) for (const minor of [amount, balanceAfter]) t.true(text.includes(` ${formatAmount({ currency: statement.currency, minor })}`), text);
    t.is(text.split('…').length, 2, 'the long name alone is cut');
  }
});

test('property: no words keep a statement from being printed', async (t) => {
  await t.notThrowsAsync(fc.assert(
    fc.asyncProperty(anyStatement(6), async (statement) => {
      const pdf = await PDFDocument.load(await statementPdf(statement));
      if (pdf.getPageCount() < 1) throw new Error('no page');
    }),
    { numRuns: 12 },
  ));
});
