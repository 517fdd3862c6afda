/**
 * The store: everything that the bank must not forget, behind one port. Two native implementations keep the same promises;
 * conformance.ts plays the same tests on both.
 *
 * Promises for all verbs: what a verb has changed is on the disk when its promise resolves (a power cut loses nothing of it; the last claims,
 * readings and notes of what was sent it may take back, which are then done once more);
 * a rejected verb has changed nothing; verbs may be called at the same time, also by several processes on the same store.
 * Bytes of letters and mails, and readings, are encrypted at rest with a key that is not in the store.
 * Times are milliseconds since 1970, given by the caller. Rejections are faults (disk, corruption, bugs), never business.
 */
import type { FactKeys, Facts, Needs } from '../core/facts.ts';
import type { Account, Posting, Transfer, TransferKind } from '../core/account.ts';
import type { BoardStore, LedgerView } from '../../bulletin-board/ports.ts';
import type { OwedNotice } from '../core/notice.ts';
import type { Address, Party, PartyId } from '../core/party.ts';
import type { Payment } from '../core/payment.ts';
import type { DeadlineKind, Decision, DetailField, Disposition, EntryKind, Input, Instruction, PendingEntry, StaffTask, TaskDone } from '../core/decision.ts';
import type { Finding, Reading } from '../protocol/reading.ts';
import type { KeptLetter, MailboxPlace, ReceivedLetter } from '../protocol/letter.ts';
import type { Currency } from '../protocol/money.ts';

/** A card of printed settlement numbers as it is kept: `index` from 1; `digest` is what the number is compared by, `issued` tells it from all others of this party. */
export type KeptCard = { readonly cardId: string; readonly party: PartyId; readonly madeAt: number; readonly numbers: readonly { readonly index: number; readonly digest: string; readonly issued: string }[] };

/**
 * A letter with its bytes, claimed for reading. `from` and `messageId` are the hints that it was kept with, `registered` whether `from` is a registered address; `failedSince`: its first
 * failed try since it came, or was reopened; `crashes`: of its tries since then those on which the reader crashed. Of `attempts` those beyond them and this one were ended by nobody.
 * `suspect`: so many of them (core/interruptions.ts) that it is to be read by itself: it is told, and neither claimed nor counted (`claimAlone`).
 */
export type LetterToRead = ReceivedLetter & { readonly letterId: number; readonly keptAt: number; readonly attempts: number; readonly failedSince: number | null; readonly crashes: number; readonly from: string | null; readonly messageId: string | null; readonly registered: boolean; readonly suspect: boolean };

/** `number` is what a person names it by; `done`: null while staff have to look at it. */
export type ListedTask = { readonly number: number; readonly task: StaffTask; readonly done: TaskDone | null };
export type TaskFilter = { readonly open: boolean; /** That one alone. */ readonly number?: number; readonly limit: number };
export type UnopenedLetter = { readonly letterId: number; readonly reason: string };

/** A try to read a letter that came to nothing: the reader crashed on it, or it can't be known yet what it says (DNS trouble). */
export type FailedTry = { readonly at: number; readonly crash: boolean };

export type KeptAndClaimed = KeptLetter & { readonly claimed: { readonly registered: boolean } | null };

/** What a group was decided under, as text (core/context.ts `rulesText`): one object for the whole group, kept once however often it comes. */
export type KeptRules = { readonly text: string };

/** Inputs that are known to wait. */
export type Without = { readonly letters: readonly number[]; readonly deadlines: readonly Extract<Input, { kind: 'deadline' }>[] };

/** What the decider returns for each input of its group; `null` leaves the input for later (postponed). */
export type Decided = { readonly input: Input; readonly at: number; readonly seed: string; readonly rules: KeptRules; readonly decision: Decision };

/**
 * Pure and repeatable: called once or more for one group, the last result counts. Where the facts show that more facts are needed it
 * answers `needs`: the store loads them into the same working set, in the same transaction, and calls it again.
 */
export type Decider = (facts: Facts) => readonly Decided[] | Needs;

