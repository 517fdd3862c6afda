/** What each part of a spread bank takes of the processor for one payment, as the kernel counts it (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;

/** Milliseconds that a process has taken, with its children, those that have ended too. */
export function spentBy(pid: number): number {
  let ticks = ticksOf(pid);
  for (const name of readdirSync('/proc')) if (/^\d+$/.test(name) && parentOf(Number(name)) === pid) ticks += ticksOf(Number(name));
  return ticks * TICK_MS;
}

/** The fields behind the name of proc(5) stat, which may hold anything: the first is the state, the second the parent. */
function fieldsOf(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

const parentOf = (pid: number): number => Number(fieldsOf(pid)[1] ?? -1);
/** utime, stime, cutime, cstime. */
const ticksOf = (pid: number): number => fieldsOf(pid).slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
