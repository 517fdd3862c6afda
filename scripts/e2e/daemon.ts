/** The real daemon as a child process, for tests that kill it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { COMMAND, kakitome, NODE_ARGUMENTS, type Ended } from '../command.ts';

export type Daemon = { readonly pid: number; readonly kill: () => Promise<void>; readonly end: () => Promise<number | null>; readonly output: () => string };

/** Resolves when the daemon says that it is ready; rejects with all that it said where it ends before. */
export async function startDaemon(configFile: string): Promise<Daemon> {
  const child = spawn(process.execPath, [...NODE_ARGUMENTS, COMMAND, 'start', '--config', configFile], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      output += chunk.toString();
      if (/\bready\b/i.test(output)) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code, signal) => reject(new Error(`the daemon ended (${code ?? signal}) before it was ready: ${output}`)));
  });
  await ready;
  return { pid: child.pid ?? 0, kill: () => finish(child, 'SIGKILL').then(() => undefined), end: () => finish(child, 'SIGTERM'), output: () => output };
}

async function finish(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code] = (await ended) as [number | null];
  return code;
}

/** Runs the command once. */
export const command = (configFile: string, ...words: readonly string[]): Promise<Ended> => kakitome(['--config', configFile, ...words]);