/** A published entry with what its receipt needs. `face` null and no details: it was withdrawn. */
export type PublishedEntry = {
  readonly id: string;
  readonly kind: EntryKind;
  readonly paymentId: number;
  readonly at: number;
  readonly origin: string;
  readonly index: number;
  readonly leaf: string;
  readonly face: string | null;
  readonly details: readonly DetailField[];
};

/** A notice to be sent: `bytes` null until it has been made and signed. `entry` is the one that it waited for, where it waited for one. */
export type NoticeToSend = { readonly notice: OwedNotice; readonly bytes: Uint8Array | null; readonly attempts: number; readonly entry: PublishedEntry | null };

/** Of this one something does not open: itself, its bytes, or the entry that it waited for. */
export type UnopenedNotice = { readonly noticeId: string; readonly reason: string };
export type ClaimedNotices = { readonly due: readonly NoticeToSend[]; readonly unopened: readonly UnopenedNotice[] };

/** A party with its addresses, those that were removed too, and its accounts. */
export type PartyRow = { readonly party: Party; readonly addresses: readonly Address[]; readonly accounts: readonly Account[] };

/** Which parties: of these ids; the one by whom this address is used; those of this registered name; those with a wallet, or with a page for one. */
export type PartiesWanted = { readonly ids: readonly PartyId[] } | { readonly address: string } | { readonly name: string } | { readonly wallets: true };

/** Sums of one currency: what customers have, and what of it is held. */
export type CustomerSums = { readonly currency: Currency; readonly balance: bigint; readonly held: bigint };

/** Of customers: what is held in one currency, and on how many accounts. */
export type HeldSums = { readonly currency: Currency; readonly held: bigint; readonly accounts: number };

export type MadeNotice = { readonly noticeId: string; readonly bytes: Uint8Array };
/** `reply`: what the server said when it took it. */
export type SentNotice = { readonly noticeId: string; readonly at: number; readonly reply: string };

export type EntryRow = PendingEntry & {
  readonly place: { readonly origin: string; readonly index: number } | null;
  readonly publishedAt: number | null;
  /** Face, salts and details are gone; `face` is then empty text. An entry of a decision that erases is refused (a fault) while a receipt that waited for it is owed. */
  readonly erasedAt: number | null;
};

export type LetterRow = {
  readonly letterId: number;
  readonly receivedAt: number;
  readonly keptAt: number;
  readonly intake: string;
  readonly size: number;
  readonly sha256: string;
  readonly from: string | null;
  readonly recipients: readonly string[];
  readonly messageId: string | null;
  readonly stage: 'unread' | 'read' | 'cleared';
  readonly attempts: number;
  readonly nextTryAt: number | null;
  readonly disposition: Disposition | null;
};

export type DecisionRow = {
  readonly sequence: number;
  readonly at: number;
  readonly input: { readonly kind: 'letter'; readonly letterId: number } | { readonly kind: 'instruction'; readonly instructionId: number } | { readonly kind: 'deadline'; readonly paymentId: number; readonly deadline: DeadlineKind };
  readonly seed: string;
  readonly disposition: Disposition;
  readonly findings: readonly Finding[];
  readonly effects: readonly string[];
  readonly about: readonly number[];
};

/** A decision with all that it was made of. */
export type MadeDecision = {
  readonly sequence: number;
  readonly at: number;
  readonly seed: string;
  /** Null: recorded by a program that did not keep it. */
  readonly rules: string | null;
  readonly input: Input;
  /** Its entries with face and details, unless they were erased since; `about` in the order of the payments. */
  readonly decision: Decision;
  /** Of its entries those that were erased since. */
  readonly erased: readonly string[];
};

/** What follows from decisions alone; `places`: which entry stands where in which log. */
export type BookName = 'parties' | 'addresses' | 'accounts' | 'transfers' | 'postings' | 'holds' | 'payments' | 'deadlines' | 'blocks' | 'tallies' | 'entries' | 'notices' | 'tasks' | 'letters' | 'cards' | 'numbers' | 'places';
/** Each column as text; what is sealed is opened. */
export type BookRow = { readonly key: string; readonly columns: Readonly<Record<string, string | null>> };

