/**
 * The tests that every implementation of the port passes. A test file gives them its way to open a fresh, empty store; each case gets its
 * own, and whatever it has done to it, the audit must find nothing.
 */
import type { TestFn } from 'ava';
import { boardEntryCases } from './conformance/board-entries.ts';
import { boardLogCases } from './conformance/board-logs.ts';
import { boardLostCases } from './conformance/board-lost.ts';
import { cardCases } from './conformance/cards.ts';
import type { Case, UnderTest } from './conformance/case.ts';
import { clearCases } from './conformance/clear.ts';
import { factCases } from './conformance/facts.ts';
import { madeCases } from './conformance/made.ts';
import { moneyCases } from './conformance/money.ts';
import { receiveCases } from './conformance/receive.ts';
import { roadCases } from './conformance/roads.ts';
import { sendCases } from './conformance/send.ts';
import { showCases } from './conformance/show.ts';
import { statementCases } from './conformance/statements.ts';
import { unclearedCases } from './conformance/uncleared.ts';

const cases: readonly Case[] = [...receiveCases, ...clearCases, ...factCases, ...unclearedCases, ...moneyCases, ...cardCases, ...roadCases, ...sendCases, ...showCases, ...madeCases, ...statementCases, ...boardLogCases, ...boardLostCases, ...boardEntryCases];

export function testConformance(test: TestFn, name: string, openFresh: () => Promise<UnderTest>): void {
  for (const { title, run } of cases) {
    // One after the other: hundreds of stores at once, with two threads each, take several times as long together.
    test.serial(`${name}: ${title}`, async (t) => {
      const under = await openFresh();
      try {
        await run(t, under);
        t.deepEqual(await under.store.audit(), []);
      } finally {
        await under.remove();
      }
    });
  }
}
