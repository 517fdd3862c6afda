/**
 * JSON for what is stored and hashed: a bigint is written `{"$n":"123"}`, keys stay in their order, the same value gives the same text.
 * Only plain objects, arrays, strings, finite numbers, booleans, null and bigint can be written; anything else is a fault of the program
 * and throws TypeError, so that nothing is lost silently. A property that is undefined is left out.
 */

export const toJson = (value: unknown): string => write(value, '$');

/** The value of a text that `toJson` wrote. Throws SyntaxError on anything else; that it has the shape of T is the caller's promise. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text, (_key, value: unknown) => (isRecord(value) && Object.hasOwn(value, '$n') ? readBigInt(value) : value)) as T;
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

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function readBigInt(holder: Record<string, unknown>): bigint {
  const digits = holder['$n'];
  if (Object.keys(holder).length !== 1 || typeof digits !== 'string' || !/^(?:0|-?[1-9][0-9]*)$/.test(digits)) {
    throw new SyntaxError('a $n object that is no bigint');
  }
  return BigInt(digits);
}
