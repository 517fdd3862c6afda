/** For the tests of the command: runs it as people do, in a process of its own, or quickly in this one. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';
import { runCommand } from '../program.ts';
import { keepFolder, layOut, type KeptFolder } from './kept-folder.ts';

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

const PROGRAM = fileURLToPath(new URL('../index.ts', import.meta.url));
const nodeArguments = ['--disable-warning=ExperimentalWarning', PROGRAM];

/** A folder that is gone with the test. */
export function temporaryFolder(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-cli-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The command in a process of its own, started in `folder`. */
export function kakitome(folder: string, ...args: readonly string[]): Promise<Ended> {
  return collect(spawn(process.execPath, [...nodeArguments, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })).ended;
}

function collect(child: ReturnType<typeof spawn>): { readonly ended: Promise<Ended>; readonly out: () => string; readonly err: () => string } {
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => void (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void (err += text));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
  return { ended, out: () => out, err: () => err };
}

export type Daemon = { readonly pid: number; readonly ready: string; readonly log: () => string; readonly signal: (name: NodeJS.Signals) => void; readonly ended: Promise<Ended> };

/** `kakitome start`, resolved when it has said that it is ready. Ended with the test in any case. */
export async function startDaemon(t: ExecutionContext, folder: string, ...args: readonly string[]): Promise<Daemon> {
  const child = spawn(process.execPath, [...nodeArguments, 'start', ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const { ended, out, err } = collect(child);
  t.teardown(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (out().includes('\n')) resolve();
    });
    void ended.then((end) => reject(new Error(`kakitome start ended with ${end.code}: ${end.err}`)));
  });
  return { pid: child.pid ?? 0, ready: out(), log: err, signal: (name) => void child.kill(name), ended };
}

/** The command in this process: the same but for index.ts. */
export async function inProcess(...args: readonly string[]): Promise<Ended> {
  let out = '';
  let err = '';
  const code = await runCommand(args, { out: (bytes) => void (out += typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString('utf8')), err: (text) => void (err += text), outIsTerminal: false });
  return { code, out, err };
}

const initialised = new Map<string, Promise<KeptFolder>>();

/** What `init` makes with these options. */
async function initialise(t: ExecutionContext, options: readonly string[]): Promise<KeptFolder> {
  const folder = join(temporaryFolder(t), 'bank');
  const made = await inProcess('init', folder, '--telephone', '+81 3 1234 5678', ...options);
  t.is(made.code, 0, made.err);
  return keepFolder(folder);
}

/** A bank in a folder of its own, with the same keys as the others of this process; its ports are any free ones. Returns the path of its configuration. */
export async function newBank(t: ExecutionContext, edit: (toml: string) => string = (toml) => toml, ...options: readonly string[]): Promise<string> {
  const key = JSON.stringify(options);
  const bank = initialised.get(key) ?? initialise(t, options);
  initialised.set(key, bank);
  const folder = join(temporaryFolder(t), 'bank');
  layOut(await bank, folder);
  const file = join(folder, 'kakitome.toml');
  writeFileSync(file, edit(readFileSync(file, 'utf8').replace('127.0.0.1:2424', '127.0.0.1:0').replace('127.0.0.1:2525', '127.0.0.1:0')));
  return file;
}

/** Fails unless stderr is one line that begins with the command's name and holds no stack, and the code is the wanted one. */
export function oneLineOf(t: ExecutionContext, { err, code }: Ended, wanted = 1): string {
  t.regex(err, /^kakitome: [^\n]+\n$/);
  t.notRegex(err, /\n\s+at |node:internal/);
  t.is(code, wanted, err);
  return err;
}
