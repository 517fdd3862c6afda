/** Reads what is committed, each verb in a snapshot of its own. */
import type { Database } from './database.ts';
import { faultData, type Answer, type Request } from './messages.ts';
import { inReadTransaction } from './transaction.ts';
import { readingVerbs } from './verbs.ts';

export function answerReading(database: Database, { id, ask }: Request): Answer {
  try {
    if (ask.kind === 'close') return { id, ok: true, result: database.connection.close() };
    if (ask.kind !== 'verb' || !Object.hasOwn(readingVerbs, ask.verb)) throw new Error(`${ask.kind === 'verb' ? ask.verb : ask.kind} is no verb of the reader`);
    const verb = readingVerbs[ask.verb as keyof typeof readingVerbs] as (database: Database, ...parameters: readonly unknown[]) => unknown;
    return { id, ok: true, result: inReadTransaction(database.connection, () => verb(database, ...ask.parameters)) };
  } catch (error) {
    return { id, ok: false, fault: faultData(error) };
  }
}
