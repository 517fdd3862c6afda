/** The reader threads with this bank's gates, limits and peppers: one wiring for the daemon and for the command. */
import { isDeepStrictEqual } from 'node:util';
import type { Config } from './config.ts';
import { GATE_LIMITS } from './mail/gate.ts';
import type { ReaderSettings } from './mail/read-letter.ts';
import { startReaderPool, type ReaderPool } from './mail/reader-pool.ts';
import { DNS_SETTINGS } from './mail/resolver.ts';
import type { Office } from './office.ts';
import type { ReportEvent } from './protocol/letter.ts';
import type { LetterReader } from './stages/ports.ts';

const TIME_LIMIT = 5_000;
const LETTER_LIMIT = 60_000;
const HEAP_MEGABYTES = 256;

export const readerPool = (office: Office, threads: number, report: ReportEvent): ReaderPool =>
  startThreads(new URL('./worker.ts', import.meta.url), threads, { ...readerSettings(office.config, office.keys.peppers), walletIdentities: office.keys.wallet.map(({ identity }) => identity) }, report);

type Explainer = { readonly settings: ReaderSettings; readonly pool: ReaderPool; users: number };

const explainers = new Set<Explainer>();

/**
 * One thread that also takes its letters apart (explain/): its outcomes are `ExplainedOutcome`. Starting it costs more than a look at a letter: whoever
 * asks for one with equal settings while it runs gets the same, and it ends when the last of them has closed it.
 */
export function explainPool(settings: ReaderSettings): ReaderPool {
  const explainer = [...explainers].find((one) => isDeepStrictEqual(one.settings, settings)) ?? { settings, pool: startThreads(new URL('./explain-thread.ts', import.meta.url), 1, settings), users: 0 };
  explainers.add(explainer);
  explainer.users += 1;
  let open = true;
  return {
    read: explainer.pool.read,
    mayRead: explainer.pool.mayRead,
    close: async () => {
      explainer.users -= open ? 1 : 0;
      open = false;
      if (explainer.users > 0) return;
      explainers.delete(explainer);
      await explainer.pool.close();
    },
  };
}

const startThreads = (workerUrl: URL, size: number, settings: ReaderSettings, report: ReportEvent = () => undefined): ReaderPool =>
  startReaderPool({ workerUrl, size, settings, timeLimitMs: TIME_LIMIT, letterLimitMs: LETTER_LIMIT, heapMegabytes: HEAP_MEGABYTES, report });

export function readerSettings(config: Config, peppers: ReaderSettings['peppers']): ReaderSettings {
  const { bank, intake, dns } = config;
  const sizeBytes = Math.min(GATE_LIMITS.sizeBytes, intake.max_bytes);
  return {
    peppers,
    dns: { ...DNS_SETTINGS, servers: dns.servers },
    limits: { ...GATE_LIMITS, sizeBytes, sizeWithOriginalBytes: intake.max_bytes },
    authentication: { authservId: intake.authserv_id ?? null, trustedSealers: [], acceptExactDkimWithoutDmarc: [] },
    ownAddresses: [bank.payment_address, bank.bounce_address],
    ...(config.board.post_address === undefined ? {} : { boardAddress: config.board.post_address }),
  };
}

/** Once closing has begun the letters in hand have so many milliseconds; then they are not read. */
export function stoppingReader(read: LetterReader, close: () => Promise<void>, patienceMs: number): { readonly read: LetterReader; readonly beginClosing: () => void } {
  let ended = false;
  const end = (): void => {
    ended = true;
    void close();
  };
  return {
    read: async (letter, lookUp) => {
      if (ended) return { kind: 'stopped' };
      try {
        return await read(letter, lookUp);
      } catch (error) {
        if (ended) return { kind: 'stopped' };
        throw error;
      }
    },
    beginClosing: () => void setTimeout(end, patienceMs).unref(),
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
