/** Why a sequencer will not go on: going on could make a log say two different things. */

export type RefusalCode =
  /** More is published, or known to a witness, than the database knows of: an older database was put back. */
  | 'database-behind'
  /** Published and stored heads, or their histories, are not of one log. */
  | 'other-root'
  /** The published checkpoint can't be read as one of this log. */
  | 'bad-checkpoint'
  /** Files that a signed head covers are not what they were. */
  | 'tiles'
  /** The database's entries do not lead to the head that it keeps. */
  | 'entries'
  /** Files hold entries at indices for which the database has others, or none. */
  | 'unknown-entries'
  /** A path holds other bytes than are to be written there. */
  | 'other-bytes'
  /** What was written is not what is read. */
  | 'reread'
  /** The stored head is not the one that this process knew, nor one that the log may have gone on to. */
  | 'head-moved'
  /** The keys at hand are not the log's, or what they signed does not verify. */
  | 'keys';

/** The message says what was found, what was expected and what to do. Final for the process: it must not sequence any more. */
export class BoardRefused extends Error {
  override readonly name = 'BoardRefused';
  readonly code: RefusalCode;
  readonly origin: string;
  constructor(code: RefusalCode, origin: string, message: string) {
    super(`${origin}: ${message}`);
    this.code = code;
    this.origin = origin;
  }
}

/** The way out where a log can't go on. */
export const GIVE_UP = 'give this log up as it is published and begin another one with `kakitome board rotate --lost` (old receipts stay valid)';

/** What an operator can do about a database that is older than what was published. */
export const OLDER_DATABASE =
  `this database was put back from a copy, or the folder belongs to another bank. Going on would give indices that are taken to other entries, and every witness would see a forked log. Put the newest database back; if it is lost for good, ${GIVE_UP}`;

/** What an operator can do about files that are not what they were. */
export const DAMAGED_FILES =
  'the disk, a person or another program has changed them. Nothing was signed. Look after the disk, put the file back from a copy, or move it away and start again: files that are missing are made again from the database, and must then lead to the signed root';
