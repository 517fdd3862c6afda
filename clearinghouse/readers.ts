/** The reader threads with this bank's gates, limits and peppers: one wiring for the daemon and for the command. */
import { parseServer } from './config-schema.ts';
import type { Config } from './config.ts';
import { GATE_LIMITS } from './mail/gate.ts';
import type { ReaderSettings } from './mail/read-letter.ts';
import { startReaderPool, type ReaderPool } from './mail/reader-pool.ts';
import { DNS_SETTINGS } from './mail/resolver.ts';
import type { Office } from './office.ts';

const TIME_LIMIT = 5_000;
const LETTER_LIMIT = 60_000;
const HEAP_MEGABYTES = 256;

export const readerPool = (office: Office, threads: number): ReaderPool => startThreads(new URL('./worker.ts', import.meta.url), threads, readerSettings(office.config, office.keys.peppers));

/** One thread that also takes its letters apart (explain/): its outcomes are `ExplainedOutcome`. */
export const explainPool = (settings: ReaderSettings): ReaderPool => startThreads(new URL('./explain-thread.ts', import.meta.url), 1, settings);

const startThreads = (workerUrl: URL, size: number, settings: ReaderSettings): ReaderPool =>
  startReaderPool({ workerUrl, size, settings, timeLimitMs: TIME_LIMIT, letterLimitMs: LETTER_LIMIT, heapMegabytes: HEAP_MEGABYTES });

export function readerSettings(config: Config, peppers: ReaderSettings['peppers']): ReaderSettings {
  const { bank, intake, dns } = config;
  const sizeBytes = Math.min(GATE_LIMITS.sizeBytes, intake.max_bytes);
  return {
    peppers,
    dns: { ...DNS_SETTINGS, servers: dns.servers.map(parseServer) },
    limits: { ...GATE_LIMITS, sizeBytes, sizeWithOriginalBytes: intake.max_bytes },
    authentication: { authservId: intake.authserv_id ?? null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] },
    ownAddresses: [bank.payment_address, bank.bounce_address],
  };
}

/** Those of a machine without a bank: its own name servers, the usual limits, no pepper that anything was digested with. */
export const settingsWithoutBank = (): ReaderSettings => ({
  peppers: [{ version: 0, key: new Uint8Array(32) }],
  dns: DNS_SETTINGS,
  limits: GATE_LIMITS,
  authentication: { authservId: null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] },
  ownAddresses: [],
});
