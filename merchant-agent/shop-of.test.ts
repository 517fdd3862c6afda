/** The policy file while the agent runs. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { checkPolicy } from './cli/doctor.ts';
import { parseConfig } from './config.ts';
import { merchantToml } from './cli/templates.ts';
import { policyNow, policyOf } from './shop-of.ts';
import { receiptOf } from './receipt/testing/bank.ts';

test('a log that is put into the policy file counts without a restart; a file that can not be used leaves the one before in force', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-policy-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const text = merchantToml({ name: 'Tea', address: 'shop@tea.example', bank: 'pay@bank.example', language: 'en', timeZone: 'UTC', country: 'JP', city: 'Sakai', imapHost: 'imap.tea.example', smtpHost: 'smtp.tea.example', user: 'shop', currency: 'JPY', prefix: 'GT-' });
  const config = parseConfig(text, join(folder, 'merchant.toml'));
  const file = join(folder, 'bank.policy');
  writeFileSync(file, 'quorum none\n');
  const { board } = await receiptOf(t);
  const events: string[] = [];
  const now = policyNow(config, policyOf(config), (_, event) => void events.push(event));
  t.is(now().logs.length, 0);
  writeFileSync(file, `${board.log.keys.map((key) => `log ${key}\n`).join('')}quorum none\n`);
  t.true(now().logs.length > 0);
  writeFileSync(file, 'log what\n');
  t.true(now().logs.length > 0);
  rmSync(file);
  t.true(now().logs.length > 0);
  t.deepEqual(events, ['policy-unusable', 'policy-unusable']);
});

test('doctor warns where the policy file names no log of the current year', (t) => {
  const last = 'board.bank.example/board/2026';
  t.is(checkPolicy([last], 2026).outcome, 'ok');
  t.is(checkPolicy([last, 'board.bank.example/board/2027'], 2027).outcome, 'ok');
  t.like(checkPolicy([last], 2027), { outcome: 'unsure' });
  t.regex(checkPolicy([last], 2027).found, /found no log of 2027 in bank\.policy_file/);
  t.is(checkPolicy(['board.bank.example/for-ever'], 2027).outcome, 'ok', 'not of one year');
  t.is(checkPolicy([], 2027).outcome, 'wrong');
});
