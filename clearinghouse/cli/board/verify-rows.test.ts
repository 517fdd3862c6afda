/** What strangers wrote, on a terminal: bounded, and never where a row of ours would stand. */
import test from 'ava';
import type { AuditResult } from '../../../bulletin-board/verify/audit.ts';
import { columns } from '../../notices/columns.ts';
import { auditText } from './verify-log-text.ts';
import { rowLines } from './verify-rows.ts';

test('short values stand beside their labels; a null one leaves its row out', (t) => {
  t.deepEqual(rowLines([['Total', 'JPY 4741'], ['Reference', 'K7F3-K29Q'], ['Time', null]]), ['Total      JPY 4741', 'Reference  K7F3-K29Q']);
});

test('a long value goes on below itself: no line of it begins where labels do, and none is wider than a terminal', (t) => {
  const hostile = [`${'x'.repeat(75)} Quorum met by all`, `shop\n  Quorum      met`, '\u3164'.repeat(70) + 'Quorum met', '長い名前'.repeat(200), `a ${'b'.repeat(500)} c`, '\u00a0'.repeat(90) + 'Signed by the bank'];
  for (const value of hostile) {
    const lines = rowLines([['Payee', value], ['Order’s Message-ID', 'x@y'], ['Quorum', 'missing']]);
    t.is(lines.filter((line) => /^\S/.test(line)).length, 3, value.slice(0, 20));
    for (const line of lines) t.true(columns(line) <= 76 && /^(Payee|Order’s Message-ID|Quorum| {20})/.test(line), line);
  }
  t.true(rowLines([['Payee', 'x y'.repeat(100_000)]]).length < 60);
});

test('of a log: findings, rows and the sentence are bounded, whatever names stand in them', (t) => {
  const long = `bank.example/${'\ud83d長'.repeat(30_000)}`;
  const findings = Array.from({ length: 100 }, () => ({ weight: 'refused', code: 'chain', place: `${long}\n  Quorum  met`, what: `found ${long}` }) as const);
  const result: AuditResult = { outcome: 'refused', origin: long, head: null, whole: false, previous: null, counts: null, faces: null, findings, more: 0, chain: { from: long, to: long, links: Array.from({ length: 200 }, () => ({ origin: long, size: 1, checked: 'signed' })) } };
  const text = auditText(result, { seenAt: null, kept: null });
  t.true(text.length < 150_000);
  t.true(text.isWellFormed());
  for (const line of text.split('\n')) t.true(line.length < 3_000);
  t.is(text.split('\n').filter((line) => /^ *Quorum/.test(line)).length, 0);
});
