/**
 * A mailbox in which thousands of letters of all kinds wait. The IMAP server is the small one of the cases, which gives them as fast as they are asked for:
 * so letters are kept faster than they can be read, and wait a second time in the database.
 */
import { setTimeout } from 'node:timers/promises';
import { startFakeImap } from '../../clearinghouse/cases/testing/fake-imap.ts';
import { PAY } from '../demo/world.ts';
import { signed, type Bank } from '../e2e/bank.ts';
import { writeMail, type TestMail } from '../test-mail.ts';
import { customer, openProbedBank, type Probed, type ProbedBank } from './bank.ts';

const CUSTOMERS = 50;
/** A little before the time that the server gives to every letter. */
const WRITTEN_AT = Date.UTC(2026, 10, 20, 9, 59);
const LOOK_MS = 5_000;
/** What the daemon may take. */
const MOST_MEGABYTES = 512;

/** Of ten letters three are from customers, one of those badly signed, and seven from strangers, of 1 KB to 140 KB. */
function backlogLetter(bank: Bank, index: number): Buffer {
  const of = customer(Math.floor(index / 10) % CUSTOMERS);
  const mail = (from: string, text: string, more: Partial<TestMail> = {}): TestMail => ({ from, to: PAY, subject: `Letter ${index}`, text, date: WRITTEN_AT, messageId: `backlog.${index}@${from.slice(from.indexOf('@') + 1)}`, ...more });
  const stranger = `someone${index}@evil.example`;
  switch (index % 10) {
    case 0:
      return signed(bank, mail(of, 'BALANCE\n'));
    case 1:
      return signed(bank, mail(of, `2 Sencha 100g\n\nPassword: maple-${index}-crow\n`));
    case 2:
      return Buffer.concat([signed(bank, mail(of, 'HELP\n')), Buffer.from('added on the way\r\n')]);
    case 3:
      return writeMail(mail(stranger, 'See attached.\n', { attachments: [{ filename: 'a.bin', type: 'application/octet-stream', content: Buffer.alloc(100_000, index % 256) }] }));
    case 4:
      return writeMail(mail(stranger, 'News.\n', { html: `<table>${'<tr><td>news</td></tr>\n'.repeat(2_500)}</table>` }));
    default:
      return writeMail(mail(stranger, 'Buy now.\n'.repeat(100 + (index % 400))));
  }
}

/** Whether the letters were kept in the order of the mailbox: the numbers in their Message-IDs rise. */
async function inOrder({ store }: ProbedBank): Promise<boolean> {
  const letters = await store().listLetters({ disposition: null, stage: null, limit: 1_000_000 });
  const numbers = [...letters].sort((one, other) => one.letterId - other.letterId).map(({ messageId }) => Number(/\d+/.exec(messageId ?? '')?.[0]));
  return numbers.every((number, index) => number === index);
}

async function drain(bank: ProbedBank, daemon: Probed, count: number, say: (line: string) => void): Promise<void> {
  const begun = performance.now();
  for (;;) {
    await setTimeout(LOOK_MS);
    const { received, waiting } = await bank.store().reconcile();
    const { now, peak } = daemon.memory();
    say(`${String(Math.round((performance.now() - begun) / 1_000)).padStart(5)} s: ${received} kept, ${waiting} of them wait; ${now} MB, at most ${peak} MB`);
    if (received >= count && waiting === 0) return;
  }
}

/** Prints what it sees; exit code 1 where the daemon took more memory than it may. */
export async function runBacklog(count: number, say: (line: string) => void): Promise<void> {
  let bank: ProbedBank | null = null;
  const server = await startFakeImap((uid) => (bank === null ? Buffer.alloc(0) : backlogLetter(bank, uid - 1)), Array.from({ length: count }, (_, index) => index + 1));
  try {
    bank = await openProbedBank(CUSTOMERS, server.port);
    const daemon = await bank.start();
    try {
      daemon.begin();
      await drain(bank, daemon, count, say);
      const { delayMax, delayP99, burst, held, main, others } = await daemon.end();
      const { peak } = daemon.memory();
      say(`main thread: longest burst ${burst.toFixed(1)} ms, held up for at most ${held.toFixed(1)} ms, delay at most ${delayMax.toFixed(1)} ms, 99 of 100 below ${delayP99.toFixed(1)} ms; ${Math.round(main / 1_000)} s of processor time beside ${Math.round(others / 1_000)} s of the other threads`);
      say(`memory at most ${peak} MB; letters ${(await inOrder(bank)) ? 'in their order' : 'NOT IN THEIR ORDER'}; the audit finds ${(await bank.store().audit()).length} faults`);
      if (peak >= MOST_MEGABYTES) process.exitCode = 1;
    } finally {
      await daemon.stop();
    }
  } finally {
    server.stop();
    await bank?.leave();
  }
}
