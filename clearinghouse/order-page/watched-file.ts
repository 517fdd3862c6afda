/** A file that is read anew when it has changed, and never again while it has not: also where it can't be read. */
import { statSync } from 'node:fs';

export type WatchedFile<T> = {
  readonly path: string;
  /** Throws what is wrong with its content, or the system's error. */
  readonly read: (path: string) => T;
  readonly now: () => number;
  /** Told when it can't be read any more, once until it can. */
  readonly onFault: (error: unknown) => void;
};

/** Where the system does not let it be looked at, that is tried again after so many milliseconds. */
const TRY_AGAIN = 1_000;

/** `changed`: null where the system said no. */
type Known<T> = { readonly changed: number | null; readonly value: T | null };

/** Reads it at once and throws where that fails. Afterwards: null while it can't be read. */
export function watchFile<T>({ path, read, now, onFault }: WatchedFile<T>): () => T | null {
  let known: Known<T> = { changed: statSync(path).mtimeMs, value: read(path) };
  let triedAt = now();
  const looked = (): Known<T> => {
    let changed: number | null = null;
    try {
      changed = statSync(path).mtimeMs;
      return changed === known.changed ? known : { changed, value: read(path) };
    } catch (error) {
      if (known.value !== null) onFault(error);
      return { changed: isOfSystem(error) ? null : changed, value: null };
    }
  };
  return () => {
    const since = now() - triedAt;
    if (known.changed === null && since >= 0 && since < TRY_AGAIN) return null;
    known = looked();
    triedAt = now();
    return known.value;
  };
}

const isOfSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