export type NoticeStatus = 'owed' | 'made' | 'sent' | 'failed' | 'bounced';
export type NoticeRow = { readonly notice: OwedNotice; readonly status: NoticeStatus; readonly attempts: number; readonly nextTryAt: number | null; readonly sentAt: number | null; readonly detail: string | null };

/** One movement of an account, as its owner is told of it. */
export type StatementRow = {
  /** Rises from one row to the next. */
  readonly number: number;
  readonly transferId: string;
  readonly kind: TransferKind;
  readonly at: number;
  /** Voucher number of a booking by hand, or the payment's reference as shown. */
  readonly reference: string;
  readonly amount: bigint;
  readonly balanceAfter: bigint;
  /** The other side of the payment, by its present name; null: it was booked by hand. */
  readonly other: { readonly name: string; readonly address: string } | null;
  readonly invoice: string | null;
};

/** `opening` and `closing` are of the whole span, whatever page this is. `more`: rows are left after this page. */
export type StatementPage = { readonly opening: bigint; readonly closing: bigint; readonly rows: readonly StatementRow[]; readonly more: boolean };

/** `statedUntil`: the last month whose statement was owed by itself. */
export type PartyToState = { readonly party: PartyId; readonly statedUntil: string | null };

/** received = Σ dispositions + waiting, at any time (design 3.1). */
export type Reconciliation = { readonly received: number; readonly waiting: number; readonly byDisposition: Readonly<Record<Disposition['kind'], number>> };

/** One broken invariant: what was found and what was expected. */
export type Break = { readonly invariant: string; readonly found: string };

