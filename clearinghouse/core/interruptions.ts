/**
 * A letter that was claimed, and whose claim nobody ended, was in hand when a process ended: its attempts tell so, less those that are told as crashes. So often, and from then on
 * nothing else is in hand with it: a claim tells of it, and it is claimed by itself just before it is read, so that what counts from then on is its own.
 */
export const INTERRUPTIONS = 3;

/** Before a claim that is not counted yet. */
export const isSuspect = (attempts: number, crashes: number): boolean => attempts - crashes >= INTERRUPTIONS;
