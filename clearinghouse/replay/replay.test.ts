/** Replay is not to be fooled: a bank's sound database is changed by hand, with triggers out of the way, and replayed. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { makeDecide } from '../core/decide.ts';
import { suggestionsOfSeed } from '../core/suggestions.ts';
import { fromJson, toJson } from '../protocol/json.ts';
import type { Reading } from '../protocol/reading.ts';
import { schemes } from '../schemes/index.ts';
import { decisionLabel, entryLabel, noticeLabel, readingLabel } from '../store/common/labels.ts';
import { makeSealer } from '../store/common/sealing.ts';
import { openLocal } from '../store/sqlite/testing/local.ts';
import { KEY } from '../store/sqlite/testing/fresh.ts';
import { parseStories } from '../stories/grammar.ts';
import { madeAgain } from '../stories/replay.ts';
import { playStory } from '../stories/runner.ts';
import { BANK, KEYS, type World } from '../stories/world.ts';
import { replay } from './replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'kakitome-replay-'));
const stories = ['public-board.story', 'numbers.story', 'number-beside.story', 'secrets.story'].flatMap((name) => parseStories(name, readFileSync(join(import.meta.dirname, '../stories', name), 'utf8')));
const sealer = makeSealer(KEY);
let opened = 0;
const openFresh = async () => openLocal(join(folder, `fresh-${(opened += 1)}.db`));

/** Plays the story of this title on a file of its own. */
async function playedAt(title: string, path: string): Promise<World> {
  const story = stories.find((one) => one.title === title);
  if (story === undefined) throw new Error(`no story "${title}"`);
  return playStory(story, async () => openLocal(path));
}

const SOUND = join(folder, 'sound.db');
let world: World;

test.before(async () => {
  world = await playedAt('An erased face is gone for everybody; its entry stays, and another one says that it was erased', SOUND);
  await world.store.close();
});

test.after.always(() => rmSync(folder, { recursive: true, force: true }));

/** What replay tells of the sound database after this change. */
async function afterChange(change: (database: DatabaseSync) => void): Promise<readonly string[]> {
  const path = join(folder, `changed-${(opened += 1)}.db`);
  copyFileSync(SOUND, path);
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()) database.exec(`DROP TRIGGER ${String(name)}`);
  database.exec('PRAGMA ignore_check_constraints = ON');
  change(database);
  database.close();
  const store = openLocal(path);
  try {
    return await madeAgain({ ...world, store }, openFresh);
  } finally {
    await store.close();
  }
}

/** Opens what is sealed in the row, changes its text and seals it again: whoever does so has the bank's key. */
function reseal(database: DatabaseSync, table: string, where: string, label: (row: Record<string, unknown>) => string, change: (text: string) => string): void {
  const row = database.prepare(`SELECT * FROM ${table} WHERE ${where}`).get() ?? {};
  const text = sealer.openText(label(row), row['sealed'] as Uint8Array);
  const changed = change(text);
  if (changed === text) throw new Error(`${table} WHERE ${where}: the change changes nothing`);
  database.prepare(`UPDATE ${table} SET sealed = ? WHERE ${where}`).run(sealer.sealText(label(row), changed));
}

test('the sound database comes out the same, its erased entry as its leaf', async (t) => {
  t.deepEqual(await afterChange(() => undefined), []);
});

