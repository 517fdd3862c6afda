/** `kakitome board site`: the public site of a board, from its folder alone; for a bank without `[board.site]`, and for anybody's mirror. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseListen } from '../../config-schema.ts';
import { Malformed } from '../../../bulletin-board/format/malformed.ts';
import { parsePolicy } from '../../../bulletin-board/format/policy.ts';
import { startSite, type SiteOptions } from '../../../bulletin-board/site/site.ts';
import { quoted } from '../find.ts';
import { makeLog, type Log } from '../log.ts';
import { mistake } from '../mistake.ts';
import { show } from '../print.ts';
import { firstSignal } from '../signals.ts';
import { examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';

type Options = { readonly folder: string; readonly listen: string; readonly name?: string; readonly url?: string; readonly contact?: string; readonly zone: string; readonly index?: string; readonly witness?: readonly string[]; readonly policy?: string };

export const boardSite: Verb = (parent, run) =>
  void parent
    .command('site')
    .description('serve a board: its files as they are, and pages for people; needs no configuration, only the folder')
    .requiredOption('--folder <folder>', 'the web root, in which board/logs.json stands')
    .requiredOption('--listen <address:port>', 'where it answers, such as 127.0.0.1:8080; put a web server with TLS before it')
    .option('--name <name>', 'the name on the pages; otherwise the host of the listening address')
    .option('--url <url>', 'where people find it, such as https://board.bank.example')
    .option('--contact <address>', 'a mail address or a sentence for the foot of the pages')
    .option('--zone <zone>', 'the time zone of the pages, such as Asia/Tokyo', 'UTC')
    .option('--index <file>', 'keep what was read here, so that the next start is quick; it may be deleted at any time')
    .option('--witness <vkey>', 'the key of a witness whose cosignatures are verified; once for each', (key: string, keys: readonly string[] = []) => [...keys, key])
    .option('--policy <file>', 'a tlog-policy file instead: witnesses, and the quorum without which the checker does not call a receipt proved; keys of logs in it count in place of those in the folder')
    .addHelpText('after', examples('board site --folder public --listen 127.0.0.1:8080', 'board site --folder /srv/mirror --listen 127.0.0.1:8080 --name "Mirror of the Sumida board" --url https://mirror.example'))
    .action(run(site));

async function site(terminal: Terminal, options: Options): Promise<ExitCode> {
  const log = makeLog('info');
  const running = await startSite(siteOptions(options, log));
  const { host } = listenOf(options);
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${running.port}/`;
  show(terminal, `The board in ${resolve(options.folder)} is at ${address}. SIGTERM or Ctrl-C ends it.`, { ready: true, url: address, port: running.port, folder: resolve(options.folder) });
  log.report('info', 'stopping', { signal: await firstSignal() });
  await running.close();
  return 0;
}

function siteOptions(options: Options, log: Log): SiteOptions {
  const folder = resolve(options.folder);
  if (!existsSync(join(folder, 'board'))) throw mistake('--folder', quoted(options.folder), 'the web root of a board: a folder in which board/logs.json stands');
  const listen = listenOf(options);
  const url = options.url ?? `http://${options.listen}`;
  if (!/^https?:\/\/[^\s?#]+$/.test(url)) throw mistake('--url', quoted(url), 'a web address such as https://board.bank.example');
  return {
    folder,
    listen,
    url,
    index: options.index === undefined ? ':memory:' : resolve(options.index),
    name: options.name ?? new URL(url).hostname,
    contact: options.contact ?? null,
    zone: zoneOf(options.zone),
    policy: policyOf(options),
    now: Date.now,
    report: (level, code, detail) => log.report(level, code, fieldsOf(detail)),
  };
}

function listenOf({ listen }: Options): SiteOptions['listen'] {
  const parsed = parseListen(listen);
  if (parsed === null) throw mistake('--listen', quoted(listen), 'an address and port such as 127.0.0.1:8080');
  return parsed;
}

function zoneOf(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw mistake('--zone', quoted(zone), 'a time zone of the IANA list such as Asia/Tokyo');
  }
}

/** Witnesses that are named by their keys alone are looked at, and none is asked for. */
function policyOf({ witness = [], policy }: Options): string {
  if (policy !== undefined && witness.length > 0) throw mistake('--policy', '--witness too', 'one of them: a policy names its witnesses');
  const text = policy === undefined ? `${[...new Set(witness)].map((key) => `witness ${key} ${key}\n`).join('')}quorum none\n` : readFileSync(policy, 'utf8');
  try {
    parsePolicy(text);
    return text;
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw policy === undefined ? mistake('--witness', witness.map(quoted).join(', '), `the public key of a witness (${error.message})`) : mistake('--policy', quoted(policy), `a tlog-policy file (${error.message})`);
  }
}

/** The site reports texts and numbers only. */
const fieldsOf = (detail: Readonly<Record<string, unknown>>): Readonly<Record<string, string | number>> =>
  Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]));

