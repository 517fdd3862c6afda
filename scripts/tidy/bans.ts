/** What may stand only in named places, and what may stand nowhere. */
import {
  isBindingElement, isCallExpression, isElementAccessExpression, isIdentifier, isImportClause, isImportDeclaration, isImportSpecifier,
  isNamespaceImport, isNewExpression, isNoSubstitutionTemplateLiteral, isObjectBindingPattern, isPropertyAccessExpression, isPropertyAssignment,
  isStringLiteral, isTemplateHead, isVariableDeclaration, type Node, SyntaxKind,
} from 'typescript/unstable/ast';
import { type Finding, findingAt, isTest, type Source, walk } from './source.ts';
import { wiring, zoneOf } from './table.ts';

const clockPlaces = [
  ...wiring, 'clearinghouse/cli/', 'clearinghouse/mail/', 'clearinghouse/wakeup/', 'clearinghouse/store/sqlite/', 'clearinghouse/store/common/',
  'clearinghouse/store/postgres/', 'merchant-agent/main.ts', 'bulletin-board/main.ts',
];
const environmentPlaces = ['clearinghouse/config.ts', 'merchant-agent/config.ts', 'bulletin-board/config.ts'];
const driverPlaces = ['clearinghouse/store/sqlite/', 'clearinghouse/store/common/', 'clearinghouse/store/postgres/', 'merchant-agent/store'];
const moneyReader = 'clearinghouse/protocol/money.ts';
const exactPlaces = ['clearinghouse/core/', 'clearinghouse/schemes/', 'clearinghouse/stages/', 'clearinghouse/notices/'];

const randomNames = new Set(['randomBytes', 'randomInt', 'randomUUID', 'randomFill', 'randomFillSync', 'getRandomValues']);
const cryptoModules = new Set(['node:crypto', 'crypto']);
const ambientNames = new Set(['process', 'console', 'fetch', 'setTimeout', 'setInterval', 'setImmediate']);
const clockCalls = new Set(['Date.now', 'performance.now', 'performance.timeOrigin', 'process.hrtime', 'process.uptime', 'Temporal.Now']);

const transaction = /^\s*(BEGIN(\s+(IMMEDIATE|EXCLUSIVE|DEFERRED|TRANSACTION|WORK))?|START\s+TRANSACTION|COMMIT|ROLLBACK(\s+TO\b.*)?|SAVEPOINT\s+\w+|RELEASE\s+\w+)\s*(;|$)/;
const gates = '(auth|authentication|dkim|spf|dmarc|signatures?|verification|verify|gates?|consent|checks?)';
const weakSwitches = [
  /^NODE_ENV$/,
  new RegExp(`^(skip|bypass|disable|ignore|without|no|fake|allowMissing)_?${gates}$`, 'i'),
  /^(is_?|in_?|under_?)?(test_?mode|testing_?mode|test_?run)$/i,
  /^(allow|accept)_?(unsigned|unauthenticated|insecure|invalid)\w*$/i,
  /^(insecure|trust_?all|trust_?everyone|god_?mode|back_?door)$/i,
];

/** All bans over one file. */
export function checkBans(source: Source): Finding[] {
  const judged = judgeFor(source);
  const findings: Finding[] = [];
  const seen = new Set<string>();
  walk(source.tree, (node) => {
    const found = judged(node);
    if (found === undefined) return;
    const finding = findingAt(source, node, ...found);
    const key = `${finding.line} ${finding.rule}`;
    if (!seen.has(key)) findings.push(finding);
    seen.add(key);
  });
  return findings;
}

type Judged = readonly [rule: string, message: string] | undefined;

