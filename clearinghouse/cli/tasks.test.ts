/** What staff have to look at, for a bank that has neither an address for it nor a console. */
import test from 'ava';
import { loadConfig } from '../config.ts';
import { openHere } from '../database.ts';
import { openOffice } from '../office.ts';
import { referenceOf, showReference } from '../protocol/reference.ts';
import { clear, openBank, orderedEffects, readLetter } from '../store/conformance/samples.ts';
import { inProcess, newBank } from './testing/bench.ts';

test('tasks are listed, the newest first, with the reference that `payment show` takes', async (t) => {
  const config = await newBank(t, (toml) => toml);
  t.deepEqual(await inProcess('tasks', '--config', config), { code: 0, out: 'No tasks.\n', err: '' });
  const office = await openOffice(loadConfig(config), { report: () => undefined, openStore: openHere });
  t.teardown(office.close);
  await openBank(office.store);
  const letter = await readLetter(office.store, 'task-1');
  const task = (id: string, code: string, paymentId: number | null, at: number) => ({ kind: 'staff-task', task: { id, code, detail: `What ${id} says.\u001b[2J`, letterId: null, paymentId, at } }) as const;
  await clear(office.store, letter, [...orderedEffects(1), task('t1', 'fraud', 1, 1_000), task('t2', 'card-locked', null, 2_000)]);
  const reference = showReference(referenceOf(1, office.keys.reference));
  const { code, out } = await inProcess('tasks', '--config', config);
  t.is(code, 0);
  t.deepEqual(out.trim().split('\n').map((line) => line.trim().split(/ {2,}/).slice(2, 4)), [['Code', 'Payment'], ['card-locked', '-'], ['fraud', reference]]);
  t.false(out.includes('\u001b'));
  const json = JSON.parse((await inProcess('tasks', '--limit', '1', '--json', '--config', config)).out) as { readonly tasks: readonly Record<string, unknown>[] };
  t.deepEqual(json.tasks.map(({ code: name, payment, at }) => [name, payment, at]), [['card-locked', null, '1970-01-01T00:00:02.000Z']]);
  const done = (...words: readonly string[]) => inProcess('task', 'done', ...words, '--config', config);
  t.regex((await done('2', '7')).err, /task: found 7; expected the number of a task \(`kakitome tasks --all` shows them\); nothing was changed/);
  t.regex((await done('two')).err, /found "two"; expected the number of a task, such as 12/);
  t.regex((await done('2', '--note', ' \n')).err, /--note: found/);
  t.is((await inProcess('tasks', '--json', '--config', config)).out.match(/"task":/g)?.length, 2);
  t.is((await done('2', '--note', 'Called her.')).out, 'Task 2 (card-locked) is done.\n');
  t.regex((await done('2', '1', '--note', 'Again.')).out, /^Task 2 \(card-locked\) was done before, by .+; nothing was changed\.\nTask 1 \(fraud\) is done\.\n$/);
  t.is((await inProcess('tasks', '--config', config)).out, 'No tasks.\n');
  const all = JSON.parse((await inProcess('tasks', '--all', '--json', '--config', config)).out) as { readonly tasks: readonly { readonly task: number; readonly done: { readonly by: readonly string[]; readonly note: string } }[] };
  t.deepEqual(all.tasks.map(({ task: number, done: { by, note } }) => [number, by.length, note]), [[2, 1, 'Called her.'], [1, 1, 'Again.']]);
  t.regex((await inProcess('tasks', '--all', '--config', config)).out, /: Called her\. {2}/);
});
