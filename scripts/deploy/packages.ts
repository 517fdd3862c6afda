/** What a program needs of node_modules: read from its sources and from package-lock.json, so that nothing has to be installed anew to know it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

type Locked = { readonly version?: string; readonly dev?: boolean; readonly devOptional?: boolean; readonly optional?: boolean; readonly dependencies?: Readonly<Record<string, string>> };
export type Lock = Readonly<Record<string, Locked>>;

/** `import`, `export … from`, `import()`, `new URL()` for threads, `resolve()` for files of packages; not `import type`. */
const NAMED = /^(?:import|export) (?!type )(?:[^;']* from )?'([^']+)'|(?:import|new URL|resolve)\('([^'\s]+)'/gm;
const CODE = /\.(?:ts|mjs|js)$/;

export const readLock = (root: string): Lock => (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { readonly packages: Lock }).packages;

/** The packages that a file of the checkout at `root` names, itself and through all files of the checkout that it leads to, threads among them. */
export function packagesOf(root: string, entry: string): ReadonlySet<string> {
  const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly imports: Readonly<Record<string, Readonly<Record<string, string>>>> };
  const files = new Set([normalize(entry)]);
  const packages = new Set<string>();
  for (const file of files) {
    for (const [, first, second] of readFileSync(join(root, file), 'utf8').matchAll(NAMED)) {
      const named = first ?? second ?? '';
      if (named.startsWith('#')) for (const target of Object.values(imports[named] ?? {})) files.add(normalize(target));
      else if (named.startsWith('.')) addFile(join(dirname(file), named));
      else if (isPackage(named)) packages.add(nameOf(named));
    }
  }
  return packages;

  function addFile(path: string): void {
    if (CODE.test(path) && existsSync(join(root, path))) files.add(path);
  }
}

/** A style sheet or a schema beside the file is named without `./`; so is an address. */
const isPackage = (named: string): boolean => !/^node:|^[a-z]+:\/\/|\.(?:css|sql|svg|html|json)$/.test(named);

const nameOf = (named: string): string => named.split('/').slice(0, named.startsWith('@') ? 2 : 1).join('/');

/** Those of the packages, and of all that they need, that `npm ci --omit=dev` leaves out, or of which the lock knows nothing. */
export function missingWithoutDev(lock: Lock, packages: Iterable<string>): readonly string[] {
  const missing: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string, from: string): void => {
    const place = placeOf(lock, name, from);
    const found = place === undefined ? undefined : lock[place];
    if (place === undefined || found === undefined) return void missing.push(`${name}, needed by ${from === '' ? 'the program' : from}`);
    if (seen.has(place)) return;
    seen.add(place);
    if (found.dev === true || found.devOptional === true) missing.push(place);
    for (const dependency of Object.keys(found.dependencies ?? {})) visit(dependency, place);
  };
  for (const name of packages) visit(name, '');
  return missing;
}

/** As Node looks for it: beside the one that needs it, then further out. */
function placeOf(lock: Lock, name: string, from: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (place in lock) return place;
    if (folder === '') return undefined;
  }
}
