/** Rules on the text itself: unfinished marks, tests that can't fail, READMEs and the links in them. */
import { dirname, join } from 'node:path/posix';
import { isCallExpression, isIdentifier, isPropertyAccessExpression, type Node, SyntaxKind } from 'typescript/unstable/ast';
import { type Finding, findingAt, isTest, type Source, walk } from './source.ts';

// Written in halves, so that this file does not hold the marks that it looks for.
const marks = new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X', 'HA' + 'CK', 'not ' + 'implemented', 'for ' + 'now'].join('|'));
const weakTests = new Set(['only', 'skip', 'todo', 'failing']);

/** The folders that have a README of their own, and the pages that stand at the top. */
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const topFolders = ['clearinghouse', 'bulletin-board', 'merchant-agent', 'scripts'];

/** Marks of unfinished work in a file of code. */
export function checkMarks(source: Source): Finding[] {
  return source.text.split('\n').flatMap((text, at) => {
    const mark = marks.exec(text)?.[0];
    if (mark === undefined) return [];
    return [{ path: source.path, line: at + 1, rule: 'unfinished', message: `"${mark}"; do it, or say in the README what is left out and why` }];
  });
}

/** Tests that are skipped, run alone, or can't fail. */
export function checkTests(source: Source): Finding[] {
  if (!isTest(source.path)) return [];
  const findings: Finding[] = [];
  walk(source.tree, (node) => {
    if (isPropertyAccessExpression(node) && weakTests.has(node.name.text) && rootName(node) === 'test') {
      findings.push(findingAt(source, node, 'tests', `test.${node.name.text}; every test runs, and each can fail`));
    }
    if (isCallExpression(node) && cannotFail(node)) {
      findings.push(findingAt(source, node, 'tests', 'an assertion that can not fail; assert what the code gave'));
    }
  });
  return findings;
}

function rootName(node: Node): string {
  return isPropertyAccessExpression(node) ? rootName(node.expression) : isIdentifier(node) ? node.text : '';
}

function cannotFail(node: Node): boolean {
  if (!isCallExpression(node) || !isPropertyAccessExpression(node.expression)) return false;
  const { expression, name } = node.expression;
  if (!isIdentifier(expression) || expression.text !== 't') return false;
  return name.text === 'pass' || (name.text === 'true' && node.arguments[0]?.kind === SyntaxKind.TrueKeyword);
}

/** The pages that must exist. `paths` are all files of the tree. */
export function checkPages(paths: readonly string[]): Finding[] {
  const there = new Set(paths);
  const used = topFolders.filter((folder) => paths.some((path) => path.startsWith(`${folder}/`)));
  const wanted = [...pages, ...used.map((folder) => `${folder}/README.md`)];
  return wanted.filter((path) => !there.has(path)).map((path) => ({ path, line: 1, rule: 'pages', message: 'is missing; every top folder and the top itself has its pages' }));
}

/** The relative links of one Markdown page: each must lead to a file or folder of the tree. */
export function checkLinks(path: string, text: string, paths: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  let fenced = false;
  for (const [at, line] of text.split('\n').entries()) {
    if (/^\s*(```|~~~)/.test(line)) fenced = !fenced;
    if (fenced) continue;
    const prose = line.replaceAll(/`[^`]*`/g, (code) => ' '.repeat(code.length));
    for (const match of prose.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\s*\[[^\]]+\]:\s*(\S+)/g)) {
      const target = (match[1] ?? match[2] ?? '').replace(/#.*$/, '');
      if (target === '' || /^[a-z][a-z0-9+.-]*:/i.test(target) || leads(path, target, paths)) continue;
      findings.push({ path, line: at + 1, rule: 'links', message: `a link to ${target}, which does not exist; name an existing file` });
    }
  }
  return findings;
}

function leads(path: string, target: string, paths: readonly string[]): boolean {
  const place = join(target.startsWith('/') ? '' : dirname(path), decodeURI(target)).replace(/^\//, '').replace(/\/$/, '');
  return place === '.' || place === '' || paths.some((each) => each === place || each.startsWith(`${place}/`));
}
