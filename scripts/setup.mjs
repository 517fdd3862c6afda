/**
 * Brings the checkout's packages, and with them Node 24, to what package-lock.json says.
 *
 * Promises: when nothing is to be done it reads package-lock.json and one small stamp and touches no network;
 * two starters at once install once; everything it says goes to stderr.
 * Plain JavaScript, since it must run on Node 20 before anything is installed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodeOf, runToEnd } from './setup/child.mjs';
import { withLock } from './setup/lock.mjs';

/** The checkout's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const oldestNode = 20;
const projectNode = 24;
const modules = join(root, 'node_modules');
const npmsNode = join(modules, 'node', 'bin', 'node');
const stampFile = join(modules, '.kakitome-lock');
const runtimeOnly = ' without development packages';

/** A set-up that could not be done: `message` is one line for the user, `exitCode` what the command ends with. */
export class SetUpError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Gives the path of a Node that runs the project's TypeScript, after installing what is missing.
 * `developing` asks for the development packages too (tests, demo); without it an installation made by
 * `npm ci --omit=dev` is accepted where the running Node is new enough. Throws SetUpError.
 */
export async function setUp({ developing }) {
  if (majorOf(process.versions.node) < oldestNode) {
    throw new SetUpError(`Node ${oldestNode} or newer is needed; this is ${process.version}: see https://nodejs.org/`);
  }
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const digest = createHash('sha256').update(lockText).digest('hex');
  const ready = () => (stampAllows(digest, developing) ? findNode() : undefined);
  const found = ready();
  if (found !== undefined) return found;
  return withLock(join(root, '.kakitome', 'set-up.lock'), say, async () => {
    const made = ready() ?? adoptInstallation(lockText, digest, developing);
    if (made !== undefined) return made;
    await install();
    stamp(digest);
    const node = findNode();
    if (node === undefined) {
      throw new SetUpError(
        `npm ci ended well but brought no Node ${projectNode} for ${process.platform}-${process.arch}: install Node ${projectNode} yourself and run this again with it`,
      );
    }
    return node;
  });
}

/** One line to the person in front of the terminal; never on stdout, which belongs to the command. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs one command of the checkout: set-up, then `start(node)`; sets the exit code; a failed set-up is one clear line. */
export async function runWithSetUp(options, start) {
  try {
    process.exitCode = exitCodeOf(await start(await setUp(options)));
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}

function majorOf(version) {
  return Number.parseInt(version.replace(/^v/, ''), 10);
}

function findNode() {
  if (existsSync(npmsNode)) return npmsNode;
  const running = process.execPath;
  return majorOf(process.versions.node) >= projectNode && existsSync(running) ? running : undefined;
}

function stampAllows(digest, developing) {
  if (!existsSync(stampFile)) return false;
  const text = readFileSync(stampFile, 'utf8').trim();
  return text === digest || (!developing && text === digest + runtimeOnly);
}

function stamp(text) {
  writeFileSync(stampFile, `${text}\n`);
}

/** Accepts an installation that somebody made with npm by hand: npm's own record of it is compared with the lock. */
function adoptInstallation(lockText, digest, developing) {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return undefined;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  let complete = true;
  for (const [place, wanted] of Object.entries(JSON.parse(lockText).packages)) {
    const found = present[place];
    if (place === '' || wanted.optional || found?.version === wanted.version) continue;
    if (found !== undefined || !(wanted.dev || wanted.devOptional)) return undefined;
    complete = false;
  }
  const node = findNode();
  if (node === undefined || (developing && !complete)) return undefined;
  stamp(complete ? digest : digest + runtimeOnly);
  return node;
}

async function install() {
  say(`Setting up: npm ci installs the packages of package-lock.json into node_modules, Node ${projectNode} among them. This is done once and takes a minute or so.`);
  rmSync(stampFile, { force: true });
  // One installation serves commands, tests and demo; engine warnings concern the Node that merely starts us.
  await npm('ci', '--no-audit', '--no-fund', '--loglevel=error', '--include=dev', '--engine-strict=false');
  if (!existsSync(npmsNode)) await placeNode();
  say('Setting up: done.');
}

/** Where npm is told to run no install scripts, the one that puts Node 24 in its place is still needed. */
async function placeNode() {
  const folder = join(modules, 'node');
  if (!existsSync(join(folder, 'installArchSpecificPackage.js'))) return;
  const env = { ...npmEnvironment(), npm_config_loglevel: 'error' };
  await runToEnd('node', ['installArchSpecificPackage.js'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function npm(...args) {
  let printed = '';
  const keep = (child) => child.stdout.on('data', (chunk) => { printed += chunk; });
  const end = await runToEnd('npm', args, { cwd: root, env: npmEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] }, keep);
  if (end.asked !== undefined) throw new SetUpError('Setting up was stopped.', exitCodeOf({ code: null, signal: end.asked }));
  if (end.fault?.code === 'ENOENT') throw new SetUpError('npm was not found: it comes with Node, see https://nodejs.org/');
  if (end.fault !== undefined) throw end.fault;
  if (exitCodeOf(end) === 0) return;
  process.stderr.write(printed);
  throw new SetUpError(
    `Setting up failed: npm ${args[0]} ended with ${end.signal ?? `code ${end.code}`}, see above. Most often the npm registry can't be reached: check the network or npm's proxy setting, then run the same command again.`,
  );
}

/** The caller's environment without what an outer `npm run` and a production setting would change about the installation. */
function npmEnvironment() {
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (name !== 'NODE_ENV' && !/^npm_(lifecycle|package|command)/.test(name)) env[name] = value;
  }
  // npm run puts node_modules/.bin first, where `node` is the very file that npm ci takes away.
  const inside = (folder) => folder.endsWith(join('node_modules', '.bin')) || folder.startsWith(modules + sep);
  env.PATH = (process.env.PATH ?? '').split(delimiter).filter((folder) => !inside(folder)).join(delimiter);
  return env;
}
