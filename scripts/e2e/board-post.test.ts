/**
 * A buyer's own post, over real mail and a real board: the order is written as the bank's page says, the shop's agent sees the post in the public files, and
 * the bank pays without a question. The agent runs in this process and has its mail by LMTP.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import nodemailer from 'nodemailer';
import { words } from '../../bulletin-board/site/words.ts';
import { inProcess } from '../../clearinghouse/cli/testing/bench.ts';
import { readOrder } from '../../clearinghouse/protocol/order.ts';
import { postOf, postTrouble } from '../../clearinghouse/protocol/post.ts';
import { readText } from '../../clearinghouse/protocol/text-reading.ts';
import { loadConfig } from '../../merchant-agent/config.ts';
import { startAgent } from '../../merchant-agent/main.ts';
import { BUYER, SHOP } from '../demo/play.ts';
import { BOARD, PAY } from '../demo/world.ts';
import { writeMail } from '../test-mail.ts';
import { balanceOf, checkBooks, DEPOSIT, setScene, until } from './bank.ts';
import type { Scene } from './bank.ts';
import { deliveredTo, makeShop, PACK } from './shop.ts';

type Story = { readonly scene: Scene; readonly site: string; readonly key: string };

async function begin(t: ExecutionContext): Promise<Story> {
  const scene = await setScene('board-post', '', { board: true });
  t.teardown(scene.leave);
  await scene.world.clearinghouse().office.clearing.instruct({ kind: 'set-scheme', address: BUYER, scheme: 'board', missing: 'ask', by: ['Hana', 'Ken'] });
  const [log] = await scene.store().listLogs();
  const site = `http://${(log?.origin ?? '').split('/')[0] ?? ''}`;
  const shop = await makeShop(scene, '[mailbox.lmtp]\nlisten = "127.0.0.1:0"\n');
  writeFileSync(shop.config, readFileSync(shop.config, 'utf8').replace('#board_address = "board@bank.example"', `board_address = "${BOARD}"`).replace('#board_url = "https://board.bank.example"', `board_url = "${site}"`));
  const agent = await startAgent(loadConfig(shop.config), () => undefined);
  t.teardown(agent.stop);
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: agent.lmtpPort ?? 0, lmtp: true, ignoreTLS: true, pool: true } as Parameters<typeof nodemailer.createTransport>[0]);
  t.teardown(() => transport.close());
  scene.provider.onDelivered((mail) => {
    const ours = mail.to.filter((to) => /^shop(\+[^@]*)?@tea\.example$/.test(to));
    if (ours.length > 0) void transport.sendMail({ envelope: { from: mail.from, to: ours }, raw: mail.raw });
  });
  return { scene, site, key: log?.keys[0] ?? '' };
}

type Example = { readonly to: string; readonly cc: string; readonly subject: string; readonly text: string };

/** The mail that the page shows to buyers. */
async function exampleOf(site: string): Promise<Example> {
  const page = await (await fetch(`${site}/en/post`)).text();
  const [, mail = ''] = /<pre[^>]*>([^<]*)<\/pre>/.exec(page) ?? [];
  const [, to = '', cc = '', subject = '', text = ''] = /^To: (.*)\nCc: (.*)\nSubject: (.*)\n\n([^]*)$/.exec(mail) ?? [];
  return { to, cc, subject, text };
}

test('posted as the page says, seen by the shop, paid without a question, and proved', async (t) => {
  t.timeout(240_000);
  const { scene, site, key } = await begin(t);
  const { to, cc, subject, text } = await exampleOf(site);
  t.deepEqual([to, cc], [SHOP, `${PAY}, ${BOARD}`]);
  await scene.provider.submit(BUYER, [SHOP, PAY, BOARD], writeMail({ from: `Takao Sasaki <${BUYER}>`, to, cc, subject, text, date: Date.now(), messageId: 'posted@buyer.example' }));

  const receipt = await scene.provider.take(BUYER, (mail) => (mail.subject ?? '').startsWith('Paid'), 90_000);
  await scene.provider.take(PACK, (mail) => (mail.subject ?? '').includes('GT-1'), 60_000);
  t.is(scene.provider.delivered.filter(({ mail }) => (mail.subject ?? '').startsWith('Pay JPY')).length, 0, 'nobody was asked');
  t.is(await balanceOf(scene, BUYER), DEPOSIT - 4_310n);

  const letters = await scene.store().listLetters({ disposition: null, stage: null, limit: 100 });
  t.is(letters.length, 2, 'the order, and one forward');
  const saved = join(scene.folder, 'saved.eml');
  writeFileSync(saved, receipt.raw);
  const verified = await inProcess('board', 'verify', saved, '--key', key);
  t.is(verified.code, 0, `${verified.out}${verified.err}`);

  const posted = await (await fetch(`${site}/en/entries/kind/posted`)).text();
  t.regex(posted, /<bdi>T\.S\.<\/bdi> · <bdi>Ordered [0-9:]+<\/bdi> · <bdi>Green Tea House<\/bdi>/);
  t.regex(posted, /<bdi>Tea for my aunt<\/bdi>/);
  t.notRegex(posted, /Sencha|maple|5,000/);
  t.is(deliveredTo(scene, BUYER).length, 3, 'how they pay, order received, and the receipt');
  await until(async () => (await scene.store().waitingEntries()) === null, 'all is published');
  const monitor = await inProcess('board', 'monitor', '--full', '--config', join(scene.folder, 'kakitome.toml'));
  t.is(monitor.code, 0, `${monitor.out}${monitor.err}`);
  await checkBooks(t, scene);
});

for (const language of ['en', 'ja'] as const) {
  test(`the example for buyers is read as it is meant: ${language}`, (t) => {
    const { example, sample } = words[language].post;
    const reading = readText(example.lines.join('\n'), () => ['digest']);
    const { secrets, upTo, orderLines } = readOrder(reading);
    t.deepEqual(secrets.map(({ weakness }) => weakness), [null]);
    t.not(upTo, null);
    t.deepEqual(orderLines.map((line) => reading.lines[line] ?? '').filter((line) => postOf(line) === null), example.lines.slice(0, 2));
    t.deepEqual(reading.lines.flatMap((line) => postOf(line) ?? []), [sample.text]);
    t.is(postTrouble(sample.text, reading), null);
  });
}
