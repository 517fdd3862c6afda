/** Reads and decides letters in the command itself, for `letter import` while no daemon runs. Deadlines don't pass here: only the intakes know until when all mail has come. */
import type { Office } from '../office.ts';
import type { ReportEvent } from '../protocol/letter.ts';
import { readerPool } from '../readers.ts';
import { makeInHand } from '../stages/in-hand.ts';
import { readDue } from '../stages/read.ts';

/** Works until nothing is due: then each letter has its disposition, or waits for something (DNS, an earlier letter). */
export async function workOff(office: Office, report: ReportEvent): Promise<void> {
  const { store, clock, wakeUp, config, clearing } = office;
  const pool = readerPool(office, 1, report);
  const inHand = makeInHand();
  try {
    let busy = true;
    while (busy) {
      const read = await readDue({ store, clock, wakeUp, read: pool.read, atOnce: config.intake.readers * 8, inHand, report });
      const cleared = await clearing.clearDue();
      busy = read || cleared;
    }
  } finally {
    await pool.close();
  }
}