const TAMPERS: readonly (readonly [title: string, change: string | ((database: DatabaseSync) => void), told: RegExp])[] = [
  ['a posting', 'UPDATE postings SET amount = amount + 1 WHERE posting_number = 2', /^postings 2\.amount: kept "[-\d]+", replayed "[-\d]+"$/m],
  ['a posting that is gone', 'DELETE FROM postings WHERE posting_number = 4', /^postings 4: kept there, replayed nothing$|^postings 4: kept nothing, replayed there$/m],
  ['a balance', "UPDATE accounts SET balance = balance + 5 WHERE account_id = 'party:1:JPY'", /^accounts party:1:JPY\.balance/m],
  ['the time of a transfer', 'UPDATE transfers SET at = at + 1 WHERE transfer_number = 1', /^transfers 1\.at/m],
  ['a transfer more', "INSERT INTO transfers SELECT 99, 'more', sequence, kind, currency, NULL, at, reference, booked_by FROM transfers WHERE transfer_number = 1", /^transfers 99: kept there, replayed nothing$/m],
  ['a hold', 'UPDATE holds SET amount = 1 WHERE hold_number = 1', /^holds 1\.amount/m],
  ['the public leaf of an entry', (database) => database.exec("UPDATE entries SET leaf = replace(leaf, 'accepted', 'returned') WHERE kind = 'accepted'"), /^entries 1\.leaf/m],
  ['the leaf in its place', (database) => database.exec("UPDATE log_entries SET leaf = CAST(replace(CAST(leaf AS TEXT), 'accepted', 'returned') AS BLOB)"), /^board board\.bank\.example\/board\/\d+#0, entry .*: kept leaf .*returned.*, replayed leaf .*accepted/m],
  ['two entries in each other\'s place', (database) => database.exec('UPDATE log_entries SET idx = 100 - idx'), /stands before #|signed head|can't be read|signed root/m],
  ['the signed root', "UPDATE logs SET head_root = zeroblob(32)", /^board .*the first \d+ leaves: kept signed root 00000000/m],
  ['a place that is gone', 'DELETE FROM log_entries WHERE idx = 0', /no place on the board, though later entries have theirs/m],
  ['who may erase what: the configuration of a decision', `UPDATE rulebooks SET body = replace(body, '"boardEnabled":true', '"boardEnabled":false')`, /^decision \d+ .*entry\.forBoard/m],
  ['a deposit', `UPDATE instructions SET body = replace(body, '{"$n":"', '{"$n":"1') WHERE kind = 'deposit'`, /^decision \d+ \(instruction \d+, deposit\)/m],
  ['the seed of a decision', "UPDATE decisions SET seed = replace(seed, substr(seed, 1, 1), 'x') WHERE input_kind = 'letter' AND disposition_code = 'settled'", /^decision \d+ \(letter \d+\): effect/m],
  ['the hour of a decision', "UPDATE decisions SET at = at + 60000 WHERE disposition_code = 'settled'", /^decision \d+ \(letter \d+\)/m],
  ['how a letter ended', "UPDATE letters SET disposition_code = 'other' WHERE letter_id = 1", /^letters 1\.disposition_code: kept "other"/m],
  ['a decision that is gone', 'DELETE FROM decisions WHERE sequence = 3', /^decision 4: kept one or more before it are missing/m],
  ['a reading that is gone', 'DELETE FROM readings WHERE letter_id = 1', /the reading of letter 1, turn 1, is not in the store/m],
  ['a reading, by whoever has the key', (database) => reseal(database, 'readings', 'letter_id = 2', () => readingLabel(2, 1), (text) => {
    const reading = fromJson<Reading>(text);
    return toJson({ ...reading, text: reading.text === null ? null : { ...reading.text, lines: reading.text.lines.map((line) => line.replace('4,741', '4,742')) } });
  }), /^decision \d+ \(letter 2\): effect \d+ .*(?:total|amount)/m],
  ['what was decided, by whoever has the key', (database) => reseal(database, 'decisions', "disposition_code = 'settled'", ({ sequence }) => decisionLabel(Number(sequence)), (text) => text.replace('"$n":"4741"', '"$n":"4740"')), /^decision \d+ \(letter \d+\): effect \d+|can't be recorded again/m],
  ['a salt, by whoever has the key', (database) => reseal(database, 'entries', "kind = 'accepted' AND erased_at IS NULL OR kind = 'settled' AND erased_at IS NULL", ({ entry_id: id }) => entryLabel(String(id)), (text) => text.replace(/"salt":"."?/, '"salt":"A')), /entry\.leaf/m],
];

for (const [title, change, told] of TAMPERS) {
  test(`replay tells what was changed: ${title}`, async (t) => {
    t.regex((await afterChange((database) => (typeof change === 'string' ? database.exec(change) : change(database)))).join('\n'), told);
  });
}

test('a refusal whose suggested passwords an older program made of the seed alone comes out the same; with any others it does not', async (t) => {
  const path = join(folder, 'suggested.db');
  const suggested = await playedAt('Weak passwords are refused, and the shop hears that neither mail will work', path);
  await suggested.store.close();
  let before = /"suggestions":\["\w[^\]]*\]/;
  for (const [made, told] of [[suggestionsOfSeed, /^$/], [() => ['maple-7731-crow', 'heron-4412-pine'], /suggestions/]] as const) {
    const database = new DatabaseSync(path);
    database.exec('DROP TRIGGER IF EXISTS decisions_unchanged');
    const { sequence, seed } = database.prepare("SELECT sequence, seed FROM decisions WHERE disposition_code = 'secret-weak'").get() ?? {};
    const words = `"suggestions":${toJson(made(String(seed)))}`;
    reseal(database, 'decisions', `sequence = ${Number(sequence)}`, () => decisionLabel(Number(sequence)), (text) => text.replace(before, words));
    reseal(database, 'notices', `sequence = ${Number(sequence)} AND kind = 'order-refused'`, (row) => noticeLabel(String(row['notice_id'])), (text) => text.replace(before, words));
    database.close();
    before = new RegExp(words.replace(/[[\]]/g, '\\$&'));
    const store = openLocal(path);
    t.regex((await madeAgain({ ...suggested, store }, openFresh)).join('\n'), told);
    await store.close();
  }
});

test('where an older program named a locked card by its letters, all comes out the same; what staff are shown names it nowhere', async (t) => {
  const path = join(folder, 'locked.db');
  const locked = await playedAt('Five wrong numbers in a day lock the card; a new card replaces it', path);
  await locked.store.close();
  const database = new DatabaseSync(path);
  for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()) database.exec(`DROP TRIGGER ${String(name)}`);
  const cards = database.prepare('SELECT card_id FROM settlement_cards').all().map(({ card_id: id }) => String(id));
  const { sequence } = database.prepare("SELECT sequence FROM decisions WHERE letter_id = (SELECT letter_id FROM staff_tasks WHERE code = 'card-locked')").get() ?? {};
  const named = (text: string): string => text.replaceAll('The card of party', `The card ${cards[0]} of party`).replace('"code":"card-locked","hit":false,"detail":""', `"code":"card-locked","hit":false,"detail":"${cards[0]}"`);
  reseal(database, 'decisions', `sequence = ${Number(sequence)}`, () => decisionLabel(Number(sequence)), named);
  database.close();
  const store = openLocal(path);
  const [decisions] = [await store.listDecisions({ letter: null, payment: null, limit: 99 })];
  t.deepEqual(cards.filter((id) => toJson(decisions).includes(id)), []);
  t.deepEqual((await madeAgain({ ...locked, store }, openFresh)).filter((line) => line.startsWith('decision')), []);
  await store.close();
});

test('where an older program did not find a payment by the forward that claimed it, its decisions come out the same; another absent key is told', async (t) => {
  let removed = 0;
  const [order, forward] = world.letters.map(({ reading }) => `,"mail:${reading.headers.messageId}"`);
  const without = (key = ''): Promise<readonly string[]> => withoutText(key, () => (removed += 1));
  const told = (found: readonly string[]): readonly string[] => found.filter((line) => line.startsWith('decision'));
  t.deepEqual(told(await without(forward)), []);
  t.true(removed > 0);
  t.regex(told(await without(order)).join(), /keys/);
});

/** What replay tells where no decision has these words. */
const withoutText = (words: string | RegExp, removed: () => void): Promise<readonly string[]> =>
  afterChange((database) => {
    for (const row of database.prepare('SELECT sequence, sealed FROM decisions').all()) {
      const label = decisionLabel(Number(row['sequence']));
      const text = sealer.openText(label, row['sealed'] as Uint8Array);
      if (text.replaceAll(words, '') === text) continue;
      removed();
      reseal(database, 'decisions', `sequence = ${Number(row['sequence'])}`, () => label, (one) => one.replaceAll(words, ''));
    }
  });

test('where an older program did not ask whether a shop is suspended, or a question over, its decisions come out the same; one of the two without the other is told', async (t) => {
  let removed = 0;
  const told = async (words: RegExp): Promise<string> => (await withoutText(words, () => (removed += 1))).filter((line) => line.startsWith('decision')).join('\n');
  const asked = '\\{"code":"shop-suspended","hit":false,"detail":""\\},|,\\{"code":"question-over","hit":false,"detail":"[a-z-]*"\\}';
  const named = ',"names:\\d+"';
  t.is(await told(new RegExp(`${asked}|${named}`, 'g')), '');
  t.true(removed > 1);
  t.regex(await told(new RegExp(named, 'g')), /keys/);
  t.regex(await told(/\{"code":"address-too-new","hit":false,"detail":""\},/g), /findings/);
});

test('what people wrote stands in no report', async (t) => {
  const found = await afterChange((database) => reseal(database, 'payments', 'payment_id = 1', () => 'payment:1', (text) => text.replace('"lines":["', '"lines":["Sencha ')));
  t.regex(found.join('\n'), /^payments 1\.sealed\..*lines.*: kept a text of \d+ characters, replayed a text of \d+ characters$/m);
  t.notRegex(found.join('\n'), /Sencha/);
});

test('a decision of a program that did not keep its rules is made again under the given ones, and counted', async (t) => {
  const path = join(folder, 'older.db');
  copyFileSync(SOUND, path);
  const database = new DatabaseSync(path);
  database.exec('DROP TRIGGER decisions_unchanged; UPDATE decisions SET rulebook_id = NULL WHERE sequence <= 2');
  database.close();
  const kept = openLocal(path);
  const found: string[] = [];
  const replayed = await replay({ kept, rebuilt: await openFresh(), decide: makeDecide(schemes), keys: KEYS, assumed: { bank: BANK, policy: world.policy }, tell: ({ place }) => void found.push(place) });
  await kept.close();
  t.deepEqual(found, []);
  t.like(replayed, { underAssumedRules: 2, differences: 0, finished: true });
  t.true(replayed.leaves > 0);
});
