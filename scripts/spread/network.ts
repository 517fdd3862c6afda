/**
 * A network of our own: a namespace with an address on each of two wires, of which each can be cut. What is sent into a cut wire is lost, and nobody is told.
 * Needs root on Linux, with `ip`, `unshare` and `nsenter`.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export type Wire = { readonly address: string; readonly cut: () => void; readonly mend: () => void };
export type Network = { readonly pid: number; readonly wires: readonly [Wire, Wire]; readonly trusted: string; readonly stop: () => Promise<void> };

/** Of the block that is meant for such things (RFC 2544); nothing of the machine's own stands there. */
const BLOCK = '198.18.';

const did = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function must(command: string, ...args: readonly string[]): void {
  const run = spawnSync(command, args, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${run.stderr || run.error?.message || `code ${run.status}`}`);
}

/** Whether namespaces and wires can be made here. */
export function canMakeNetworks(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && did('unshare', '--net', 'ip', 'link', 'add', 'kakitest0', 'type', 'veth', 'peer', 'name', 'kakitest1') && did('nsenter', '--version');
}

export async function makeNetwork(): Promise<Network> {
  const keeper = spawn('unshare', ['--net', 'sleep', '3600'], { stdio: 'ignore' });
  await once(keeper, 'spawn');
  const pid = keeper.pid ?? 0;
  // Until `unshare` has become `sleep` it is still in our own namespace.
  for (let left = 200; did('sh', '-c', `test "$(readlink /proc/${pid}/ns/net)" = "$(readlink /proc/self/ns/net)"`); left -= 1) {
    if (left === 0) throw new Error('no namespace came of it');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const names = [`kaki${pid % 10_000}a`, `kaki${pid % 10_000}b`];
  try {
    must('nsenter', '--target', String(pid), '--net', 'ip', 'link', 'set', 'lo', 'up');
    const [one, other] = names.map((name, at) => layWire(pid, name, `${BLOCK}${at}.`));
    if (one === undefined || other === undefined) throw new Error('two wires');
    return { pid, wires: [one, other], trusted: `${BLOCK}0.0/15`, stop: () => end(keeper, names) };
  } catch (error) {
    await end(keeper, names);
    throw error;
  }
}

function layWire(pid: number, name: string, block: string): Wire {
  must('ip', 'link', 'add', name, 'type', 'veth', 'peer', 'name', `${name}p`, 'netns', String(pid));
  must('ip', 'addr', 'add', `${block}1/30`, 'dev', name);
  must('ip', 'link', 'set', name, 'up');
  const within = ['--target', String(pid), '--net', 'ip'];
  must('nsenter', ...within, 'addr', 'add', `${block}2/30`, 'dev', `${name}p`);
  must('nsenter', ...within, 'link', 'set', `${name}p`, 'up');
  // The far end goes down: on this side the wire looks as before, as a wire does that is cut behind the next switch.
  return { address: `${block}2`, cut: () => must('nsenter', ...within, 'link', 'set', `${name}p`, 'down'), mend: () => must('nsenter', ...within, 'link', 'set', `${name}p`, 'up') };
}

async function end(keeper: ChildProcess, names: readonly string[]): Promise<void> {
  for (const name of names) did('ip', 'link', 'del', name);
  const gone = once(keeper, 'exit');
  keeper.kill('SIGKILL');
  await gone;
}
