/** The reader threads with this bank's gates, limits and peppers: one wiring for the daemon and for the command. */
import { parseServer } from './config-schema.ts';
import { GATE_LIMITS } from './mail/gate.ts';
import { startReaderPool, type ReaderPool } from './mail/reader-pool.ts';
import { DNS_SETTINGS } from './mail/resolver.ts';
import type { Office } from './office.ts';

const TIME_LIMIT = 5_000;
const LETTER_LIMIT = 60_000;
const HEAP_MEGABYTES = 256;

export function readerPool({ config, keys, rulebook }: Office, threads: number): ReaderPool {
  const { paymentAddress, bounceAddress } = rulebook.bank;
  const sizeBytes = Math.min(GATE_LIMITS.sizeBytes, config.intake.max_bytes);
  return startReaderPool({
    workerUrl: new URL('./worker.ts', import.meta.url),
    size: threads,
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
