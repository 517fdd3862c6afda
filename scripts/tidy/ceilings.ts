/**
 * The ceilings: a file of code has at most 300 lines, a function at most 60.
 *
 * A file whose first comment says `@table` may be longer, because it is data written as code: then the lines inside
 * of top-level array and object literals are not counted, functions inside of them are, and what is left has at
 * most 100 lines. SQL, CSS, fixtures in other formats and prose are no code and have no ceiling.
 */
import {
  isArrayLiteralExpression, isAsExpression, isCallExpression, isExpressionStatement, isNewExpression, isObjectLiteralExpression,
  isSatisfiesExpression, isVariableStatement, type Node,
} from 'typescript/unstable/ast';
import { type Finding, findingAt, isFunction, type Source, walk } from './source.ts';

const fileLines = 300;
const functionLines = 60;
const linesBesideTables = 100;

/** Checks the length of a file and of each function in it. */
export function checkCeilings(source: Source): Finding[] {
  const findings: Finding[] = [];
  const table = /^(#!.*\n)?\s*\/\*[^]*?@table\b[^]*?\*\//.test(source.text) && /@table\b/.test(source.text.slice(0, source.text.indexOf('*/')));
  const lines = table ? source.lineCount - linesInTables(source) : source.lineCount;
  const limit = table ? linesBesideTables : fileLines;
  if (source.lineCount > fileLines && lines > limit) {
    const what = table ? `${lines} lines beside its tables; a file with @table has at most ${limit}` : `${lines} lines; a file of code has at most ${limit}`;
    findings.push({ path: source.path, line: limit + 1, rule: 'file-length', message: `${what}; split it by its ideas` });
  }
  walk(source.tree, (node) => {
    if (!isFunction(node)) return;
    const length = linesOf(source, node);
    if (length > functionLines) findings.push(findingAt(source, node, 'function-length', `a function of ${length} lines; at most ${functionLines}`));
  });
  return findings;
}

function linesOf(source: Source, node: Node): number {
  return source.lineAt(node.getEnd()) - source.lineAt(node.getStart(source.tree)) + 1;
}

function linesInTables(source: Source): number {
  let inside = 0;
  for (const statement of source.tree.statements) {
    const literals = isVariableStatement(statement)
      ? statement.declarationList.declarations.map((declaration) => literalOf(declaration.initializer))
      : [isExpressionStatement(statement) ? literalOf(statement.expression) : undefined];
    for (const literal of literals) if (literal !== undefined) inside += Math.max(0, linesOf(source, literal) - 2) - linesOfFunctionsIn(source, literal);
  }
  return inside;
}

/** The literal behind `as const`, `satisfies T`, `Object.freeze(…)` and `new Map(…)`. */
function literalOf(node: Node | undefined): Node | undefined {
  if (node === undefined) return undefined;
  if (isArrayLiteralExpression(node) || isObjectLiteralExpression(node)) return node;
  if (isAsExpression(node) || isSatisfiesExpression(node)) return literalOf(node.expression);
  if (isCallExpression(node) || isNewExpression(node)) return literalOf(node.arguments?.[0]);
  return undefined;
}

/** A function on one line is an entry of the table; a longer one is code. */
function linesOfFunctionsIn(source: Source, node: Node): number {
  if (isFunction(node)) return linesOf(source, node) === 1 ? 0 : linesOf(source, node);
  let lines = 0;
  node.forEachChild((child) => {
    lines += linesOfFunctionsIn(source, child);
  });
  return lines;
}
