/** What ends a verb that serves: SIGTERM or Ctrl-C. */
import { once } from 'node:events';

/** The next one ends the process at once, as signals do. */
export async function firstSignal(): Promise<string> {
  const over = new AbortController();
  const waiting = (['SIGTERM', 'SIGINT'] as const).map(async (name) => {
    await once(process, name, { signal: over.signal });
    return name;
  });
  const name = await Promise.race(waiting);
  over.abort();
  return name;
}
