/** Puts into the rebuilt store what a decision stands upon and is no decision: the letter's reading, the instruction, a card's numbers, a sent receipt. */
import type { Input } from '../core/decision.ts';
import type { BookRow, KeptCard, MadeDecision, Store } from '../store/store.ts';
import { ERASED_NUMBER } from './remake.ts';

export type Stage = { /** The inputs as the rebuilt store has them. */ readonly prepare: (group: readonly MadeDecision[]) => Promise<readonly Input[]> };

export function makeStage(kept: Store, rebuilt: Store): Stage {
  let letters = 0;
  /** Ids are given in the order in which letters are kept: those that are still undecided get theirs too. */
  const keepUntil = async (letterId: number): Promise<void> => {
    while (letters < letterId) {
      letters += 1;
      const own = await rebuilt.keepLetter({ bytes: Buffer.from(`letter ${letters}`), receivedAt: 0, intake: 'file', envelope: { from: null, to: [], clientAddress: null, helo: null }, place: null }, { from: null, messageId: null }, 0);
      if (own.letterId !== letters) throw new Error(`the rebuilt store gave letter ${letters} the id ${own.letterId}; expected an empty store`);
    }
  };
  /** Letters have theirs kept already. */
  const prepareOne = async ({ input, at, decision }: MadeDecision): Promise<Input> => {
    for (const effect of decision.effects) if (effect.kind === 'entry-erased') await sendReceipts(rebuilt, effect.entryId, decision.about);
    if (input.kind === 'deadline') return input;
    if (input.kind === 'letter') {
      await rebuilt.saveReading(input.letterId, input.reading);
      return input;
    }
    const { instruction } = input;
    if ('letterId' in instruction) await keepUntil(instruction.letterId);
    if (instruction.kind === 'issue-card') await keepNumbers(kept, rebuilt, instruction.card);
    return { ...input, instructionId: await rebuilt.addInstruction(instruction, input.at, at) };
  };
  return {
    prepare: async (group) => {
      await keepUntil(Math.max(...group.map(({ input }) => (input.kind === 'letter' ? input.letterId : 0))));
      return Promise.all(group.map(prepareOne));
    },
  };
}

const ALL = 10_000;

/** Nothing is erased while a receipt that proves it is owed, so all of them had left. */
async function sendReceipts(rebuilt: Store, entryId: string, payments: readonly number[]): Promise<void> {
  for (const payment of payments) {
    for (const { notice, status } of await rebuilt.listNotices({ payment, status: null, limit: ALL })) {
      if (notice.waitsForEntry !== entryId || status !== 'owed') continue;
      await rebuilt.saveMadeNotices([{ noticeId: notice.id, bytes: Buffer.from(notice.id) }]);
      await rebuilt.noteNoticesSent([{ noticeId: notice.id, at: notice.owedAt, reply: '' }]);
    }
  }
}

/** A card that was not kept is not kept here either: then its party is not given it. */
async function keepNumbers(kept: Store, rebuilt: Store, cardId: string): Promise<void> {
  const card = (await kept.bookRows('cards', cardId.slice(0, -1), ALL)).find(({ key }) => key === cardId);
  if (card === undefined) return;
  const numbers = (await kept.bookRows('numbers', `${cardId} `, ALL)).filter(({ columns }) => columns['card_id'] === cardId);
  const party = whole(card, 'party_id');
  const made: KeptCard = { cardId, party, madeAt: whole(card, 'made_at'), numbers: numbers.map(numberOf) };
  await rebuilt.keepCard(made);
}

const numberOf = (row: BookRow): KeptCard['numbers'][number] => {
  const issued = row.columns['issued'] ?? '';
  return { index: whole(row, 'idx'), digest: row.columns['digest'] ?? `${ERASED_NUMBER}${issued}`, issued };
};

const whole = (row: BookRow, column: string): number => Number.parseInt(row.columns[column] ?? '', 10);
