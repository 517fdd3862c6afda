/** How long to wait before a try, in milliseconds: `firstMs` doubled for every failed try up to `longestMs`, less up to half of it by chance, so that many clients do not come back at once. */
export function backoffMs(failedTries: number, random: number, limits: { readonly firstMs: number; readonly longestMs: number }): number {
  const whole = Math.min(limits.longestMs, limits.firstMs * 2 ** Math.min(Math.max(0, failedTries - 1), 30));
  return Math.round(Math.max(Math.min(limits.firstMs, limits.longestMs), whole * (1 - random / 2)));
}

/** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