export type Store = BoardStore & LedgerView & {
  // — receive —
  /** Keeps a letter; bytes that are already kept return the first letter's id with duplicate true. `from` and `recipients` are hints for ordering only. */
  readonly keepLetter: (letter: ReceivedLetter, hints: { readonly from: string | null; readonly messageId: string | null }, keptAt: number) => Promise<KeptLetter>;
  /** The same, and a letter that was not there yet is claimed in the same moment, until `claimedUntil`, as its first attempt. `claimed`: whether `from` is a registered address; null: it was there already, and is not claimed. */
  readonly keepAndClaim: (letter: ReceivedLetter, hints: { readonly from: string | null; readonly messageId: string | null }, keptAt: number, claimedUntil: number) => Promise<KeptAndClaimed>;
  readonly loadCursor: (mailbox: string, folder: string) => Promise<{ readonly uidValidity: string; readonly uid: number } | null>;
  readonly saveCursor: (mailbox: string, folder: string, cursor: { readonly uidValidity: string; readonly uid: number }) => Promise<void>;

  // — read —
  /** Claims up to `limit` unread letters that are due and not among `except`, oldest first (where more are due: common/shares.ts); a claim lasts until `claimedUntil`, then the letter is free again. Each claim counts one attempt, and stays counted where nobody ends it. Suspects are told only. */
  readonly claimLettersToRead: (now: number, limit: number, claimedUntil: number, except?: readonly number[]) => Promise<readonly LetterToRead[]>;
  /** Claims one letter, where it still has so many attempts and is due; the same claim again is a success. False: it is another's by now, or not there. */
  readonly claimAlone: (letterId: number, attempts: number, now: number, claimedUntil: number) => Promise<boolean>;
  /** Of the first `limit` letters of that stage that are due, those whose bytes, or whose reading, do not open, and why: one of them has `claimLettersToRead` or `readyInputs` rejected. */
  readonly findUnopened: (stage: 'unread' | 'read', now: number, limit: number) => Promise<readonly UnopenedLetter[]>;
  /** `sha256`: of the bytes that were read; absent: not compared. False: that number is no letter's, or of another one: a fail-over has lost what was committed last, and numbers are given anew. */
  readonly saveReading: (letterId: number, reading: Reading, sha256?: Uint8Array) => Promise<boolean>;
  /**
   * Puts the letter back until `nextTryAt`. `failed` null: nobody has tried to read it. Only a crash is an attempt that counts (DNS trouble is not the letter's fault). For
   * four hours from the first failed try on the letter holds back what must not go before it (core/waiting.ts); as long as none has failed, without end. `sha256`, and the answer: as of `saveReading`.
   */
  readonly putLetterBack: (letterId: number, nextTryAt: number, failed: FailedTry | null, reason: string, sha256?: Uint8Array) => Promise<boolean>;
  /** Counts a crash, keeps the letter claimed until `claimedUntil`, and gives the instruction to set it aside, unless it was read meanwhile. `sha256` and the answer as of `saveReading`. */
  readonly giveUpLetter: (letterId: number, at: number, claimedUntil: number, reason: string, sha256: Uint8Array) => Promise<boolean>;

  // — start —
  /**
   * Frees whatever is claimed or put back, letters and notices, so that it is tried at once. For a start that knows that it is alone on the store:
   * a process that was killed leaves claims that nobody works on.
   */
  readonly releaseClaims: () => Promise<void>;

  // — cards —
  /**
   * Keeps the numbers of a card that is about to be printed, before the instruction that issues it. Where a number was ever kept for this party before,
   * or stands in the list a second time, nothing is kept and the indices of those are told, to be drawn anew. Rejects where another card has this id;
   * the same card again is as good as once. A card that is never issued stays without effect.
   */
  readonly keepCard: (card: KeptCard) => Promise<{ readonly taken: readonly number[] }>;

  // — clear —
  /** `notBefore`: no other process takes it up before then, so that whoever gave it can decide it at once and say what came of it. */
  readonly addInstruction: (instruction: Instruction, at: number, notBefore: number) => Promise<number>;
  /**
   * Inputs that can be decided now, apart from those of `without`: read letters, open instructions whose notBefore has passed, deadlines with at ≤ `deadlinesUntil`. Oldest
   * first, up to `limit` of each kind. Where there are as many instructions, nothing later than the last of them.
   */
  readonly readyInputs: (now: number, deadlinesUntil: number, limit: number, without?: Without) => Promise<readonly Input[]>;
  /**
   * The heart: loads the facts, calls `decide`, and records all its decisions in one transaction. Concurrent calls are serialised
   * where their keys meet. A deadline that was set anew and an input that was already decided are left out of the group's record
   * without harm (their decision is dropped). Where a dropped decision had effects, those after it in the group were made upon them and are
   * dropped too: their inputs stay ready. Resolves with the decisions that were recorded.
   */
  readonly withWorkingSet: (keys: FactKeys, decide: Decider) => Promise<readonly Decided[]>;

  // — send —
  /** Claims up to `limit` notices that are due and whose entry, if they wait for one, is published. Oldest first. One that does not open is claimed as well, told apart, and keeps none back. */
  readonly claimNotices: (now: number, limit: number, claimedUntil: number) => Promise<ClaimedNotices>;
  /** Keeps the signed bytes, before the first sending: of all of them, or of none. The same bytes again are a success; other bytes reject. */
  readonly saveMadeNotices: (made: readonly MadeNotice[]) => Promise<void>;
  /** All of them, or none. Rejects where the bytes of one are not kept. */
  readonly noteNoticesSent: (sent: readonly SentNotice[]) => Promise<void>;
/** `counts` false takes the attempt back: it said nothing of this notice. */
  readonly putNoticeBack: (noticeId: string, nextTryAt: number, reply: string, counts: boolean) => Promise<void>;
  readonly noteNoticeFailed: (noticeId: string, at: number, reply: string) => Promise<void>;

  // — board (the verbs of BoardStore and LedgerView, besides) —
  /** Entries for the board that were made before `madeBefore`, are not published or have a receipt that is not made, and for which no `proof-late` was given yet. Oldest first. */
  readonly lateEntries: (madeBefore: number, limit: number) => Promise<readonly string[]>;

  // — timing —
  /** The earliest time at which anything waits to be done (a retry, a deadline, a notice), null if nothing does. */
  readonly nextDueAt: () => Promise<number | null>;
  /** Letters received before `before` that are not cleared yet. */
  readonly unclearedBefore: (before: number) => Promise<readonly { readonly letterId: number; readonly receivedAt: number }[]>;

  // — reading what is there (separate reader; sees committed data only) —
  /** In the order of their ids, all or a page: `limit` of those after `after`. */
  readonly listParties: (page?: { readonly after: PartyId | null; readonly limit: number }) => Promise<readonly PartyRow[]>;
  /** In the order of their ids; costs as much as what is found. A name is compared as people may write it (foldName). */
  readonly findParties: (wanted: PartiesWanted) => Promise<readonly PartyRow[]>;
  /** All, or those of one party; `party` null: the bank's own. In the order of their ids. */
  readonly listAccounts: (filter?: { readonly party: PartyId | null }) => Promise<readonly Account[]>;
  /** The texts of the rules under which it was decided so far (`Decided.rules`), in the order in which they came. */
  readonly listRules: () => Promise<readonly string[]>;
  /** Added up by the store, in the order of the currencies. */
  readonly customerSums: () => Promise<readonly CustomerSums[]>;
  /** Currencies in which something is held, in their order; costs as much as what is held. */
  readonly heldSums: () => Promise<readonly HeldSums[]>;
  /** All that belong to one payment, in their order. */
  readonly listTransfers: (payment: number) => Promise<readonly Transfer[]>;
  readonly listPostings: (account: string, limit: number) => Promise<readonly (Posting & { readonly transfer: Transfer; readonly balanceAfter: bigint })[]>;
  /**
   * What was booked on an account in from ≤ at < until, oldest first, `limit` rows (at most 10,000) after row `after`; null: there is no such account.
   * Σ amounts of all pages = closing − opening. Bookings are in the order of their times: the store books none earlier than the one before it.
   * Costs as much as the rows of the page, not as the ledger.
   */
  readonly statement: (account: string, from: number, until: number, page: { readonly after: number | null; readonly limit: number }) => Promise<StatementPage | null>;
  /** Parties with monthly statements, not suspended, whose last one is of a month before `month` (2026-10); whose is oldest first. */
  readonly partiesToState: (month: string, limit: number) => Promise<readonly PartyToState[]>;
  /** The newest first, or the `oldest`. `key`: only those that carry it (core/keys.ts). */
  readonly listPayments: (filter: { readonly state: string | null; readonly party: number | null; readonly key?: string; readonly oldest?: true; readonly limit: number }) => Promise<readonly Payment[]>;
  readonly findPayment: (key: string) => Promise<Payment | null>;
  readonly listDecisions: (filter: { readonly payment: number | null; readonly letter: number | null; readonly limit: number }) => Promise<readonly DecisionRow[]>;
  readonly listNotices: (filter: { readonly payment: number | null; readonly status: NoticeStatus | null; readonly limit: number }) => Promise<readonly NoticeRow[]>;
  /** How many have this status, `most` at the most. None of them is opened. */
  readonly countNotices: (status: NoticeStatus, most: number) => Promise<number>;
  readonly listLetters: (filter: { readonly disposition: string | null; readonly stage: string | null; readonly limit: number }) => Promise<readonly LetterRow[]>;
  readonly findLetter: (letterId: number) => Promise<{ readonly row: LetterRow; readonly bytes: Uint8Array; readonly reading: Reading | null; readonly place: MailboxPlace | null } | null>;
  readonly listEntries: (filter: { readonly payment: number | null; readonly limit: number }) => Promise<readonly EntryRow[]>;
  readonly listStaffTasks: (filter: TaskFilter) => Promise<readonly ListedTask[]>;
  /** In their order, those after `sequence`. Rejects where something that one of them was made of is absent or does not open. */
  readonly madeDecisions: (after: number, limit: number) => Promise<readonly MadeDecision[]>;
  /** In the order of their keys, those after `after`; null: from the first. Rejects where one does not open. */
  readonly bookRows: (book: BookName, after: string | null, limit: number) => Promise<readonly BookRow[]>;
  readonly reconcile: () => Promise<Reconciliation>;
  /** Checks every invariant over everything that is stored. An empty list: all is well. */
  readonly audit: () => Promise<readonly Break[]>;

  /** Finishes what runs, then closes all connections. */
  readonly close: () => Promise<void>;
};
