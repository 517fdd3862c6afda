/**
 * What the board needs of the world. The clearinghouse's store implements the first two; the board itself knows no database.
 * Times are milliseconds since 1970. A change is on the disk when its promise resolves; a rejection has changed nothing.
 */

/** A signed head of a log. `note` is the checkpoint as the log signed it, without cosignatures; `cosignatures` are whole signature lines. */
export type SignedHead = {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  readonly signedAt: number;
  readonly note: Uint8Array;
  readonly cosignatures: readonly string[];
};

/**
 * A log's life: `next` (its keys are known, its first entry waits for the last checkpoint of the log before it), `active`, `ending` (its last
 * entry is assigned or will be; nothing follows it), `ended` (its final checkpoint is published).
 */
export type LogState = 'next' | 'active' | 'ending' | 'ended';

export type LogRow = {
  /** `<host>/board/<year>`: the name of its keys, and the URL without scheme. */
  readonly origin: string;
  /** The Ed25519 key first, then the ML-DSA-44 key where there is one. */
  readonly keys: readonly string[];
  readonly state: LogState;
  readonly beganAt: number;
  readonly endedAt: number | null;
  /** The promise about what is kept how long, in the operator's words; fixed before the first entry. */
  readonly retention: string;
  /** How many entries have an index; they may be ahead of the head. */
  readonly assigned: number;
  readonly head: SignedHead | null;
  /** The largest size known to be served in the public `checkpoint`. */
  readonly publishedSize: number;
  /** Not null: the log was given up, and the leaves from this index on were taken over as they are published; the ledger may not know all of them. */
  readonly adoptedFrom: number | null;
};

/** `taken-from-future`: it is held now; whoever had it noted a time beyond all that he could have asked for by this clock. */
export type Lead = 'held' | 'taken-from-future' | 'refused';

/** A log that gets no further signature, as it is published, and the log that goes on from it. */
export type GivenUpLog = {
  readonly origin: string;
  /** What the caller has seen in the database; else nothing is done. */
  readonly expected: { readonly size: number; readonly root: Uint8Array } | null;
  /** The published leaves from `from` on, all of them; `from` is the number of assigned entries, or the published size where that is smaller. */
  readonly from: number;
  readonly leaves: readonly Uint8Array[];
  /** Published, and at least as large as what is stored. */
  readonly head: SignedHead;
  /** The log that is `next`, and its first leaf, which holds the published checkpoint. */
  readonly next: { readonly origin: string; readonly leaf: Uint8Array };
  readonly at: number;
};

/**
 * An entry with its index. `face` is the text of its face file; null: it has none, it was withdrawn, or the entry is not `known`: a leaf of the log
 * itself, or one that was taken over from a log that was given up, and whose face may stand in the public folder.
 */
export type SequencedEntry = { readonly index: number; readonly leaf: Uint8Array; readonly face: string | null; readonly known: boolean };

/** What the sequencer does in the database. Every verb is one transaction of its own. */
export type BoardStore = {
  /**
   * Takes or prolongs the leadership until `until`; refused: somebody else holds it at `now`. All ask for one span: what ends later than twice
   * that span from `now` was noted by another clock, and holds nobody up.
   */
  readonly lead: (holder: string, now: number, until: number) => Promise<Lead>;
  /** Gives the leadership up, where `holder` has it. */
  readonly unlead: (holder: string) => Promise<void>;
  /** All logs, the oldest first. At most one is `active` or `ending`, at most one `next`. */
  readonly listLogs: () => Promise<readonly LogRow[]>;
  /** The first log of a board becomes `active` at once. A later one is `next`, and the active one becomes `ending`. Rejects where there is one `next` already, or the origin is known. */
  readonly beginLog: (log: { readonly origin: string; readonly keys: readonly string[]; readonly retention: string; readonly at: number }) => Promise<void>;
  /**
   * Gives the oldest waiting entries the next gapless indices of the log, at most `limit`; returns the log's new count of assigned entries.
   * Gives none to a log that is not `active`.
   */
  readonly assignEntries: (origin: string, limit: number) => Promise<number>;
  /** Appends a leaf of the log itself (`ends` to a log that is `ending`, `continues` as index 0 of a log that is `next`), once: where the log has that index already, nothing changes. */
  readonly assignOwnLeaf: (origin: string, index: number, leaf: Uint8Array) => Promise<void>;
  /** Entries with an index ≥ `from`, in order, at most `limit`. */
  readonly readEntries: (origin: string, from: number, limit: number) => Promise<readonly SequencedEntry[]>;
  /** Compare and swap: false, and nothing changed, where the stored head's size or root is not `expected` (null: no head yet). */
  readonly swapHead: (origin: string, expected: { readonly size: number; readonly root: Uint8Array } | null, next: SignedHead) => Promise<boolean>;
  /** Keeps cosignatures of the head of that size; of one witness (name and key id) the newest line replaces the older. Nothing where the head has gone on. */
  readonly saveCosignatures: (origin: string, size: number, lines: readonly string[]) => Promise<void>;
  /** The checkpoint of that size is served: entries below it are published, receipts that wait for them are free. Never goes back. */
  readonly notePublished: (origin: string, size: number, at: number) => Promise<void>;
  /** After the final checkpoint is published: the log is `ended`, and the log that is `next` becomes `active`. */
  readonly endLog: (origin: string, at: number) => Promise<void>;
  /**
   * Ends a log that is `ending` as it is published, all in one: waiting entries whose leaves are among the published ones have their places
   * there and count as published; published leaves of no entry stand without one; places beyond the published size, which no head that was
   * published covers, are taken back, and their entries wait for the next log; the head is the published one. Then the next log has its first
   * leaf and is `active`. Returns how many leaves have no entry here, and how many places were taken back; of a log that has ended, none.
   * Rejects where the stored head is not `expected`, where leaves are missing, or where entries stand published in another order than they wait.
   */
  readonly giveUpLog: (log: GivenUpLog) => Promise<{ readonly unknown: number; readonly takenBack: number }>;
  /** Entries whose face was withdrawn, and whose file has not been erased yet. */
  readonly listErasures: (limit: number) => Promise<readonly { readonly origin: string; readonly index: number }[]>;
  readonly noteErased: (origin: string, index: number, at: number) => Promise<void>;
  /** When the oldest entry that waits for publication was made, and how many wait; null: none. */
  readonly waitingEntries: () => Promise<{ readonly oldestAt: number; readonly count: number } | null>;
};

