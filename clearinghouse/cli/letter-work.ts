/** Reads and decides letters in the command itself, for `letter import` while no daemon runs. Deadlines don't pass here: only the intakes know until when all mail has come. */
import { parseServer } from '../config-schema.ts';
import { GATE_LIMITS } from '../mail/gate.ts';
import { hintsOf } from '../mail/hints.ts';
import { startReaderPool, type ReaderPool } from '../mail/reader-pool.ts';
import { DNS_SETTINGS } from '../mail/resolver.ts';
import type { Office } from '../office.ts';
import type { ReportEvent } from '../protocol/letter.ts';
import { readDue } from '../stages/read.ts';

const TIME_LIMIT = 5_000;
const LETTER_LIMIT = 60_000;
const HEAP_MEGABYTES = 256;

/** Works until nothing is due: then each letter has its disposition, or waits for something (DNS, an earlier letter). */
export async function workOff(office: Office, report: ReportEvent): Promise<void> {
  const { store, clock, wakeUp, config, clearing } = office;
  const pool = readers(office);
  try {
    let busy = true;
    while (busy) {
      const read = await readDue({ store, clock, wakeUp, read: pool.read, hints: hintsOf, atOnce: config.intake.readers * 8, report });
      const cleared = await clearing.clearDue();
      busy = read || cleared;
    }
  } finally {
    await pool.close();
  }
}

/** The same gates and limits as the daemon's readers (main.ts). */
function readers({ config, keys, rulebook }: Office): ReaderPool {
  const { paymentAddress, bounceAddress } = rulebook.bank;
  const sizeBytes = Math.min(GATE_LIMITS.sizeBytes, config.intake.max_bytes);
  return startReaderPool({
    workerUrl: new URL('../worker.ts', import.meta.url),
    size: 1,
    settings: {
      peppers: keys.peppers,
      dns: { ...DNS_SETTINGS, servers: config.dns.servers.map(parseServer) },
      limits: { ...GATE_LIMITS, sizeBytes, sizeWithOriginalBytes: config.intake.max_bytes },
      authentication: { authservId: config.intake.authserv_id ?? null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] },
      ownAddresses: [paymentAddress, bounceAddress],
    },
    timeLimitMs: TIME_LIMIT,
    letterLimitMs: LETTER_LIMIT,
    heapMegabytes: HEAP_MEGABYTES,
  });
}
