/** Sees whether systemd's own reader of units is here, which the units of deploy/ are held against. A machine gets no other init for a test's sake: nothing is installed. */
import { spawnSync } from 'node:child_process';

/** `undefined` when it is there, else the reason why it is missing. */
export const provideSystemd = (): string | undefined => (spawnSync('systemd-analyze', ['--version']).status === 0 ? undefined : 'it comes with systemd alone');
