/**
 * The table of folders: who may import what. Every file of code belongs to the first row whose `place` is a prefix
 * of its path; a file that belongs to no row is a finding.
 */

/** One row. A place that ends in `/` is a folder, else one file. */
export interface Zone {
  readonly name: string;
  readonly places: readonly string[];
  /** Zones and single files whose values and types may be imported (a row's own files always may). */
  readonly may: readonly string[];
  /** Zones and single files of which only types may be imported. */
  readonly mayTypes?: readonly string[];
  /** The Node modules that it may import; absent: all that no other rule keeps elsewhere. */
  readonly builtins?: readonly string[];
  /** Pure code has no clock, network, timer, console or process at all. */
  readonly pure?: true;
}

const all = [
  'format', 'hashes', 'verify', 'protocol', 'core', 'schemes', 'notices', 'store port', 'store shared', 'sqlite', 'postgres', 'mail', 'wakeup', 'stages',
  'configuration', 'top', 'board', 'explain', 'einvoice', 'statements', 'sealing', 'wallet page', 'print', 'order page', 'replay',
];
const time = ['node:crypto', 'node:events', 'node:timers', 'node:timers/promises', 'node:util', 'node:buffer', 'node:assert', 'node:assert/strict'];

/** The files that put real things together: clock, chance, keys, adapters, stages. */
export const wiring = ['clearinghouse/main.ts', 'clearinghouse/worker.ts', 'clearinghouse/office.ts', 'clearinghouse/database.ts', 'clearinghouse/intakes.ts', 'clearinghouse/presence.ts', 'clearinghouse/roles.ts', 'clearinghouse/readers.ts', 'clearinghouse/key-files.ts', 'clearinghouse/board.ts', 'clearinghouse/board-logs.ts', 'clearinghouse/board-site.ts', 'clearinghouse/site-thread.ts', 'clearinghouse/order-page-office.ts', 'clearinghouse/explain-thread.ts', 'clearinghouse/staff-console.ts', 'clearinghouse/mailboxes.ts', 'clearinghouse/log.ts', 'clearinghouse/receipt-evidence.ts', 'clearinghouse/board-monitor-runs.ts', 'clearinghouse/board-monitor-thread.ts', 'clearinghouse/notice-mail.ts', 'clearinghouse/notice-writer.ts', 'clearinghouse/notice-thread.ts', 'clearinghouse/statement-evidence.ts', 'clearinghouse/statement-maker.ts', 'clearinghouse/statement-thread.ts', 'clearinghouse/task-thread.ts', 'clearinghouse/enclosures.ts', 'clearinghouse/enclosure-thread.ts'];

const portFiles = ['clearinghouse/store/store.ts', 'bulletin-board/ports.ts'];

/** The rows, in the order in which they are tried. */
export const zones: readonly Zone[] = [
  { name: 'hashes', places: ['bulletin-board/format/hashes/'], may: ['format'], builtins: ['node:crypto'], pure: true },
  { name: 'format', places: ['bulletin-board/format/'], may: ['hashes'], builtins: [], pure: true },
  { name: 'verify', places: ['bulletin-board/verify/'], may: ['format'], mayTypes: ['bulletin-board/ports.ts'] },
  { name: 'board', places: ['bulletin-board/'], may: ['format', 'hashes', 'verify'] },
  { name: 'protocol', places: ['clearinghouse/protocol/'], may: ['bulletin-board/format/hash.ts'], builtins: ['node:crypto'], pure: true },
  { name: 'core', places: ['clearinghouse/core/'], may: ['protocol', 'format'], builtins: ['node:crypto'], pure: true },
  { name: 'schemes', places: ['clearinghouse/schemes/'], may: ['core', 'protocol'], builtins: ['node:crypto'], pure: true },
  { name: 'notices', places: ['clearinghouse/notices/'], may: ['protocol'], mayTypes: ['core'], builtins: ['node:crypto'], pure: true },
  { name: 'store shared', places: ['clearinghouse/store/common/'], may: ['protocol', 'clearinghouse/core/facts.ts', 'clearinghouse/core/keys.ts'], mayTypes: ['core', 'store port'] },
  { name: 'sqlite', places: ['clearinghouse/store/sqlite/'], may: ['store port', 'store shared', 'protocol', 'clearinghouse/core/facts.ts', 'clearinghouse/core/keys.ts', 'clearinghouse/core/waiting.ts', 'clearinghouse/core/interruptions.ts'], mayTypes: ['core', 'bulletin-board/ports.ts', 'format'] },
  { name: 'postgres', places: ['clearinghouse/store/postgres/'], may: ['store port', 'store shared', 'protocol', 'clearinghouse/core/facts.ts', 'clearinghouse/core/keys.ts', 'clearinghouse/core/waiting.ts', 'clearinghouse/core/interruptions.ts'], mayTypes: ['core', 'bulletin-board/ports.ts', 'format'] },
  { name: 'store port', places: ['clearinghouse/store/'], may: [], mayTypes: ['core', 'protocol', 'bulletin-board/ports.ts', 'format'] },
  { name: 'mail', places: ['clearinghouse/mail/'], may: ['protocol'] },
  { name: 'sealing', places: ['clearinghouse/sealing/'], may: ['protocol'] },
  { name: 'wallet page', places: ['clearinghouse/wallet-page/'], may: ['protocol'] },
  { name: 'print', places: ['clearinghouse/print/'], may: ['protocol'], mayTypes: ['core'] },
  { name: 'order page', places: ['clearinghouse/order-page/'], may: ['protocol', 'mail'], mayTypes: ['core'] },
  { name: 'einvoice', places: ['clearinghouse/einvoice/'], may: ['protocol'] },
  { name: 'statements', places: ['clearinghouse/statements/'], may: ['protocol', 'clearinghouse/notices/clean.ts', 'clearinghouse/notices/columns.ts', 'clearinghouse/notices/date.ts', 'clearinghouse/print/fonts.ts'], mayTypes: ['core'] },
  { name: 'explain', places: ['clearinghouse/explain/'], may: ['protocol', 'mail'] },
  { name: 'wakeup', places: ['clearinghouse/wakeup/'], may: ['protocol'] },
  { name: 'stages', places: ['clearinghouse/stages/'], may: ['core', 'schemes', 'notices', 'protocol', ...portFiles], builtins: time },
  { name: 'replay', places: ['clearinghouse/replay/'], may: ['core', 'protocol', 'format'], mayTypes: portFiles, builtins: [] },
  { name: 'configuration', places: ['clearinghouse/config.ts', 'clearinghouse/config-schema.ts'], may: ['protocol'], mayTypes: ['core'] },
  {
    name: 'top',
    places: [...wiring, 'clearinghouse/cli/', 'clearinghouse/console/'],
    may: all,
  },
  { name: 'merchant order', places: ['merchant-agent/order/'], may: ['protocol'], builtins: ['node:crypto'], pure: true },
  { name: 'merchant invoice', places: ['merchant-agent/invoice/'], may: ['merchant order', 'protocol', 'clearinghouse/print/fonts.ts'] },
  { name: 'merchant store', places: ['merchant-agent/store/'], may: ['merchant order', 'protocol'] },
  { name: 'merchant', places: ['merchant-agent/'], may: ['merchant order', 'merchant invoice', 'merchant store', 'protocol', 'mail', 'format', 'verify'] },
  { name: 'scripts', places: ['scripts/'], may: [...all, 'merchant', 'merchant order', 'merchant invoice', 'merchant store', 'scripts'] },
];

