/**
 * Nothing is claimed or put back for as long as this. What waits for longer was written by a clock that ran ahead, and is taken up at once: else a clock that is wrong
 * for a moment would stop a mail, a letter or an instruction until that time has come.
 */
export const BEYOND_ALL_WAITS = 2 * 3_600_000;
