/** Threads that make files: what they have in hand when they die or hang is told, and made by the next one. */
import test, { type ExecutionContext } from 'ava';
import { onceMore, startTaskThread, ThreadEnded, type TaskThread } from './task-thread.ts';

/** Answers in capitals; dies of "poison", hangs at "hang", can't make "stone". */
const THREAD = `
  import { parentPort, workerData } from 'node:worker_threads';
  parentPort.on('message', ({ id, task }) => {
    if (task === 'poison') process.exit(3);
    if (task === 'hang') for (;;);
    parentPort.postMessage(task === 'stone' ? { id, fault: 'no word can be made of it' } : { id, made: task.toUpperCase() + (workerData ?? '') });
  });`;

function threadFor(t: ExecutionContext, options: Parameters<typeof startTaskThread>[2] = {}): TaskThread<string, string> {
  const thread = startTaskThread<string, string>(new URL(`data:text/javascript,${encodeURIComponent(THREAD)}`), 'capitals', options);
  t.teardown(thread.stop);
  return thread;
}

test('tasks are answered, a fault of one with its reason; the thread knows what it was begun with', async (t) => {
  const { make } = threadFor(t, { data: '!' });
  const [one, bad, two] = await Promise.allSettled([make('one'), make('stone'), make('two')]);
  t.deepEqual([one, two].map((ended) => (ended.status === 'fulfilled' ? ended.value : '')), ['ONE!', 'TWO!']);
  t.regex(bad.status === 'rejected' ? String(bad.reason) : '', /no word can be made of it/);
});

test('what a thread had in hand when it died is rejected, and the next task begins another', async (t) => {
  const { make } = threadFor(t);
  const ended = await Promise.allSettled([make('poison'), make('behind it')]);
  for (const one of ended) t.true(one.status === 'rejected' && one.reason instanceof ThreadEnded);
  t.is(await make('next'), 'NEXT');
});

test('asked for once more, only the one that the thread died of is lost', async (t) => {
  const make = onceMore(threadFor(t).make);
  const ended = await Promise.allSettled(['one', 'poison', 'two', 'three'].map(make));
  t.deepEqual(ended.map((one) => (one.status === 'fulfilled' ? one.value : 'lost')), ['ONE', 'lost', 'TWO', 'THREE']);
});

test('a thread that hangs is ended; one that has nothing to do is left alone', async (t) => {
  const { make } = threadFor(t, { longestMs: 2_000 });
  t.is(await make('one'), 'ONE');
  await new Promise((resolve) => setTimeout(resolve, 2_300));
  t.is(await make('two'), 'TWO');
  await t.throwsAsync(make('hang'), { instanceOf: ThreadEnded });
  t.is(await make('three'), 'THREE');
});

test('what can\'t be sent to a thread is refused, and nobody waits for it', async (t) => {
  const { make } = threadFor(t);
  await t.throwsAsync(make((() => undefined) as unknown as string), { name: 'DataCloneError' });
  t.is(await make('one'), 'ONE');
});

test('after its end there is no other thread', async (t) => {
  const { make, stop } = threadFor(t);
  const waiting = t.throwsAsync(make('hang'), { instanceOf: ThreadEnded });
  await stop();
  await waiting;
  await t.throwsAsync(make('one'), { message: /was stopped/ });
});
