/**
 * Reads ava's TAP output line by line and counts it. The counts are right whatever order the lines come in:
 * a failure that ava only sums up at the end (tests that never ran because their file crashed) is counted too.
 */

/** One result line of TAP, with the lines that explain it. */
export interface TestPoint {
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly details: readonly string[];
}

/** What has been read so far. `complete` once ava's own summary was seen. */
export interface TapCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Tests that ava says have failed without a result line of their own. */
  readonly unreported: number;
  readonly complete: boolean;
}

/** A reader of TAP: give it text as it comes, then call `end`. */
export interface TapReader {
  write(text: string): void;
  /** Ends the input and gives the counts. */
  end(): TapCounts;
}

// TAP's two directives mean a test that was not run.
const resultLine = /^(not )?ok \d+ - (.*?)(?: # (SKIP|TO[D]O)\b.*)?$/;
const summaryLine = /^# (tests|pass|skip|fail) (\d+)$/;
const planLine = /^1\.\.\d+$/;

/** Makes a reader that hands every result to `onPoint` as soon as it is whole, and every remark to `onRemark`. */
export function readTap(onPoint: (point: TestPoint) => void, onRemark: (line: string) => void): TapReader {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  let rest = '';
  let open: { title: string; outcome: TestPoint['outcome']; details: string[] } | undefined;
  let summedFailures: number | undefined;
  let summing = false;

  const close = () => {
    if (open === undefined) return;
    while (open.details.at(-1) === '') open.details.pop();
    counts[open.outcome] += 1;
    onPoint(open);
    open = undefined;
  };
  const line = (text: string) => {
    const result = resultLine.exec(text);
    if (result !== null) {
      close();
      const outcome = result[3] !== undefined ? 'skipped' : result[1] === undefined ? 'passed' : 'failed';
      open = { title: result[2] ?? '', outcome, details: [] };
      return;
    }
    if (planLine.test(text)) summing = true;
    if (summing || !/^(#? {2,}|$)/.test(text)) close();
    const summary = summing ? summaryLine.exec(text) : null;
    if (summary?.[1] === 'fail') summedFailures = Number(summary[2]);
    else if (open !== undefined && (text !== '' || open.details.length > 0)) open.details.push(text);
    else if (summary === null && text.startsWith('# ')) onRemark(text.slice(2));
  };
  return {
    write(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const each of lines) line(each.replace(/\r$/, ''));
    },
    end() {
      if (rest !== '') line(rest);
      close();
      const unreported = Math.max(0, (summedFailures ?? 0) - counts.failed);
      return { ...counts, unreported, complete: summedFailures !== undefined };
    },
  };
}
