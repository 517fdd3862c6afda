/** Reports of what strangers can bring about at will: a log that they can fill hides what matters in it. */
import type { BoardReport } from './ports.ts';

export type QuietReport = {
  /**
   * Tells the first of its kind (code and `of`) at once, then at most one a minute, the newest, with `times`: how many it stands for. There must
   * be no more kinds than a list in the program or the configuration has members.
   */
  readonly tell: (level: Parameters<BoardReport>[0], code: string, detail: Readonly<Record<string, unknown>>, of?: string) => void;
  /** Tells what is held back. */
  readonly flush: () => void;
};

const MINUTE = 60_000;

type Last = { readonly toldAt: number; readonly held: number; readonly report: (times: number) => void };

/** `now` in milliseconds since 1970. What is held back is told with the next report of any kind after its minute is over. */
export function makeQuietReport(report: BoardReport, now: () => number): QuietReport {
  const kinds = new Map<string, Last>();
  const release = (isDue: (last: Last) => boolean): void => {
    for (const [kind, last] of kinds) {
      if (!isDue(last)) continue;
      if (last.held > 0) last.report(last.held);
      kinds.delete(kind);
      if (last.held > 0) kinds.set(kind, { ...last, toldAt: now(), held: 0 });
    }
  };
  return {
    tell: (level, code, detail, of = '') => {
      const kind = `${code} ${of}`;
      const at = now();
      // A clock that was set back holds nothing back for longer.
      const isOver = ({ toldAt }: Last): boolean => at - toldAt >= MINUTE || at < toldAt;
      const last = kinds.get(kind);
      const line = (times: number): void => report(level, code, times === 1 ? detail : { ...detail, times });
      const held = (last?.held ?? 0) + 1;
      if (last !== undefined && !isOver(last)) {
        kinds.set(kind, { toldAt: last.toldAt, held, report: line });
      } else {
        line(held);
        kinds.set(kind, { toldAt: at, held: 0, report: line });
      }
      release(isOver);
    },
    flush: () => release(() => true),
  };
}
