import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import type { ExecutionContext } from 'ava';
import { base64 } from '../../bulletin-board/format/encoding.ts';
import { parsePolicy } from '../../bulletin-board/format/policy.ts';
import type { TrustPolicy } from '../../bulletin-board/format/policy.ts';
import { ORIGIN, others, serveBoard } from '../board/testing/served-board.ts';
import type { ServedBoard } from '../board/testing/served-board.ts';
import { parseConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { checkBoard } from './doctor-board.ts';
import { merchantToml } from './templates.ts';

const TOML = merchantToml({ name: 'Green Tea House', address: 'shop@tea.example', bank: 'pay@bank.example', language: 'en', timeZone: 'Asia/Tokyo', country: 'JP', city: 'Sakai', imapHost: 'imap.tea.example', smtpHost: 'smtp.tea.example', user: 'shop@tea.example', currency: 'JPY', prefix: 'GT-' });

type Scene = { readonly served: ServedBoard; readonly config: Config; readonly policy: TrustPolicy; readonly seen: (size: number, root: Uint8Array) => void };

async function scene(t: ExecutionContext): Promise<Scene> {
  const served = await serveBoard();
  t.teardown(served.stop);
  const config = parseConfig(TOML.replace('#board_url = "https://board.bank.example"', `board_url = "${served.url}"`), join(served.folder, 'merchant.toml'));
  const { policy } = served.publish(others(3));
  const seen = (size: number, root: Uint8Array): void => writeFileSync(join(served.folder, 'board-seen.json'), JSON.stringify({ v: 1, logs: { [ORIGIN]: { size, root: base64(root), checkpoint: '', at: '' } } }));
  return { served, config, policy: parsePolicy(policy), seen };
}

test('nothing is checked where no posts are looked for', async (t) => {
  const { policy } = await scene(t);
  t.deepEqual(await checkBoard(parseConfig(TOML, '/shop/merchant.toml'), policy), []);
});

test('a signed head that goes on is in order, and the look keeps nothing', async (t) => {
  const { served, config, policy, seen } = await scene(t);
  const [first] = await checkBoard(config, policy);
  t.like(first, { outcome: 'ok', name: 'board' });
  t.regex(first?.found ?? '', /2026: 3 entries, signed; no head was seen before\. A post is looked for with every order, 10 minutes at most/);
  t.false(existsSync(join(served.folder, 'board-seen.json')));
  seen(3, served.publish(others(3)).head.root);
  served.publish(others(9));
  t.regex((await checkBoard(config, policy))[0]?.found ?? '', /9 entries, signed; goes on from the 3 seen before/);
});

test('a log that shrinks is wrong, one that is not there is told with what follows', async (t) => {
  const { served, config, policy, seen } = await scene(t);
  seen(5, served.publish(others(5)).head.root);
  served.publish(others(3));
  t.like((await checkBoard(config, policy))[0], { outcome: 'wrong', found: `${ORIGIN}: found 3 entries; expected at least the 5 that were seen before; no post is taken from it` });
  served.answer = (_, response) => (response.writeHead(503).end(), true);
  const [gone] = await checkBoard(config, policy);
  t.is(gone?.outcome, 'unsure');
  t.regex(gone?.found ?? '', /orders wait 10 minutes for their posts and are forwarded without/);
});

test('a policy file without a log is wrong', async (t) => {
  const { config } = await scene(t);
  t.like((await checkBoard(config, parsePolicy('quorum none\n')))[0], { outcome: 'wrong' });
});
