/**
 * `npm run demo`: a bank, a buyer and a shop on loopback, one whole payment by mail, and then a bank that stays up to be tried.
 * `-- --once` ends after the payment: exit 0, or 1 if anything differed from the script.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { showBoard } from './demo/board.ts';
import { Different } from './demo/different.ts';
import { balances, BUYER, checkEnd, openAccounts, playPayment, SHOP, showBalances } from './demo/play.ts';
import { bold, note, received, say } from './demo/show.ts';
import { PAY, startWorld, type World } from './demo/world.ts';

const once = process.argv.includes('--once');
const folder = mkdtempSync(join(tmpdir(), 'kakitome-demo-'));
let world: World | null = null;
let ending: Promise<void> | null = null;

const finish = (): Promise<void> => {
  ending ??= (async () => {
    await world?.stop();
    rmSync(folder, { recursive: true, force: true });
  })();
  return ending;
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    say();
    void finish().then(() => process.exit(once ? 130 : 0));
  });
}
process.on('disconnect', () => void finish().then(() => process.exit(0)));

try {
  await main();
} catch (error) {
  say();
  say(error instanceof Different ? `The demo differed from its script: ${error.message}` : `The demo failed: ${error instanceof Error ? error.message : String(error)}`);
  await finish();
  process.exit(1);
}

async function main(): Promise<void> {
  say(bold('Kakitome: a payment by mail'));
  say('   Everything runs on this machine: a bank, a name server and a mail provider, on free ports of 127.0.0.1.');
  world = await startWorld({ folder, domains: ['buyer.example', 'tea.example'], board: true, report: (level, event, fields) => (level === 'alarm' ? say(`   ! ${event} ${JSON.stringify(fields)}`) : undefined) });
  await openAccounts(world);
  const before = await balances(world);
  showBalances('Balances before', before);
  const { reference, receipt } = await playPayment(world);
  await checkEnd(world, reference, before);
  const page = await showBoard(world, receipt);
  if (once) {
    await finish();
    say();
    say('The payment went as its script says.');
    process.exit(0);
  }
  invite(world, page);
}

/** How to send one's own mail: through the provider, which signs it as takao's or the shop's provider would. */
function invite({ provider, clearinghouse }: World, page: string): void {
  const mailFile = join(folder, 'mail.txt');
  writeFileSync(mailFile, `From: ${BUYER}\nTo: ${PAY}\nSubject: BALANCE\n\nBALANCE\n`);
  say();
  say(bold('Now you'));
  note(
    [
      `The bank stays up. Its intake: SMTP 127.0.0.1:${clearinghouse().ports.smtp}, LMTP 127.0.0.1:${clearinghouse().ports.lmtp}.`,
      `It believes signed mail only, so hand your mail to the provider on 127.0.0.1:${provider.port}, which signs for`,
      `${BUYER} and ${SHOP}. From a second terminal:`,
      '',
      `curl --url smtp://127.0.0.1:${provider.port} --mail-from ${BUYER} --mail-rcpt ${PAY} --upload-file ${mailFile}`,
      '',
      `The file holds a mail (headers, an empty line, text): write your own order into it, with Cc: ${PAY} or To: ${PAY},`,
      'and a line "Password: ..." with a new password. What the bank answers is shown here.',
      `Look inside: npx kakitome --config ${join(folder, 'kakitome.toml')} payment list`,
      `The public board: ${new URL('/', page).href} (leave it open while you pay; drop ${join(folder, 'receipt.eml')} on its checker).`,
      'Ctrl-C ends it and leaves nothing behind.',
    ].join('\n'),
  );
  provider.onDelivered((delivered) => {
    if (delivered.from.endsWith('@bank.example') || delivered.from === '') received('The bank', delivered.to.join(', '), delivered.mail, 60);
    else say(`\n   (a mail from ${delivered.from} reached ${delivered.to.join(', ')})`);
  });
}
