/** What ends a verb that serves, or one that takes long: SIGTERM or Ctrl-C. */
import { once } from 'node:events';

const ENDING = ['SIGTERM', 'SIGINT'] as const;

/** The next one ends the process at once, as signals do. */
export async function firstSignal(): Promise<string> {
  const over = new AbortController();
  const waiting = ENDING.map(async (name) => {
    await once(process, name, { signal: over.signal });
    return name;
  });
  const name = await Promise.race(waiting);
  over.abort();
  return name;
}

/** Does `last` where a signal comes meanwhile; then the process ends by that signal, as it would have. Gives back what ends the waiting. */
export function beforeSignal(last: () => void): () => void {
  const ended = (name: NodeJS.Signals): void => {
    over();
    last();
    process.kill(process.pid, name);
  };
  const over = (): void => {
    for (const name of ENDING) process.off(name, ended);
  };
  for (const name of ENDING) process.on(name, ended);
  return over;
}
