/** Parses source text with the TypeScript compiler's own parser and hands out what the rules look at. */
import type { ChildProcess } from 'node:child_process';
import { API } from 'typescript/unstable/sync';
import { computeLineStarts, type Node, type SourceFile, SyntaxKind } from 'typescript/unstable/ast';

/** One parsed file of code; `path` is relative to the root, with forward slashes. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lineCount: number;
  readonly tree: SourceFile;
  /** The line (from 1) of an offset in the text. */
  lineAt(offset: number): number;
}

/** One thing that is not as it should be. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  /** What was found; what is expected. */
  readonly message: string;
}

/** A rule over one file. */
export type FileRule = (source: Source) => Finding[];

const base = '/tree/';
const functionKinds: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.FunctionDeclaration, SyntaxKind.FunctionExpression, SyntaxKind.ArrowFunction, SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor, SyntaxKind.GetAccessor, SyntaxKind.SetAccessor,
]);

/** Parses all files (path → text) at once. Nothing is read from the disk. */
export function parseSources(files: ReadonlyMap<string, string>): Source[] {
  if (files.size === 0) return [];
  const options = { noLib: true, noResolve: true, allowJs: true, types: [], allowImportingTsExtensions: true, noEmit: true };
  const config = JSON.stringify({ compilerOptions: options, files: [...files.keys()] });
  const read = (name: string) => (name === `${base}tsconfig.json` ? config : files.get(name.slice(base.length)));
  const folders = foldersOf([...files.keys()]);
  const api = new API({
    cwd: base,
    fs: {
      readFile: (name) => read(name) ?? null,
      fileExists: (name) => read(name) !== undefined,
      directoryExists: (name) => folders.has(name.endsWith('/') ? name : `${name}/`),
      getAccessibleEntries: () => ({ files: [], directories: [] }),
      realpath: (name) => name,
    },
  });
  try {
    const program = api.updateSnapshot({ openProject: `${base}tsconfig.json` }).getProjects()[0]?.program;
    return [...files].map(([path, text]) => toSource(path, text, program?.getSourceFile(base + path)));
  } finally {
    endQuietly(api);
  }
}

/** The parser is a process of its own that, asked to end, may still write to our stderr; it holds nothing that could be lost. */
function endQuietly(api: API): void {
  const { channel } = (api as unknown as { readonly client: { readonly channel?: { readonly child: ChildProcess; close(): void } } }).client;
  channel?.child.kill('SIGKILL');
  channel?.close();
}

/** Calls `visit` for a node and all below it. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** True for a function with a name or without, a method, a constructor, a getter or setter. */
export function isFunction(node: Node): boolean {
  return functionKinds.has(node.kind);
}

/** A finding at a node. */
export function findingAt(source: Source, node: Node, rule: string, message: string): Finding {
  return { path: source.path, line: source.lineAt(node.getStart(source.tree)), rule, message };
}

/** True for tests and what only tests use: their suites, fixtures and stories. */
export function isTest(path: string): boolean {
  return /\.test\.[cm]?[jt]s$/.test(path) || /(^|\/)(fixtures|stories|testing)\//.test(path) || /\/conformance(\/|[.-])/.test(path);
}

function toSource(path: string, text: string, tree: SourceFile | undefined): Source {
  if (tree === undefined) throw new Error(`${path}: the TypeScript parser gave nothing for this file`);
  const starts = computeLineStarts(text);
  const lineAt = (offset: number) => starts.findLastIndex((start) => start <= offset) + 1;
  return { path, text, tree, lineAt, lineCount: starts.length - (text.endsWith('\n') ? 1 : 0) };
}

function foldersOf(paths: readonly string[]): Set<string> {
  const folders = new Set(['/', base]);
  for (const path of paths) {
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) folders.add(base + path.slice(0, at + 1));
  }
  return folders;
}
