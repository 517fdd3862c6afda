/** As the store's rejections tell it: the disk is full or can't be read or written, its files are damaged, the server is away, another process keeps the lock, the store is closed. */
const OUTAGES: readonly unknown[] = ['disk-full', 'io', 'damaged', 'locked', 'closed'];

/** It says nothing of what was asked for: the same may be asked again. */
export const isOutage = (error: unknown): boolean => error instanceof Error && 'code' in error && OUTAGES.includes(error.code);
