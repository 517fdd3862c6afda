/** The thread that makes the files of statements. */
import type { StatementEvidence } from './core/notice.ts';
import type { Statement } from './statements/statement.ts';
import { startTaskThread } from './task-thread.ts';

export type StatementMaker = { readonly layOut: (statements: readonly Statement[]) => Promise<StatementEvidence>; readonly stop: () => Promise<void> };

/** A statement whose thread dies is rejected, and may be asked for again. */
export function startStatementMaker(): StatementMaker {
  const { make, stop } = startTaskThread<readonly Statement[], StatementEvidence>(new URL('./statement-thread.ts', import.meta.url), 'statements');
  return { layOut: make, stop };
}
