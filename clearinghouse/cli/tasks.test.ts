/** What staff have to look at, for a bank that has neither an address for it nor a console. */
import test from 'ava';
import { loadConfig } from '../config.ts';
import { openOffice } from '../office.ts';
import { referenceOf, showReference } from '../protocol/reference.ts';
import { clear, openBank, orderedEffects, readLetter } from '../store/conformance/samples.ts';
import { inProcess, newBank } from './testing/bench.ts';

test('tasks are listed, the newest first, with the reference that `payment show` takes', async (t) => {
  const config = await newBank(t, (toml) => toml);
  t.deepEqual(await inProcess('tasks', '--config', config), { code: 0, out: 'No tasks.\n', err: '' });
  const office = await openOffice(loadConfig(config), { report: () => undefined });
  t.teardown(office.close);
  await openBank(office.store);
  const letter = await readLetter(office.store, 'task-1');
  const task = (id: string, code: string, paymentId: number | null, at: number) => ({ kind: 'staff-task', task: { id, code, detail: `What ${id} says.\u001b[2J`, letterId: null, paymentId, at } }) as const;
  await clear(office.store, letter, [...orderedEffects(1), task('t1', 'fraud', 1, 1_000), task('t2', 'card-locked', null, 2_000)]);
  const reference = showReference(referenceOf(1, office.keys.reference));
  const { code, out } = await inProcess('tasks', '--config', config);
  t.is(code, 0);
  t.deepEqual(out.trim().split('\n').map((line) => line.split(/ {2,}/).slice(1, 3)), [['Code', 'Payment'], ['card-locked', '-'], ['fraud', reference]]);
  t.false(out.includes('\u001b'));
  const json = JSON.parse((await inProcess('tasks', '--limit', '1', '--json', '--config', config)).out) as { readonly tasks: readonly Record<string, unknown>[] };
  t.deepEqual(json.tasks.map(({ code: name, payment, at }) => [name, payment, at]), [['card-locked', null, '1970-01-01T00:00:02.000Z']]);
});
