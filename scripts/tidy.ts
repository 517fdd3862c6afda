/**
 * `npm run tidy`: holds the tree to the house rules: the table of folders and imports, no cycle, the ceilings, the
 * bans, finished work, pages and links. One line for each finding: `file:line  rule  what was found; what is expected`.
 */
import { globSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { checkBans } from './tidy/bans.ts';
import { checkCeilings } from './tidy/ceilings.ts';
import { checkImports, type Declared } from './tidy/imports.ts';
import { type Finding, parseSources } from './tidy/source.ts';
import { checkLinks, checkMarks, checkPages, checkTests } from './tidy/texts.ts';

const codeFile = /^(clearinghouse|bulletin-board|merchant-agent|scripts)\/.*\.[cm]?[jt]s$/;
const fileRules = [checkCeilings, checkBans, checkMarks, checkTests];

/** Checks a tree given as path → text (code, package.json and pages; other files may have any text). */
export function checkTree(files: ReadonlyMap<string, string>): Finding[] {
  const paths = [...files.keys()];
  const sources = parseSources(new Map([...files].filter(([path]) => codeFile.test(path))));
  const declared = declaredIn(files.get('package.json') ?? '{}');
  const links = [...files].filter(([path]) => path.endsWith('.md')).flatMap(([path, text]) => checkLinks(path, text, paths));
  const findings = [...sources.flatMap((source) => fileRules.flatMap((rule) => rule(source))), ...checkImports(sources, declared), ...checkPages(paths), ...links];
  return findings.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

/** Reads the tree at a root, without what is installed or made. */
export function readTree(root: string): Map<string, string> {
  const exclude = ['node_modules', '**/node_modules', '.git', '.kakitome', 'coverage'];
  const tree = new Map<string, string>();
  for (const path of globSync(['**/*', '.*'], { cwd: root, exclude }).sort()) {
    if (statSync(join(root, path)).isFile()) tree.set(path.replaceAll('\\', '/'), readText(join(root, path)));
  }
  return tree;
}

/** One finding as one line. */
export function tellFinding({ path, line, rule, message }: Finding): string {
  return `${path}:${line}  ${rule}  ${message}`;
}

function readText(file: string): string {
  return /\.([cm]?[jt]s|md|json)$/.test(file) ? readFileSync(file, 'utf8') : '';
}

function declaredIn(text: string): Declared {
  const { dependencies = {}, devDependencies = {}, imports = {} } = JSON.parse(text) as Record<string, Record<string, string | Record<string, string>>>;
  const files = Object.entries(imports).map(([name, means]) => [name, (typeof means === 'string' ? [means] : Object.values(means)).map((path) => path.replace(/^\.\//, ''))] as const);
  return { packages: new Set([...Object.keys(dependencies), ...Object.keys(devDependencies)]), files: new Map(files) };
}

if (import.meta.main) {
  const findings = checkTree(readTree(fileURLToPath(new URL('..', import.meta.url))));
  for (const finding of findings) process.stdout.write(`${tellFinding(finding)}\n`);
  process.stdout.write(findings.length === 0 ? 'tidy: nothing found\n' : `tidy: ${findings.length} findings\n`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}
