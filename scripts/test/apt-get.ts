/** Debian's apt-get, for the packages that tests need. */
import { spawnSync } from 'node:child_process';

/** Runs apt-get; the reason in one line when it fails. */
export function aptGet(args: readonly string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const run = spawnSync('apt-get', ['--quiet', '-o', 'DPkg::Lock::Timeout=120', ...args], { env, encoding: 'utf8' });
  if (run.status === 0) return undefined;
  const complaint = `${run.stdout}\n${run.stderr}`.split('\n').filter((line) => /^(E|Err):?/.test(line)).pop();
  return `apt-get ${args[0]} failed: ${complaint ?? run.error?.message ?? `code ${run.status}`}`;
}
