/**
 * Runs a child process to its end with one rule for signals: the child decides when to stop, we wait for it.
 *
 * A signal may reach us alone (`kill`), us and the child (Ctrl-C, a service manager), or twice (npm repeats what
 * it gets). The child must see it once. So a tethered child is told by message a moment later, and ignores the
 * message when the signal itself has come (see tether.mjs). Should we be killed, the tether ends the child.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const settlingMilliseconds = 200;
const tether = new URL('tether.mjs', import.meta.url).href;
/** Beside the packages: whoever may write here may change the program itself. Where it can't be written Node does without. */
const compiled = fileURLToPath(new URL('../../node_modules/.kakitome-compiled', import.meta.url));

/** Runs a TypeScript file of the project on the given Node, tethered to this process, with our own stdin, stdout and stderr. `nodeArguments`: further ones. */
export function runTethered(node, file, args, { nodeArguments = [], ...options } = {}) {
  const words = ['--disable-warning=ExperimentalWarning', ...nodeArguments, '--import', tether, file, ...args];
  // Half of a short command's time would else be spent on reading the program anew.
  const env = { NODE_COMPILE_CACHE: compiled, ...process.env, KAKITOME_TETHER: '1' };
  return runToEnd(node, words, { ...options, env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
}

/**
 * Runs a command and resolves when it has ended: `code` or `signal` as Node reports them, `asked` the last signal
 * that we got meanwhile, `fault` where it could not be started. `onStart` gets the child process.
 */
export function runToEnd(command, args, options, onStart = () => {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, options);
    const told = { asked: undefined, pending: new Set() };
    const handlers = passedOn.map((signal) => [signal, () => passOn(child, signal, told)]);
    for (const [signal, handler] of handlers) process.on(signal, handler);
    const end = (result) => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
      resolve({ ...result, asked: told.asked });
    };
    child.once('error', (fault) => end({ code: null, signal: null, fault }));
    child.once('close', (code, signal) => end({ code, signal }));
    onStart(child);
  });
}

/** What a shell reports for this end: the code, or 128 + the signal's number; 1 where it never started. */
export function exitCodeOf({ code, signal }) {
  if (code !== null) return code;
  return signal === null ? 1 : 128 + constants.signals[signal];
}

function passOn(child, signal, told) {
  told.asked = signal;
  if (told.pending.has(signal)) return;
  told.pending.add(signal);
  setTimeout(() => {
    told.pending.delete(signal);
    if (child.exitCode !== null || child.signalCode !== null) return;
    if (child.connected) child.send({ signal });
    else child.kill(signal);
  }, settlingMilliseconds);
}