function judgeFor(source: Source): (node: Node) => Judged {
  const { path } = source;
  const within = (places: readonly string[]) => places.some((place) => path.startsWith(place));
  const free = isTest(path) || path.startsWith('scripts/');
  const crypto = namesOfCrypto(source);
  const pure = zoneOf(path)?.pure === true && !free;
  const rules: ((node: Node) => Judged)[] = [(node) => judgeNumbers(node, path, within)];
  if (!free && !within(environmentPlaces)) rules.push(judgeEnvironment);
  if (!free && !within(clockPlaces)) rules.push(judgeClock, (node) => judgeRandom(node, crypto));
  if (!free) rules.push(judgeSwitches);
  if (!free && !path.startsWith('clearinghouse/store/') && !within(driverPlaces)) rules.push(judgeTransactions);
  if (pure) rules.push(judgeAmbient);
  return (node) => {
    for (const rule of rules) {
      const found = rule(node);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

/** `a.b` and `a['b']` as text, for an `a` that is a plain name (also behind `globalThis.`). */
function access(node: Node): string | undefined {
  const name = isPropertyAccessExpression(node) ? node.name.text
    : isElementAccessExpression(node) && isStringLiteral(node.argumentExpression) ? node.argumentExpression.text : undefined;
  if (name === undefined || !(isPropertyAccessExpression(node) || isElementAccessExpression(node))) return undefined;
  if (isIdentifier(node.expression)) return `${node.expression.text}.${name}`;
  const outer = access(node.expression);
  return outer?.startsWith('globalThis.') === true ? `${outer.slice('globalThis.'.length)}.${name}` : undefined;
}

/** True for `{ name } = object` and `import { name } from 'module'`. */
function takesOut(node: Node, name: string, object: string, module: string): boolean {
  if (isImportSpecifier(node)) return (node.propertyName ?? node.name).text === name && moduleOf(node) === module;
  if (!isBindingElement(node) || !isObjectBindingPattern(node.parent) || !isVariableDeclaration(node.parent.parent)) return false;
  const { initializer } = node.parent.parent;
  const taken = node.propertyName ?? node.name;
  return initializer !== undefined && isIdentifier(initializer) && initializer.text === object && taken !== undefined && isIdentifier(taken) && taken.text === name;
}

function moduleOf(node: Node): string | undefined {
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) {
    if (isImportDeclaration(at)) return isStringLiteral(at.moduleSpecifier) ? at.moduleSpecifier.text : undefined;
  }
  return undefined;
}

function judgeEnvironment(node: Node): Judged {
  if (access(node) !== 'process.env' && !takesOut(node, 'env', 'process', 'node:process')) return undefined;
  return ['environment', 'reads process.env; only config.ts does, everything else gets its settings as arguments'];
}

function judgeClock(node: Node): Judged {
  const name = access(node);
  const bareDate = (isNewExpression(node) || isCallExpression(node)) && isIdentifier(node.expression) && node.expression.text === 'Date' && (node.arguments ?? []).length === 0;
  if (!bareDate && (name === undefined || !clockCalls.has(name))) return undefined;
  return ['clock', `reads the clock (${name ?? 'Date without an argument'}); main.ts and adapters do, everything else gets the time as an argument`];
}

/** The names under which this file knows the whole crypto module. */
function namesOfCrypto(source: Source): Set<string> {
  const names = new Set(['crypto', 'webcrypto']);
  walk(source.tree, (node) => {
    if (!isImportDeclaration(node) || !isStringLiteral(node.moduleSpecifier) || !cryptoModules.has(node.moduleSpecifier.text)) return;
    walk(node, (inner) => {
      if (isImportClause(inner) && inner.name !== undefined) names.add(inner.name.text);
      if (isNamespaceImport(inner)) names.add(inner.name.text);
    });
  });
  return names;
}

function judgeRandom(node: Node, crypto: ReadonlySet<string>): Judged {
  const [object = '', member = ''] = access(node)?.split('.') ?? [];
  const imported = isImportSpecifier(node) && cryptoModules.has(moduleOf(node) ?? '') ? (node.propertyName ?? node.name).text : '';
  const found = (object === 'Math' && member === 'random') || (crypto.has(object) && randomNames.has(member)) || randomNames.has(imported);
  return found ? ['random', `draws random (${imported || `${object}.${member}`}); main.ts and adapters do, everything else gets it as an argument`] : undefined;
}

function judgeNumbers(node: Node, path: string, within: (places: readonly string[]) => boolean): Judged {
  if (path === moneyReader || within(driverPlaces) || !isCallExpression(node)) return undefined;
  const called = isIdentifier(node.expression) ? node.expression.text : access(node.expression)?.replace(/^Number\./, '');
  if (called === 'parseFloat') return ['numbers', 'parseFloat; money is bigint minor units and read by protocol/money.ts, other numbers are whole'];
  if (!within(exactPlaces) || isTest(path) || called !== 'Number') return undefined;
  return ['numbers', 'Number( where money is handled; amounts stay bigint minor units'];
}

function judgeSwitches(node: Node): Judged {
  const name = isIdentifier(node) || isStringLiteral(node) ? node.text : '';
  if (weakSwitches.some((pattern) => pattern.test(name))) return ['gates', `${name}: no switch may weaken a gate; tests use real keys and a real resolver of their own`];
  const offered = isPropertyAssignment(node) && isIdentifier(node.name) && node.name.text === 'rejectUnauthorized' && node.initializer.kind === SyntaxKind.FalseKeyword;
  return offered ? ['gates', 'rejectUnauthorized: false; certificates are always checked, an own authority is given as a certificate'] : undefined;
}

function judgeTransactions(node: Node): Judged {
  const text = isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node) || isTemplateHead(node) ? node.text : '';
  return transaction.test(text) ? ['transactions', `"${text.trim().slice(0, 30)}"; transactions are opened by the store's port alone`] : undefined;
}

function judgeAmbient(node: Node): Judged {
  if (!isIdentifier(node) || !ambientNames.has(node.text)) return undefined;
  const { parent } = node;
  const isMember = isPropertyAccessExpression(parent) && parent.name === node;
  const isUse = (isPropertyAccessExpression(parent) && parent.expression === node) || (isCallExpression(parent) && parent.expression === node);
  if (isMember || !isUse) return undefined;
  return ['purity', `uses ${node.text}; this folder is pure: values in, values out`];
}
