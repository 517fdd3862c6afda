/**
 * JSON for what is stored and hashed: a bigint is written `{"$n":"123"}`, keys stay in their order, the same value gives the same text.
 * Only plain objects, arrays, strings, finite numbers, booleans, null and bigint can be written; anything else is a fault of the program
 * and throws TypeError, so that nothing is lost silently. A property that is undefined is left out.
 */

export const toJson = (value: unknown): string => write(value, '$');

/** The value of a text that `toJson` wrote. Throws SyntaxError on anything else; that it has the shape of T is the caller's promise. */
export function fromJson<T>(text: string): T {
  const value: unknown = JSON.parse(text);
  // Only texts that hold one are walked through: a reviver for all of them costs eight times as much as the parsing.
  return (text.includes('"$n"') ? withBigInts(value) : value) as T;
}

/** Changes what was just parsed, and nothing else, in place. */
function withBigInts(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value) && Object.hasOwn(value, '$n')) return readBigInt(value as Record<string, unknown>);
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const member = holder[key];
    const next = withBigInts(member);
    // Also a key called __proto__ is data.
    if (next !== member) Object.defineProperty(holder, key, { value: next, enumerable: true, configurable: true, writable: true });
  }
  return value;
}

function write(value: unknown, path: string): string {
  switch (typeof value) {
    case 'bigint':
      return `{"$n":"${value}"}`;
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${path} is ${value}: no number that JSON has`);
      return JSON.stringify(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path);
    default:
      throw new TypeError(`${path} is of type ${typeof value}: not written as JSON`);
  }
}

const writeArray = (items: readonly unknown[], path: string): string => `[${Array.from(items, (item, index) => write(item, `${path}[${index}]`)).join(',')}]`;

function writeObject(object: object, path: string): string {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`${path} is no plain object`);
  if (Object.hasOwn(object, '$n')) throw new TypeError(`${path} has the key $n, which stands for a bigint`);
  const members = Object.entries(object).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${write(member, `${path}.${key}`)}`).join(',')}}`;
}

function readBigInt(holder: Record<string, unknown>): bigint {
  const digits = holder['$n'];
  if (Object.keys(holder).length !== 1 || typeof digits !== 'string' || !/^(?:0|-?[1-9][0-9]*)$/.test(digits)) {
    throw new SyntaxError('a $n object that is no bigint');
  }
  return BigInt(digits);
}
