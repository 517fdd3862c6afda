/** Wake-ups within one process: one loop of a stage wakes for each, none is lost, and all end. */
import test from 'ava';
import { inProcessWakeUp } from './in-process.ts';

test('each wake-up wakes one of those that wait; one that comes while all work is for who waits next', async (t) => {
  const wakeUp = inProcessWakeUp<'send' | 'read'>();
  const woken: string[] = [];
  const waits = ['first', 'second'].map((name) => wakeUp.wait('send', 60_000).then(() => void woken.push(name)));
  t.true(wakeUp.wake('send'));
  await waits[0];
  t.deepEqual(woken, ['first']);
  t.true(wakeUp.wake('send'));
  await waits[1];
  t.false(wakeUp.wake('send'), 'nobody waits');
  await wakeUp.wait('send', 60_000);
  t.false(wakeUp.wake('read'), 'another stage');
});

test('its time over a loop looks by itself, and is not woken once more for it; at the end all are', async (t) => {
  const wakeUp = inProcessWakeUp<'send'>();
  await wakeUp.wait('send', 1);
  t.false(wakeUp.wake('send'));
  await wakeUp.wait('send', 60_000);
  const waits = [wakeUp.wait('send', 60_000), wakeUp.wait('send', 60_000)];
  wakeUp.stop();
  await Promise.all(waits);
  t.is(await wakeUp.wait('send', 60_000), undefined);
});
