/** How far a long audit is, on one line of stderr that is written over again and again; nothing where nobody watches. */

/** What stderr is, as far as it matters. */
export type Watched = { readonly isTTY?: boolean; readonly columns?: number; readonly write: (text: string) => unknown };

export type Progress = { readonly step: (done: number, total: number, origin: string) => void; readonly end: () => void };

const WIDTH = 30;

export function showProgress(screen: Watched): Progress {
  if (screen.isTTY !== true) return { step: () => undefined, end: () => undefined };
  let last = '';
  return {
    step: (done, total, origin) => {
      const line = progressLine(done, total, origin, (screen.columns ?? 80) - 1);
      if (line !== last) screen.write(`\r${line}\u001b[K`);
      last = line;
    },
    end: () => {
      if (last !== '') screen.write('\r\u001b[K');
    },
  };
}

/** The origin is somebody else's text: only what a host and a path are made of is shown. */
export function progressLine(done: number, total: number, origin: string, columns: number): string {
  const share = total === 0 ? 1 : done / total;
  const full = Math.floor(share * WIDTH);
  const name = origin.replaceAll(/[^A-Za-z0-9./:_-]/g, '?');
  return `[${'#'.repeat(full)}${'.'.repeat(WIDTH - full)}] ${String(Math.floor(share * 100)).padStart(3)} %  ${done} of ${total}  ${name}`.slice(0, columns);
}