/**
 * One change of state as the ledger tells it, and the entry that should say it. `expected` comes from holds, transfers and states, `found`
 * from the table of entries: either may be missing.
 */
export type LedgerChange = {
  /** What both sides are compared by: `<payment reference>.<kind>`. */
  readonly name: string;
  readonly expected: boolean;
  readonly found: {
    readonly at: number;
    readonly leaf: Uint8Array;
    /** Null: not sequenced yet. */
    readonly place: { readonly origin: string; readonly index: number } | null;
    readonly publishedAt: number | null;
    /** Null where it was withdrawn, and then `erased` is true. */
    readonly face: string | null;
    readonly erased: boolean;
  } | null;
};

/** The ledger as the monitor sees it: changes of payments from the number `after` on, in order, at most `limit` payments. */
export type LedgerView = {
  readonly ledgerChanges: (after: number, limit: number) => Promise<{ readonly changes: readonly LedgerChange[]; /** The last payment's number; null: there are no more. */ readonly last: number | null }>;
};

/** The files of a board, by path below the log's folder (`checkpoint`, `tile/0/000`): from a folder or over HTTP. Null: there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

/** Where the sequencer writes. A path that a checkpoint covered is never written with other bytes. */
export type BoardFiles = {
  readonly read: ReadFile;
  /** Durable when resolved: temporary file, fsync, rename, fsync of the folder. */
  readonly write: (path: string, bytes: Uint8Array) => Promise<void>;
  /** Durable; nothing where there is no such file. */
  readonly remove: (path: string) => Promise<void>;
  /** Names in a folder, without order; empty where there is none. */
  readonly list: (path: string) => Promise<readonly string[]>;
};

/** Signs for one log. The private keys stay behind it. */
export type LogSigner = {
  readonly origin: string;
  /** vkeys, the Ed25519 key first. */
  readonly keys: readonly string[];
  /** The signature lines (each with its LF) under this checkpoint text, one for each key. `at` in milliseconds. */
  readonly sign: (text: string, at: number) => Promise<readonly string[]>;
};

export type BoardReport = (level: 'info' | 'warn' | 'alarm', code: string, detail: Readonly<Record<string, unknown>>) => void;

/**
 * Why a witness did not cosign. `ahead`: it says that it has more entries than the head. `contradicted`: it says that what it has is no beginning
 * of the head. Both are its word alone. `failed`: all else.
 */
export type CosignFailure = 'ahead' | 'contradicted' | 'failed';

/** A witness as the sequencer sees it. */
export type Cosigner = {
  /** The witness's key name. */
  readonly name: string;
  /**
   * Asks for a cosignature of this head; `prove(from)` gives the consistency proof from a smaller size. Resolves with the signature line,
   * verified; rejects with the reason within the time-out of the client, as `failure` of that error where it has one. Calls for one witness come one after the other.
   */
  readonly cosign: (head: Pick<SignedHead, 'size' | 'root' | 'note'> & { readonly origin: string }, prove: (from: number) => Promise<readonly Uint8Array[]>) => Promise<string>;
  /** The checkpoint of a log that it cosigned last, as it came; null: it has none. Rejects with the reason within seconds, since a start waits for it. */
  readonly held: (origin: string) => Promise<Uint8Array | null>;
};
