/** The probe tells what the main thread computes at once, and what other threads compute. Processor time, not the clock: the machine may be busy. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import type { Measured } from './probe.ts';

const BURN_MS = 150;
const BURN = `const burn = () => { const begun = process.threadCpuUsage(); for (;;) { const { user, system } = process.threadCpuUsage(begun); if (user + system >= ${BURN_MS * 1_000}) return; } };`;
const IN_MAIN = `${BURN} process.on('message', (word) => word === 'work' && (burn(), process.send('done')));`;
const IN_WORKER = `const { Worker } = require('node:worker_threads'); process.on('message', (word) => { if (word === 'work') new Worker(${JSON.stringify(`${BURN} burn();`)}, { eval: true }).on('exit', () => process.send('done')); });`;

async function measure(t: ExecutionContext, program: string): Promise<Measured> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', new URL('./probe.ts', import.meta.url).href, '--eval', `setInterval(() => undefined, 1000); ${program} process.send('ready');`], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  t.teardown(() => void child.kill('SIGKILL'));
  const next = async (): Promise<unknown> => ((await once(child, 'message')) as [unknown])[0];
  await next();
  child.send('begin');
  child.send('work');
  await next();
  child.send('end');
  return (await next()) as Measured;
}

test('what the main thread computes at once is its burst, and holds up its loop', async (t) => {
  const { burst, held, main } = await measure(t, IN_MAIN);
  t.true(burst >= BURN_MS && main >= BURN_MS, `${burst} of ${main}`);
  t.true(held >= BURN_MS - 10, String(held));
});

test('what another thread computes is none of it', async (t) => {
  const { burst, main, others } = await measure(t, IN_WORKER);
  t.true(others >= BURN_MS && main < others && burst < BURN_MS, `${burst} of ${main}, ${others} by others`);
});
