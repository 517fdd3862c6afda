/** What a party shows on the public board, chosen through the command. */
import test, { type ExecutionContext } from 'ava';
import { inProcess, kakitome, newBank, oneLineOf, type Ended } from './testing/bench.ts';

type Run = (...args: readonly string[]) => Promise<Ended>;
type Shown = { readonly party: number; readonly boardFace: { readonly alias: string | null; readonly orderTime: boolean; readonly shopName: boolean }; readonly changed: boolean };

async function openBank(t: ExecutionContext, edit?: (toml: string) => string): Promise<{ readonly run: Run; readonly config: string }> {
  const config = await newBank(t, edit);
  const run: Run = (...args) => inProcess(...args, '--config', config);
  for (const [name, ...addresses] of [['Takao Sasaki', 'takao@buyer.example', 'takao@mobile.example'], ['Green Tea House', 'shop@tea.example']] as const) {
    t.is((await run('party', 'add', name, '--address', ...addresses, '--currency', 'JPY')).code, 0);
  }
  return { run, config };
}

const shown = async (run: Run, which: string): Promise<Shown> => JSON.parse((await run('party', 'board', which, '--json')).out) as Shown;

test('nothing stands there unless its owner chose it; what is chosen is told as everybody will read it', async (t) => {
  const { run, config } = await openBank(t);
  const nothing = { alias: null, orderTime: false, shopName: false, disputes: false };
  t.deepEqual(await shown(run, 'Takao Sasaki'), { party: 1, name: 'Takao Sasaki', boardFace: nothing, changed: false } as Shown);
  t.regex((await run('party', 'board', '1')).out, /^Of its orders +nothing besides\nAs a shop +nothing besides$/m);

  const chosen = await kakitome('.', 'party', 'board', 'takao@mobile.example', '--alias', ' T.S. ', '--order-time', '--by', 'Sato', '--config', config);
  t.is(chosen.code, 0, chosen.err);
  t.regex(chosen.out, /^Of its orders +the alias T\.S\., the time of the order, to the minute$/m);
  t.regex(chosen.out, /^ {2}settled {2}K7F3-K29Q {2}\d{4}-\d\d-\d\dT\d\d:\d\dZ {2}alias T\.S\. {2}ordered \d{4}-\d\d-\d\dT\d\d:\d\dZ\n {2}settled {2}K7F3-K29Q {2}\S+$/m);
  t.regex(chosen.out, /from now on, never for older ones/);
  t.deepEqual((await shown(run, '1')).boardFace, { alias: 'T.S.', orderTime: true, shopName: false, disputes: false });

  t.regex((await run('party', 'board', 'Green Tea House', '--shop-name')).out, /^As a shop +its registered name Green Tea House$[\s\S]*  shop Green Tea House$/m);
  t.deepEqual((await shown(run, '2')).boardFace, { alias: null, orderTime: false, shopName: true, disputes: false });
  t.deepEqual((await shown(run, '1')).boardFace, { alias: 'T.S.', orderTime: true, shopName: false, disputes: false });
});

test('each choice is the whole choice, and nothing is a choice too', async (t) => {
  const { run } = await openBank(t);
  await run('party', 'board', '1', '--alias', '佐々木', '--order-time');
  const { out } = await run('party', 'board', '1', '--order-time', '--json');
  t.deepEqual((JSON.parse(out) as Shown).boardFace, { alias: null, orderTime: true, shopName: false, disputes: false });
  t.true((JSON.parse(out) as Shown).changed);
  t.is((await run('party', 'board', '1', '--nothing')).code, 0);
  t.deepEqual((await shown(run, '1')).boardFace, { alias: null, orderTime: false, shopName: false, disputes: false });
});

test('every mistake has its line and changes nothing', async (t) => {
  const { run } = await openBank(t);
  await run('party', 'board', '1', '--alias', 'T.S.');
  const refusals: readonly (readonly [RegExp, readonly string[]])[] = [
    [/--alias: found "takao@buyer\.example"; expected no web or mail address/, ['1', '--alias', 'takao@buyer.example']],
    [/--alias: found "x{21}"; expected 1 to 20 characters/, ['1', '--alias', 'x'.repeat(21)]],
    [/--alias: found ""; expected 1 to 20 characters/, ['1', '--alias', '']],
    [/--alias: found "0312"; expected at least one letter/, ['1', '--alias', '0312']],
    [/--alias: found ".*"; expected one line without control, direction/, ['1', '--alias', 'T\u202ES']],
    [/--alias: found "OK"; expected another first word/, ['1', '--alias', 'OK']],
    [/--nothing: found another option beside it/, ['1', '--nothing', '--shop-name']],
    [/--by: found no choice beside it; expected .*--nothing/, ['1', '--by', 'Sato']],
    [/party: found "nobody"/, ['nobody', '--nothing']],
  ];
  for (const [line, args] of refusals) t.regex(oneLineOf(t, await run('party', 'board', ...args)), line);
  t.is((await shown(run, '1')).boardFace.alias, 'T.S.');
});

test('a party without an address left has nobody who could have chosen', async (t) => {
  const { run } = await openBank(t);
  await run('address', 'remove', 'shop@tea.example');
  t.regex(oneLineOf(t, await run('party', 'board', '2', '--shop-name')), /found Green Tea House, which has no address any more/);
});
