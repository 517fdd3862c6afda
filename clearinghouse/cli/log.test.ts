import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { makeLog, writtenTo } from './log.ts';
import { temporaryFolder } from './testing/bench.ts';

const lines = (level: Parameters<typeof makeLog>[0], act: (log: ReturnType<typeof makeLog>) => void): readonly Record<string, unknown>[] => {
  const written: Record<string, unknown>[] = [];
  act(makeLog(level, { write: (line) => void written.push(JSON.parse(line) as Record<string, unknown>) }));
  return written.map(({ time, ...rest }) => ({ ...rest, time: typeof time }));
};

test('one JSON line for each event; an alarm is an error that says so', (t) => {
  t.deepEqual(
    lines('info', ({ report }) => {
      report('info', 'letter-received', { letterId: 1 });
      report('alarm', 'letter-not-kept', { size: 5 });
    }),
    [
      { level: 'info', event: 'letter-received', letterId: 1, time: 'string' },
      { level: 'error', event: 'letter-not-kept', alarm: true, size: 5, time: 'string' },
    ],
  );
});

test('the level of the configuration is kept', (t) => {
  const all = (log: ReturnType<typeof makeLog>): void => {
    log.report('info', 'a', {});
    log.report('warn', 'b', {});
    log.report('alarm', 'c', {});
  };
  t.deepEqual(lines('warn', all).map((line) => line['event']), ['b', 'c']);
  t.deepEqual(lines('silent', all), []);
});

test('a field that is named like a secret or a text never stands in the log', (t) => {
  t.deepEqual(lines('info', ({ report }) => report('warn', 'x', { password: 'maple-7731-crow', token: 't', text: 'order', reply: '250' })), [{ level: 'warn', event: 'x', reply: '250', time: 'string' }]);
});

test('a log is written whole; one that can not be written ends nobody', (t) => {
  const path = join(temporaryFolder(t), 'log');
  const [both, onlyRead] = [openSync(path, 'w'), openSync(path, 'r')];
  t.teardown(() => [both, onlyRead].forEach((fd) => closeSync(fd)));
  for (const fd of [both, onlyRead]) {
    const { report, fatal } = makeLog('info', writtenTo(fd));
    report('alarm', 'stage-failed', { reason: 'x'.repeat(3_000) });
    t.notThrows(() => fatal(new Error('the last one')));
  }
  const [first = '', last = '', ...more] = readFileSync(path, 'utf8').split('\n');
  t.is((JSON.parse(first) as { readonly reason: string }).reason.length, 3_000);
  t.regex(last, /the last one/);
  t.deepEqual(more, ['']);
});
