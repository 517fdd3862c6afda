/** The rules on imports: the table of folders, packages in their places, no cycle. */
import { dirname, join } from 'node:path/posix';
import {
  isCallExpression, isExportDeclaration, isIdentifier, isImportDeclaration, isImportTypeNode, isLiteralTypeNode, isNamedExports,
  isNamedImports, isStringLiteral, type Node, SyntaxKind,
} from 'typescript/unstable/ast';
import { type Finding, findingAt, isTest, type Source, walk } from './source.ts';
import { covers, packagePlaces, pureTextLibraries, zoneOf, type Zone } from './table.ts';

interface Import {
  readonly node: Node;
  /** Absent where the specifier is computed. */
  readonly specifier: string | undefined;
  readonly typesOnly: boolean;
}

/** What package.json names: packages, and under `imports` the files that a name with `#` may stand for. */
export interface Declared {
  readonly packages: ReadonlySet<string>;
  readonly files: ReadonlyMap<string, readonly string[]>;
}

/** Checks the imports of all files against each other. A name with `#` is an import of each file that it stands for. */
export function checkImports(sources: readonly Source[], declared: Declared): Finding[] {
  const known = new Set(sources.map((source) => source.path));
  const findings: Finding[] = [];
  const graph = new Map<string, { to: string; source: Source; node: Node }[]>();
  for (const source of sources) {
    const edges: { to: string; source: Source; node: Node }[] = [];
    graph.set(source.path, edges);
    if (zoneOf(source.path) === undefined && !isTest(source.path)) findings.push({ path: source.path, line: 1, rule: 'folders', message: 'the table of folders has no row for this file; move it or add a row' });
    for (const each of importsOf(source)) {
      const message = judge(source, each, known, declared);
      if (message !== undefined) findings.push(findingAt(source, each.node, 'imports', message));
      for (const target of targetsOf(source.path, each.specifier ?? '', declared)) if (known.has(target)) edges.push({ to: target, source, node: each.node });
    }
  }
  return [...findings, ...cycles(graph)];
}

function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const add = (node: Node, at: Node | undefined, typesOnly: boolean) =>
    found.push({ node, specifier: at !== undefined && isStringLiteral(at) ? at.text : undefined, typesOnly });
  walk(source.tree, (node) => {
    if (isImportDeclaration(node)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const eachIsType = clause?.name === undefined && named !== undefined && isNamedImports(named) && named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
      add(node, node.moduleSpecifier, clause?.phaseModifier === SyntaxKind.TypeKeyword || eachIsType);
    } else if (isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
      const named = node.exportClause;
      const eachIsType = named !== undefined && isNamedExports(named) && named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
      add(node, node.moduleSpecifier, node.isTypeOnly || eachIsType);
    } else if (isImportTypeNode(node)) {
      add(node, isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    } else if (isCallExpression(node) && (node.expression.kind === SyntaxKind.ImportKeyword || (isIdentifier(node.expression) && node.expression.text === 'require'))) {
      add(node, node.arguments[0], false);
    }
  });
  return found;
}

function judge(source: Source, each: Import, known: ReadonlySet<string>, declared: Declared): string | undefined {
  const zone = zoneOf(source.path);
  const free = isTest(source.path) || zone?.name === 'scripts';
  const { specifier } = each;
  if (specifier === undefined) return free ? undefined : 'a computed import; name the module, so that the table can be held';
  const targets = targetsOf(source.path, specifier, declared);
  if (targets.length === 0) return judgePackage(source.path, zone, specifier, free, declared.packages);
  if (free || zone === undefined) return undefined;
  return targets.map((target) => judgeFile(zone, each.typesOnly, specifier, target, known)).find((message) => message !== undefined);
}

function judgeFile(zone: Zone, typesOnly: boolean, specifier: string, target: string, known: ReadonlySet<string>): string | undefined {
  if (/\.json$/.test(target)) return undefined;
  if (!known.has(target)) return `imports ${specifier}, which is no file of code of the project; give an existing file with its ending`;
  if (isTest(target)) return `imports ${target}, which belongs to the tests; code must run without them`;
  const other = zoneOf(target);
  if (other === zone || allows(zone.may, target, other)) return undefined;
  if (allows(zone.mayTypes ?? [], target, other)) return typesOnly ? undefined : `imports values of ${target}; ${zone.name} may import types only from there`;
  const expected = [...zone.may, ...(zone.mayTypes ?? []).map((name) => `types of ${name}`)].join(', ');
  return `imports ${target}; ${zone.name} may import ${expected === '' ? 'nothing of the project' : expected}`;
}

function allows(may: readonly string[], target: string, zone: Zone | undefined): boolean {
  return may.some((entry) => entry === zone?.name || covers(entry, target));
}

function judgePackage(path: string, zone: Zone | undefined, specifier: string, free: boolean, declared: ReadonlySet<string>): string | undefined {
  const name = packageOf(specifier);
  const places = packagePlaces[name];
  if (!name.startsWith('node:') && !declared.has(name)) return `imports ${name}, which package.json does not name; Node's own modules are written node:…`;
  if (free) return undefined;
  if (places !== undefined) return places.some((place) => path.startsWith(place)) ? undefined : `imports ${name}; only ${places.join(', ')} may`;
  if (!name.startsWith('node:')) return pureTextLibraries.includes(name) ? undefined : `imports ${name}; no folder is named for this package in the table`;
  if (zone?.builtins === undefined || zone.builtins.includes(name)) return undefined;
  return `imports ${name}; ${zone.name} may import of Node only ${zone.builtins.join(', ')}`;
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return specifier;
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The files of the tree that an import means; none: a package. */
function targetsOf(path: string, specifier: string, { files }: Declared): readonly string[] {
  if (specifier.startsWith('#')) return files.get(specifier) ?? [];
  return specifier.startsWith('.') ? [join(dirname(path), specifier)] : [];
}

/** Depth-first; each cycle is told once, at the import that closes it. Imports of types count: they bind two files as well. */
function cycles(graph: ReadonlyMap<string, readonly { to: string; source: Source; node: Node }[]>): Finding[] {
  const findings: Finding[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string) => {
    way.push(path);
    for (const { to, source, node } of graph.get(path) ?? []) {
      const start = way.indexOf(to);
      if (start !== -1) findings.push(findingAt(source, node, 'cycles', `closes the cycle ${[...way.slice(start), to].join(' → ')}; files depend in one direction`));
      else if (!done.has(to)) visit(to);
    }
    way.pop();
    done.add(path);
  };
  for (const path of graph.keys()) if (!done.has(path)) visit(path);
  return findings;
}
