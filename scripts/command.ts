/** The `kakitome` command as people run it: a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const COMMAND = fileURLToPath(new URL('../clearinghouse/cli/index.ts', import.meta.url));
export const NODE_ARGUMENTS = ['--disable-warning=ExperimentalWarning'];

/** `output` is both streams as they came. */
export type Ended = { readonly code: number | null; readonly stdout: string; readonly stderr: string; readonly output: string };

export async function kakitome(words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, COMMAND, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '', output: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].on('data', (chunk: Buffer) => {
      said[name] += chunk.toString();
      said.output += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}
