/** The type check of the whole tree, as one test. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the TypeScript compiler over tsconfig.json: its exit code and everything that it printed. `onStart` gets the process. */
export function checkTypes(onStart: (stop: () => void) => void = () => {}): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const compiler = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
    const child = spawn(process.execPath, [compiler, '-p', root, '--pretty', 'false'], { stdio: ['ignore', 'pipe', 'pipe'] });
    onStart(() => child.kill());
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
