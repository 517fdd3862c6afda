/** The scripts of the pages, made once at the start: from the same files that the command checks with, into one file each. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

export type Asset = { readonly text: string; /** For a Content-Security-Policy: `sha256-…`. */ readonly hash: string; /** In the file's name: other content, other address. */ readonly version: string };

export function makeAsset(text: string): Asset {
  const digest = createHash('sha256').update(text).digest();
  return { text, hash: `sha256-${digest.toString('base64')}`, version: digest.toString('hex').slice(0, 16) };
}

/** `name`: a file in `browser/`. Throws where it does not build. */
export function bundleScript(name: 'live' | 'check'): Asset {
  const { outputFiles } = buildSync({
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
