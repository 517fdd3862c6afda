import test from 'ava';
import { makeLog } from './log.ts';

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
