/** The page's script, made once in a process, at run time: nothing that is made is kept in the repository. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

let bundled: Promise<string> | null = null;

/** The same text in every process of the same packages. Rejects where it does not build; asked again, it is tried again. */
export function pageScript(): Promise<string> {
  bundled ??= makeScript().catch((error: unknown) => {
    bundled = null;
    throw error;
  });
  return bundled;
}

const own = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where the bundler works: the names of what it took in are told from here. */
const WORK = own('..');

/** Ed25519 of the very copy that age-encryption seals with, so that the page holds the curve once. */
function plainEd25519(): string {
  const age = createRequire(import.meta.url).resolve('age-encryption');
  return createRequire(age).resolve('@noble/curves/ed25519.js');
}

async function makeScript(): Promise<string> {
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [own('page/main.ts')],
      inject: [own('page/shims.ts'), plainEd25519()],
      absWorkingDir: WORK,
      bundle: true,
      write: false,
      metafile: true,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      minify: true,
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'silent',
    });
    const script = `${(outputFiles[0]?.text ?? '').trimEnd()}\n${licences(Object.keys(metafile.inputs))}`;
    // In a script's element these would end it or change how it is read.
    if (/<\/script|<!--/i.test(script)) throw new Error('the wallet page’s script holds the end of a script or the beginning of a comment');
    return script;
  } finally {
    // The bundler's own process ends with it.
    await stop();
  }
}

/** Their licences ask that they go along with the code. */
function licences(inputs: readonly string[]): string {
  const folders = new Map<string, string>();
  for (const input of inputs) {
    const [, folder, name] = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(input.split(sep).join('/')) ?? [];
    if (folder !== undefined && name !== undefined && !folders.has(name)) folders.set(name, folder);
  }
  const names = [...folders.keys()].sort();
  return names.map((name) => `/* ${name}\n\n${licenceIn(join(WORK, folders.get(name) ?? ''))} */\n`).join('');
}

const licenceIn = (folder: string): string => readFileSync(join(folder, 'LICENSE'), 'utf8').replaceAll('*/', '* /').trim();
