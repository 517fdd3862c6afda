/**
 * `node scripts/latency.ts`: what the worst letters do to the daemon's main thread, each by SMTP and by IMAP: the most processor time that it
 * took at once, the longest for which it held up its loop, the loop's delay as the machine gave it (other processes included), and the processor time of
 * main thread and of all others; compared with an idle daemon and with ordinary letters. Exit code 1: some letter
 * took more than 50 ms at once. On a machine that has other work, threads wait for each other: what holds up the loop then is seen in the idle rows too.
 * `--backlog 10000`: a mailbox with so many letters waiting, and the most memory that the daemon took for it. `--only TEXT`: letters with it in their title.
 */
import { setTimeout } from 'node:timers/promises';
import { callOf } from './call.ts';
import { PAY } from './demo/world.ts';
import { askBalance, deliver, newest, quiet, until } from './e2e/bank.ts';
import { deliverByLmtp } from './e2e/mailbox.ts';
import { runBacklog } from './latency/backlog.ts';
import { customer, openProbedBank, type Probed, type ProbedBank } from './latency/bank.ts';
import { worstLetters, type WorstLetter } from './latency/letters.ts';
import type { Measured } from './latency/probe.ts';

const USAGE = 'node scripts/latency.ts [--backlog N] [--only TEXT]';

const IDLE_MS = 10_000;
const ORDINARY = 20;
/** What the main thread may take at once. */
const MOST_MS = 50;

const { values } = callOf(USAGE, { options: { backlog: { type: 'string' }, only: { type: 'string', default: '' } } });

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const number = (value: number, width: number): string => value.toFixed(value < 10 ? 1 : 0).padStart(width);
const row = (title: string, { burst, held, delayMax, delayP99, main, others }: Measured): void =>
  say(`${[burst, held, delayMax, delayP99, main, others].map((value) => number(value, 9)).join('')}  ${burst > MOST_MS ? 'TOO LONG ' : ''}${title}`);

async function measured(daemon: Probed, work: () => Promise<void>): Promise<Measured> {
  daemon.begin();
  await work();
  return daemon.end();
}

type Way = 'smtp' | 'imap';

type Letters = ReturnType<WorstLetter['raw']>;

async function bring(bank: ProbedBank, way: Way, letters: Letters): Promise<void> {
  const { received } = await bank.store().reconcile();
  const codes = await Promise.all(letters.map(({ from, bytes }) => (bank.dovecot !== null && way === 'imap' ? deliverByLmtp(bank.dovecot, from, PAY, bytes).then(() => 250) : deliver(bank, 'smtp', { from, to: PAY }, bytes))));
  const taken = codes.filter((code) => code === 250).length;
  await until(async () => (await bank.store().reconcile()).received >= received + taken, 'the letters are kept');
  await quiet(bank);
}

async function runLetters(letters: readonly WorstLetter[]): Promise<number> {
  const bank = await openProbedBank(letters.length * 2);
  const daemon = await bank.start();
  const seen: Measured[] = [];
  try {
    const ways: readonly Way[] = bank.dovecot === null ? ['smtp'] : ['smtp', 'imap'];
    say(`${['burst', 'held up', 'delay', '99 %', 'main', 'others'].map((word) => word.padStart(9)).join('')}  (milliseconds)`);
    await askBalance(bank);
    await quiet(bank);
    row('idle for ten seconds', await measured(daemon, () => setTimeout(IDLE_MS)));
    row(`${ORDINARY} ordinary letters`, await measured(daemon, async () => {
      for (let count = 0; count < ORDINARY; count += 1) await askBalance(bank);
    }));
    for (const [index, { title, raw }] of letters.entries()) {
      for (const [turn, way] of ways.entries()) {
        const brought = raw({ bank, address: customer(index * 2 + turn), key: `worst.${index}.${way}` });
        const one = await measured(daemon, () => bring(bank, way, brought));
        seen.push(one);
        const { kind = 'waits', code = '' } = (await newest(bank))?.disposition ?? {};
        row(`${kind} ${code}: ${title}, by ${way.toUpperCase()}, ${Math.ceil(brought.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1_000)} KB`, one);
      }
    }
    say(`the longest burst was ${Math.max(...seen.map(({ burst }) => burst)).toFixed(1)} ms, the loop was held up for at most ${Math.max(...seen.map(({ held }) => held)).toFixed(1)} ms; memory at most ${daemon.memory().peak} MB`);
  } finally {
    await daemon.stop();
    await bank.leave();
  }
  return seen.filter(({ burst }) => burst > MOST_MS).length;
}

if (values.backlog !== undefined) {
  await runBacklog(Number.parseInt(values.backlog, 10), say);
} else {
  const tooLong = await runLetters(worstLetters.filter(({ title }) => title.includes(values.only)));
  process.exitCode = tooLong === 0 ? 0 : 1;
}