/**
 * Where a package, or a Node module with a driver in it, may be imported (prefixes of paths). Tests and scripts may
 * import any that package.json names.
 */
export const packagePlaces: Readonly<Record<string, readonly string[]>> = {
  imapflow: ['clearinghouse/mail/'],
  mailparser: ['clearinghouse/mail/'],
  'postal-mime': ['clearinghouse/mail/', 'bulletin-board/verify/'],
  mailauth: ['clearinghouse/mail/'],
  nodemailer: ['clearinghouse/mail/'],
  'smtp-server': ['clearinghouse/mail/'],
  '@zone-eu/mailsplit': ['clearinghouse/mail/'],
  'html-to-text': ['clearinghouse/mail/'],
  'encoding-japanese': ['clearinghouse/mail/'],
  'node:sqlite': ['clearinghouse/store/sqlite/', 'merchant-agent/store', 'merchant-agent/catalogue/', 'bulletin-board/site/'],
  sqlite3: ['clearinghouse/store/sqlite/', 'merchant-agent/store'],
  pg: ['clearinghouse/store/postgres/'],
  bullmq: ['clearinghouse/wakeup/'],
  ioredis: ['clearinghouse/wakeup/'],
  zod: ['clearinghouse/config.ts', 'clearinghouse/config-schema.ts', 'merchant-agent/config.ts', 'merchant-agent/config-schema.ts'],
  'smol-toml': ['clearinghouse/config.ts', 'clearinghouse/config-schema.ts', 'merchant-agent/config.ts', 'merchant-agent/config-schema.ts'],
  commander: ['clearinghouse/cli/', 'merchant-agent/cli/'],
  pino: ['merchant-agent/log.ts', 'clearinghouse/main.ts', 'clearinghouse/worker.ts', 'clearinghouse/log.ts', 'clearinghouse/cli/log.ts'],
  hono: ['clearinghouse/console/', 'clearinghouse/order-page/', 'bulletin-board/site/', 'bulletin-board/witness/'],
  '@hono/node-server': ['clearinghouse/console/', 'clearinghouse/order-page/', 'bulletin-board/site/', 'bulletin-board/witness/'],
  '@noble/hashes': ['bulletin-board/format/'],
  '@noble/curves': ['bulletin-board/format/'],
  '@noble/post-quantum': ['bulletin-board/format/'],
  esbuild: ['bulletin-board/site/', 'clearinghouse/wallet-page/'],
  'age-encryption': ['clearinghouse/sealing/', 'clearinghouse/wallet-page/'],
  saxes: ['clearinghouse/einvoice/'],
  pdfkit: ['clearinghouse/statements/', 'clearinghouse/print/', 'merchant-agent/invoice/'],
  '@expo-google-fonts/biz-udpgothic': ['clearinghouse/print/'],
  'prom-client': ['clearinghouse/main.ts', 'clearinghouse/console/'],
};

/** Small libraries of pure text that protocol and format may use. None is needed so far. */
export const pureTextLibraries: readonly string[] = [];

/** The row of a file, if there is one. */
export function zoneOf(path: string): Zone | undefined {
  return zones.find((zone) => zone.places.some((place) => covers(place, path)));
}

/** True when the path is the file, or below the folder or prefix. */
export function covers(place: string, path: string): boolean {
  return path === place || (place.endsWith('/') && path.startsWith(place));
}
