/** What the daemon's monitor keeps between its runs. */
import test from 'ava';
import { finding, type Finding } from '../../bulletin-board/monitor/findings.ts';
import { makeBoardMonitor, type BoardMonitor } from './board-monitor.ts';
import { monitored, NOW } from './testing/states.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

type Scene = { readonly monitor: BoardMonitor; readonly clock: { now: number }; readonly told: string[]; readonly run: (full: boolean, ...findings: readonly Finding[]) => Promise<readonly string[]>; readonly asked: boolean[] };

/** Runs that find what a test says; each takes a minute. */
function scene(): Scene {
  const clock = { now: NOW };
  const told: string[] = [];
  const asked: boolean[] = [];
  let next = monitored();
  const runs = {
    run: async (full: boolean) => {
      asked.push(full);
      return next;
    },
    stop: async () => undefined,
  };
  const monitor = makeBoardMonitor(runs, { now: () => clock.now }, (level, event) => void (event !== 'board-monitor' && told.push(`${level} ${event}`)));
  const run = async (full: boolean, ...findings: readonly Finding[]): Promise<readonly string[]> => {
    next = monitored({ startedAt: clock.now, endedAt: clock.now + MINUTE, full, findings, counts: Object.fromEntries(findings.map(({ code }) => [code, findings.filter((one) => one.code === code).length])) });
    clock.now += MINUTE;
    await monitor.run();
    return monitor.state().last?.findings.map(({ code, name }) => `${code} ${name}`) ?? [];
  };
  return { monitor, clock, told, run, asked };
}

const forgotten = (name: string): Finding => finding('entry-forgotten', name, 'was given up');
const silent = finding('witness-silent', 'w', 'says nothing');
const lost = finding('memory-unreadable', 'kakitome.db.monitor', 'can’t be read');

test('a warning that only a look at everything sees stays until the next one; what each run says anew does not', async (t) => {
  const { run, monitor, told } = scene();
  t.deepEqual(await run(true, forgotten('a'), silent), ['entry-forgotten a', 'witness-silent w']);
  t.deepEqual(await run(false), ['entry-forgotten a']);
  t.deepEqual(await run(false, forgotten('b'), forgotten('a')), ['entry-forgotten b', 'entry-forgotten a']);
  t.deepEqual(await run(false, silent), ['witness-silent w', 'entry-forgotten b', 'entry-forgotten a']);
  t.deepEqual(monitor.state().last?.counts, { 'witness-silent': 1, 'entry-forgotten': 2 });
  t.deepEqual(await run(true, forgotten('b')), ['entry-forgotten b']);
  t.deepEqual(told, ['warn board-entry-forgotten', 'warn board-witness-silent', 'warn board-entry-forgotten', 'warn board-witness-silent'], 'told when it is new');
});

test('an alarm is what the newest run found', async (t) => {
  const { run } = scene();
  await run(true, finding('face-missing', 'x', 'is gone'));
  t.deepEqual(await run(false), []);
});

test('that the memory was lost is said for a day, whatever is looked at', async (t) => {
  const { run, clock } = scene();
  t.is((await run(true, lost)).length, 1);
  t.is((await run(false)).length, 1);
  t.is((await run(true)).length, 1);
  clock.now += 24 * HOUR - 3 * MINUTE - 1;
  t.is((await run(false)).length, 1);
  t.is((await run(false)).length, 0);
});

test('the next run is due after the pause, the time it may take, and some patience', async (t) => {
  const { run, monitor, clock } = scene();
  t.is(monitor.state().dueAt, null);
  await run(true);
  t.is(monitor.state().dueAt, clock.now + 9 * MINUTE + 2 * MINUTE + 10 * MINUTE);
  const running = monitor.start(HOUR);
  while (monitor.state().runs < 2) await new Promise(setImmediate);
  await running.stop();
  t.is(monitor.state().dueAt, clock.now + HOUR + 2 * MINUTE + 10 * MINUTE);
});
