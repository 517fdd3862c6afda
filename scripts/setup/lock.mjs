/**
 * A lock that is a folder with one file `holder` in it (process id and start time). It comes into being whole, by
 * a rename, so that it is never seen without its holder; the lock of a process that is gone is taken over by one
 * waiter only. A holder that lives is waited for, at most ten minutes.
 */
import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const pollMilliseconds = 200;
const patienceMilliseconds = 10 * 60_000;

/** Runs `work` while holding the lock folder; `say` tells once for whom we wait. Throws when the patience ends. */
export async function withLock(folder, say, work) {
  mkdirSync(dirname(folder), { recursive: true });
  await take(folder, say);
  const release = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
    removeIfEmpty(dirname(folder));
  }
}

async function take(folder, say) {
  let waited = 0;
  let told = false;
  while (!tryTake(folder)) {
    const holder = holderOf(folder);
    if (holder !== undefined && !lives(holder)) {
      takeAway(folder, holder);
      continue;
    }
    if (holder !== undefined && !told) {
      say(`Waiting for process ${holder.split(' ')[0]}, which is setting up the same folder.`);
      told = true;
    }
    if (waited > patienceMilliseconds) {
      throw new Error(`${folder} is held by process ${holder}; if no set-up is running, remove that folder and try again`);
    }
    await wait(pollMilliseconds);
    waited += pollMilliseconds;
  }
}

function tryTake(folder) {
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, 'holder'), identity(process.pid));
  try {
    renameSync(draft, folder);
    return true;
  } catch (error) {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    rmSync(draft, { recursive: true });
    return false;
  }
}

function holderOf(folder) {
  return readIfThere(join(folder, 'holder'));
}

/** Process id and, where the system tells it, start time: a number alone may by now belong to another process. */
function identity(pid) {
  const stat = readIfThere(`/proc/${pid}/stat`);
  const startTime = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return `${pid} ${startTime}`.trim();
}

function lives(holder) {
  const pid = Number(holder.split(' ')[0]);
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return identity(pid) === holder;
}

/** The mark inside is named for the dead holder, so only one waiter can make it; it looks again before it moves the lock. */
function takeAway(folder, holder) {
  const aside = `${folder}.${process.pid}.left`;
  try {
    mkdirSync(join(folder, `left-by-${holder.replace(' ', '-')}`));
    if (holderOf(folder) !== holder) return;
    renameSync(folder, aside);
  } catch (error) {
    if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
    return;
  }
  rmSync(aside, { recursive: true });
}

function removeIfEmpty(folder) {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(error.code)) throw error;
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
