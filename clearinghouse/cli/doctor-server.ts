/** The PostgreSQL server of a bank: its version, clock and standbys, and which processes work on the store. */
import type { Spread } from '../store/postgres/running.ts';
import { ok, unsure, wrong, type Check } from './check.ts';

/** Beyond it deadlines and the times in the journal differ noticeably from one machine to another. */
const CLOCKS_DIFFER = 2_000;

export async function checkServer(spread: Spread, now: () => number): Promise<readonly Check[]> {
  const asked = now();
  const { version, schemaVersion, time, standbys, synchronous } = await spread.server();
  const answered = now();
  const processes = await spread.processes(answered);
  const names = processes.map(({ host, pid, roles }) => `${host} process ${pid} (${roles})`);
  return [
    ok('database server', `PostgreSQL ${version}, schema version ${schemaVersion}`),
    checkClock(Math.max(0, asked - time, time - answered)),
    checkStandbys(standbys, synchronous),
    ok('processes', names.length === 0 ? 'none runs' : names.join(', ')),
  ];
}

function checkClock(apart: number): Check {
  if (apart <= CLOCKS_DIFFER) return ok('clock', 'the same as the database server\'s');
  return wrong('clock', `found ${(apart / 1_000).toFixed(1)} seconds between this machine and the database server; expected less than two (let all machines of the bank follow NTP)`);
}

function checkStandbys(standbys: number, synchronous: number): Check {
  if (standbys === 0) return ok('standby', 'none streams from the server: what it loses comes back from backups alone');
  if (synchronous > 0) return ok('standby', `${standbys}, and a commit waits until ${synchronous} of them has it`);
  return unsure('standby', `${standbys}, and none that a commit is seen to wait for: a fail-over may lose what was committed last. Put synchronous_standby_names on the server; if it is there, GRANT pg_monitor to the bank's role, so that it can be seen`);
}
