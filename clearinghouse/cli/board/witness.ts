/** `kakitome board witness`: a small witness for somebody else than the bank to run. It needs no clearinghouse and no configuration. */
import { join, resolve } from 'node:path';
import { parseListen } from '../../config-schema.ts';
import { parseKey, type VerifierKey } from '../../../bulletin-board/format/key.ts';
import { Malformed } from '../../../bulletin-board/format/malformed.ts';
import { makeWitnessKey, readWitnessKey, WitnessError } from '../../../bulletin-board/witness/key.ts';
import { startWitness, type RunningWitness } from '../../../bulletin-board/witness/server.ts';
import { runningDaemon, takeDaemonLock } from '../daemon-lock.ts';
import { quoted } from '../find.ts';
import { makeLog } from '../log.ts';
import { Mistake, mistake } from '../mistake.ts';
import { show } from '../print.ts';
import { firstSignal } from '../signals.ts';
import { examples, type ExitCode, type Terminal, type Verb } from '../verb.ts';

type Options = { readonly folder: string; readonly listen: string; readonly log: readonly string[]; readonly name?: string };

const LOG_EXAMPLE = 'board.bank.example/board/2026+c55bc24e+AfD0BV+z…';

export const boardWitness: Verb = (parent, run) =>
  void parent
    .command('witness')
    .description('run a witness: it cosigns the checkpoints of a log as long as nothing in it is altered or removed; for a merchant, an accountant, another bank')
    .requiredOption('--folder <folder>', 'where its key and all that it remembers stand; made at the first start')
    .requiredOption('--listen <address:port>', 'where it answers, such as 127.0.0.1:8081; put a web server with TLS before it')
    .requiredOption('--log <vkey>', 'a key of a log to cosign; once for each key of each log', (key: string, keys: readonly string[] = []) => [...keys, key])
    .option('--name <name>', 'its name, such as witness.example/w1; at the first start only')
    .addHelpText('after', examples(`board witness --folder w --listen 127.0.0.1:8081 --log '${LOG_EXAMPLE}'`, `board witness --folder /srv/witness --listen 127.0.0.1:8081 --name witness.example/w1 --log '${LOG_EXAMPLE}'`))
    .action(run(witness));

async function witness(terminal: Terminal, { folder: given, listen: address, log: keys, name }: Options): Promise<ExitCode> {
  const folder = resolve(given);
  const listen = parseListen(address);
  if (listen === null) throw mistake('--listen', quoted(address), 'an address and port such as 127.0.0.1:8081');
  const logs = keys.map(readLogKey);
  return inWords<ExitCode>(async () => {
    const made = makeWitnessKey(folder, name ?? null);
    const key = readWitnessKey(folder);
    if (name !== undefined && name !== key.key.name) throw mistake('--name', quoted(name), `${key.key.name}, the name that this witness got with its key (leave the option out)`);
    const release = takeFolder(folder);
    try {
      const log = makeLog('info');
      const running = await startWitness({ listen, key, logs, folder, now: Date.now, report: (level, code, detail) => log.report(level, code, fieldsOf(detail)) });
      announce(terminal, running, key.key, logs, { folder, made });
      log.report('info', 'stopping', { signal: await firstSignal() });
      await running.stop();
      return 0;
    } finally {
      release();
    }
  });
}

function readLogKey(text: string): VerifierKey {
  try {
    const key = parseKey(text);
    if (key.type === 4) throw mistake('--log', 'the key of a witness', 'the key of a log (type 1 or 6)');
    return key;
  } catch (error) {
    if (error instanceof Malformed) throw mistake('--log', quoted(text), `the public key of a log such as ${LOG_EXAMPLE} (${error.message})`);
    throw error;
  }
}

/** A witness reports texts and numbers only. */
const fieldsOf = (detail: Readonly<Record<string, unknown>>): Readonly<Record<string, string | number>> =>
  Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]));

/** Two processes on one folder would forget what the other one has cosigned. */
function takeFolder(folder: string): () => void {
  const place = join(folder, 'witness');
  const other = runningDaemon(place);
  if (other !== null) throw mistake(folder, `${other} running on it`, 'one witness to a folder (stop that one)');
  const release = takeDaemonLock(place);
  // Also where the process ends by a fault or a second signal.
  process.once('exit', release);
  return () => {
    process.off('exit', release);
    release();
  };
}

async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof WitnessError ? new Mistake(error.message) : error;
  }
}

type About = { readonly folder: string; readonly made: boolean };

function announce(terminal: Terminal, { url, unreadable }: RunningWitness, key: VerifierKey, logs: readonly VerifierKey[], { folder, made }: About): void {
  const origins = [...new Set(logs.map(({ name }) => name))].filter((name) => unreadable.every(({ origin }) => origin !== name));
  const waiting = unreadable.map(({ origin, reason }) => `\nIt does NOT cosign ${origin}: ${reason}; then start it again.`).join('');
  const policy = `witness ${key.name} ${key.text} ${url}/`;
  const text = `${made ? `Made a new witness in ${folder}. Keep this folder: a witness that forgets, or is put back from an older copy, could sign a forked log.\n` : ''}The witness ${key.name} cosigns ${origins.join(', ')} at ${url}${waiting}
Its public key, for everybody:
  ${key.text}
The line for the bank's policy file (with the address under which the bank reaches it):
  ${policy}
SIGTERM or Ctrl-C ends it.`;
  show(terminal, text, { ready: true, name: key.name, key: key.text, url, policy, logs: origins, unreadable, folder, made });
}
