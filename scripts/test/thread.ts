/**
 * Plays several test files in one thread of ava, which loads this module before the file that it was told of. Each file gets a `test` of its own that only notes what is declared;
 * when all are loaded the tests are declared to ava at once, since it begins at the end of the tick. The tests of a file that run side by side wait for those of the file before.
 */
import { registerHooks } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import test from 'ava';
import { sharedTitle, type Threads } from './together.ts';

/** `path`: which of ava's functions was called, as `['serial', 'skip']`. */
type Declaration = { readonly file: string; readonly path: readonly string[]; readonly given: readonly unknown[] };
type Body = (...given: readonly unknown[]) => unknown;
type Chain = Body & { readonly [name: string]: Chain };

const declared: Declaration[] = [];
const OWN = new URL('own-test.ts', import.meta.url).href;

/** What `import test from 'ava'` is in a file that shares its thread. */
export function testOf(file: string, path: readonly string[] = []): unknown {
  return new Proxy(() => undefined, {
    get: (_target, name) => (name === 'meta' ? { ...test.meta, file: pathToFileURL(file).href } : testOf(file, [...path, String(name)])),
    apply: (_target, _self, given: readonly unknown[]) => void declared.push({ file, path, given }),
  });
}

/** Loaded by ava's `require` setting, in every thread. */
export default async function playTogether(root: string, threads: Threads): Promise<void> {
  const files = threads[relative(root, fileURLToPath(test.meta.file)).split(sep).join('/')];
  if (files === undefined) return;
  const places = new Map(files.map((file) => [pathToFileURL(join(root, file)).href, file]));
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const file = specifier === 'ava' ? places.get(context.parentURL ?? '') : undefined;
      return file === undefined ? next(specifier, context) : { url: `${OWN}?file=${encodeURIComponent(file)}`, shortCircuit: true };
    },
  });
  for (const place of places.keys()) await import(place);
  hooks.deregister();
  let earlier: Promise<unknown> = Promise.resolve();
  for (const list of Map.groupBy(declared, ({ file }) => file).values()) earlier = declare(list, earlier);
}

/** Declares the tests of one file to ava; resolves when those of them that run side by side have ended. */
function declare(list: readonly Declaration[], earlier: Promise<unknown>): Promise<unknown> {
  const ends: Promise<void>[] = [];
  for (const { file, path, given } of list) {
    const call = path.reduce((chain, name) => chain[name] ?? missing(file, path), test as unknown as Chain);
    // What a file begins for itself is begun with the thread, and ended with it.
    if (path.includes('before') || path.includes('after')) {
      call(...given);
      continue;
    }
    const [title, body, ...rest] = given;
    if (typeof title !== 'string' || typeof body !== 'function') throw new TypeError(`${file} declares a test in a way that no shared thread knows`);
    call(sharedTitle(file, title), path.length === 0 ? inTurn(body as Body, earlier, ends) : body, ...rest);
  }
  return Promise.all(ends);
}

function inTurn(body: Body, earlier: Promise<unknown>, ends: Promise<void>[]): Body {
  const { promise, resolve } = Promise.withResolvers<void>();
  ends.push(promise);
  return async (...given) => {
    await earlier;
    try {
      return await body(...given);
    } finally {
      resolve();
    }
  };
}

function missing(file: string, path: readonly string[]): never {
  throw new TypeError(`${file} calls test.${path.join('.')}, which ava does not have`);
}
