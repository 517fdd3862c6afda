/** The scripts of the pages, made once at the start: from the same files that the command checks with, into one file each. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';

export type Asset = { readonly text: string; /** For a Content-Security-Policy: `sha256-…`. */ readonly hash: string; /** In the file's name: other content, other address. */ readonly version: string };

export function makeAsset(text: string): Asset {
  const digest = createHash('sha256').update(text).digest();
  return { text, hash: `sha256-${digest.toString('base64')}`, version: digest.toString('hex').slice(0, 16) };
}

export type Bundles = { readonly liveScript: Asset; readonly checkScript: Asset };

let bundled: Promise<Bundles> | null = null;

/** Made once in a process: they are always the same. Rejects where one does not build. */
export const bundleScripts = (): Promise<Bundles> => (bundled ??= makeBundles());

/** The bundler's own process ends with it. */
async function makeBundles(): Promise<Bundles> {
  try {
    return { liveScript: await bundleScript('live'), checkScript: await bundleScript('check') };
  } finally {
    await stop();
  }
}

/** `name`: a file in `browser/`. */
async function bundleScript(name: 'live' | 'check'): Promise<Asset> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`browser/${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    legalComments: 'eof',
    logLevel: 'silent',
  });
  return makeAsset(outputFiles[0]?.text ?? '');
}
