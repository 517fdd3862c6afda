/**
 * Every notice in every language, compared with the fixtures that people have read. Where a fixture is missing it is written and the test
 * is red once: read the new file, it is what customers get.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { bank, evidenceOf, examples as usual, owed } from './fixtures/examples.ts';
import { roadExamples } from './fixtures/road-examples.ts';
import { noticeKinds, renderNotice, type RenderedNotice } from './index.ts';

const examples = { ...usual, ...roadExamples };
const folder = new URL('./fixtures/', import.meta.url);
const languages = ['en', 'ja'] as const;
/** The HTML part is made from the same blocks: a few of them show all its elements. */
const withHtml: readonly string[] = ['question', 'receipt-merchant', 'receipt-buyer-board', 'status', 'help'];

function written(notice: RenderedNotice): string {
  const attachments = notice.attachments.map((one) => `\n[${one.filename}; ${one.contentType}]\n${new TextDecoder().decode(one.content)}`);
  return `Subject: ${notice.subject}\n\n${notice.text}${attachments.join('')}`;
}

const cases = Object.entries(examples).flatMap(([name, facts]) =>
  languages.flatMap((language) => {
    const notice = renderNotice(owed(facts, language), bank, evidenceOf(facts));
    const html = withHtml.includes(name) ? [{ file: `${name}.${language}.html`, content: notice.html }] : [];
    return [{ file: `${name}.${language}.txt`, content: written(notice) }, ...html];
  }),
);

for (const { file, content } of cases) {
  test(`${file} reads as it was agreed`, (t) => {
    const place = new URL(file, folder);
    if (!existsSync(place)) {
      writeFileSync(place, content);
      t.fail(`fixtures/${file} is new: read it`);
      return;
    }
    t.is(content, readFileSync(place, 'utf8'));
  });
}

test('the README lists every kind, and counts them', (t) => {
  const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8');
  const listed = readme.split('\n').flatMap((line) => (line.startsWith('| `') ? [...(line.split('|')[1] ?? '').matchAll(/`([a-z-]+)`/g)].map((match) => match[1] ?? '') : []));
  t.deepEqual([...listed].sort(), [...noticeKinds].sort());
  t.true(readme.includes(`\n${noticeKinds.length} kinds:\n`));
});

test('every kind of notice has an example, and no fixture is left without one', (t) => {
  const shown = new Set(Object.values(examples).map((facts) => facts.kind));
  t.deepEqual(noticeKinds.filter((kind) => !shown.has(kind)), []);
  const known = new Set(cases.map(({ file }) => file));
  t.deepEqual(readdirSync(folder).filter((file) => !file.endsWith('.ts') && !known.has(file)), []);
});
