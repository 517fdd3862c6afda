import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { makeLog } from '../../../bulletin-board/fixtures/make-log.ts';
import { runCommand } from '../program.ts';

const program = fileURLToPath(new URL('../index.ts', import.meta.url));

test('a mirror without any configuration: it serves, says where, and ends by a signal', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-mirror-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const { head, witnesses } = makeLog(folder, { origin: 'board.bank.example/board/2026', entries: 5, witnesses: 1 });
  const args = ['--disable-warning=ExperimentalWarning', program, '--json', '--config', join(folder, 'none.toml'), 'board', 'site', '--folder', folder, '--listen', '127.0.0.1:0', '--name', 'A mirror', '--zone', 'Asia/Tokyo', '--witness', witnesses[0]?.key ?? ''];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => child.kill('SIGKILL'));
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (printed += part));
  while (!printed.includes('}')) await once(child.stdout, 'data');
  const { url } = JSON.parse(printed) as { readonly url: string };
  const checkpoint = await (await fetch(`${url}board/2026/checkpoint`)).arrayBuffer();
  t.deepEqual(new Uint8Array(checkpoint), new Uint8Array(head.checkpoint));
  const page = await (await fetch(`${url}ja/`)).text();
  t.true(page.includes('A mirror 公開掲示板') && page.includes('Asia/Tokyo'));
  child.kill('SIGTERM');
  t.deepEqual(await once(child, 'exit'), [0, null]);
});

test('mistakes are told in one line', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kakitome-mirror-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const said = async (...args: readonly string[]): Promise<string> => {
    let err = '';
    t.is(await runCommand(['board', 'site', ...args], { out: () => undefined, err: (text) => (err += text), outIsTerminal: false }), 1);
    return err;
  };
  t.regex(await said('--folder', folder, '--listen', '127.0.0.1:0'), /--folder: found .*; expected the web root of a board/);
  makeLog(folder, { origin: 'board.bank.example/board/2026', entries: 1 });
  t.regex(await said('--folder', folder, '--listen', 'nowhere'), /--listen: found "nowhere"; expected an address and port/);
  t.regex(await said('--folder', folder, '--listen', '127.0.0.1:0', '--url', 'ftp://x'), /--url: found "ftp:\/\/x"; expected a web address/);
  t.regex(await said('--folder', folder, '--listen', '127.0.0.1:0', '--zone', 'Mars'), /--zone: found "Mars"; expected a time zone/);
  t.regex(await said('--folder', folder, '--listen', '127.0.0.1:0', '--witness', 'x'), /--witness: found "x"; expected the public key of a witness/);
  const policy = join(folder, 'policy');
  writeFileSync(policy, 'quorum nobody\n');
  t.regex(await said('--folder', folder, '--listen', '127.0.0.1:0', '--policy', policy), /--policy: found ".*policy"; expected a tlog-policy file \(line 1: found the name "nobody"/);
  t.regex(await said('--folder', folder, '--listen', '127.0.0.1:0', '--policy', policy, '--witness', 'x'), /--policy: found --witness too; expected one of them/);
  t.regex(await said('--folder', folder, '--listen', '127.0.0.1:0', '--policy', join(folder, 'none')), /none: found ENOENT/);
});
