/**
 * A process of a bank that has several: it tells the others that it is there and how far its intakes have got, hears the same of them, and leases what one
 * process at a time does. What it hears may be two seconds old, which is safe: watermarks never go back (but for those that a clock which ran ahead had told), and an
 * intake is announced before it takes its first letter.
 */
import { hostname } from 'node:os';
import type { Config } from './config.ts';
import type { KeepLetter, IntakeState, ReportEvent } from './protocol/letter.ts';
import type { Role } from './roles.ts';
import type { Chance, Clock } from './stages/ports.ts';
import { completeUntilOf, type WayIn } from './stages/watermark.ts';
import type { Spread } from './store/postgres/running.ts';

const BEAT = 2_000;
/** How long others count on a process that they don't hear of any more. */
const ALIVE = 600_000;
/** Clocks of one bank's machines may differ by as much. */
const SKEW = 60_000;
/** Longer than a lapse of the database, much shorter than what others count on: beyond it no letter is kept. */
const SILENCE = 60_000;
const LEASE = 30_000;

export type Presence = {
  /** Until when all letters are kept, over all processes. */
  readonly completeUntil: () => number;
  /** The same keeper; it rejects while the others may have given this process up, since a deadline may then have passed its letters by. */
  readonly fenced: (keep: KeepLetter) => KeepLetter;
  /** True: this process alone does what is named, for half a minute; to be asked again within a third of that. */
  readonly lease: (name: string) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

export type PresenceParts = {
  readonly spread: Spread;
  readonly config: Config;
  readonly roles: readonly Role[];
  readonly clock: Clock;
  readonly chance: Chance;
  readonly intakes: () => readonly IntakeState[];
  readonly report: ReportEvent;
};

/** Resolves once the process is known to the others; rejects where the store can't be written. */
export async function startPresence(parts: PresenceParts): Promise<Presence> {
  const { spread, config, roles, clock, chance, report } = parts;
  const holder = `${hostname()}-${process.pid}-${chance.seed().slice(0, 8)}`;
  const own = { holder, host: hostname(), pid: process.pid, roles: roles.join(','), beganAt: clock.now() };
  const ways = waysIn(config);
  const known = { completeUntil: Number.NEGATIVE_INFINITY, beatAt: Number.NEGATIVE_INFINITY, silent: false };
  const beat = async (): Promise<void> => {
    const at = clock.now();
    const common = await spread.beat({ ...own, aliveUntil: at + ALIVE }, announced(parts, ways, at), at);
    known.beatAt = at;
    tellClocks(at - common);
    // By a clock that runs ahead the living seem gone and deadlines over: the server's, which all have in common, holds over it.
    const heard = completeUntilOf(ways, await spread.intakes(), Math.min(at, common));
    known.completeUntil = known.completeUntil > at ? heard : Math.max(known.completeUntil, heard);
  };
  const tellClocks = clockTeller(holder, report);
  await beat();
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const tick = (): void => {
    running = beat()
      .then(
        () => {
          if (known.silent) report('warn', 'presence-again', { holder });
          known.silent = false;
        },
        (error: unknown) => {
          if (!known.silent) report('alarm', 'presence-not-told', { holder, error: error instanceof Error ? error.message : String(error) });
          known.silent = true;
        },
      )
      .finally(() => {
        if (!stopped) timer = setTimeout(tick, BEAT);
      });
  };
  let timer = setTimeout(tick, BEAT);
  return {
    // The clock was put back since: what is known is of a time that has not come.
    completeUntil: () => (known.completeUntil > clock.now() ? Number.NEGATIVE_INFINITY : known.completeUntil),
    fenced: (keep) => async (letter) => {
      if (clock.now() - known.beatAt > SILENCE) throw new Error('the database has not been heard of for a minute: no letter is kept until it is');
      return keep(letter);
    },
    lease: (name) => spread.lease(name, holder, clock.now(), clock.now() + LEASE),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
      // All intakes have ended: what they kept is kept.
      await beat().then(() => spread.leave(holder, clock.now())).catch((error: unknown) => report('warn', 'presence-not-ended', { holder, error: String(error) }));
    },
  };
}

/** Told where it begins and where it ends. `ahead`: of the server's clock. */
function clockTeller(holder: string, report: ReportEvent): (ahead: number) => void {
  const advice = 'so far is the clock of this machine ahead of the database server\'s (below zero: behind it); until they agree deadlines may not pass. Let all machines of the bank follow NTP';
  let apart = false;
  return (ahead) => {
    const before = apart;
    apart = Math.abs(ahead) > SKEW;
    if (apart && !before) report('alarm', 'clocks-differ', { holder, seconds: Math.round(ahead / 1_000), advice });
    if (!apart && before) report('info', 'clocks-agree', { holder });
  };
}

/** A listener that has not begun yet has missed nothing: its letters are still to come. */
function announced({ roles, intakes }: PresenceParts, ways: readonly WayIn[], at: number) {
  if (!roles.includes('receive')) return [];
  const states = new Map(intakes().map((state) => [state.name, state.completeUntil]));
  return ways.flatMap(({ name, kind }) => (states.has(name) || kind === 'listener' ? [{ name, completeUntil: states.has(name) ? (states.get(name) ?? null) : at }] : []));
}

/** As every process of the bank is configured. */
function waysIn({ intake }: Config): readonly WayIn[] {
  const listeners = (['lmtp', 'smtp'] as const).filter((kind) => intake[kind] !== undefined);
  return [...listeners.map((name) => ({ name, kind: 'listener' as const })), ...intake.imap.map(({ user, host }) => ({ name: `${user}@${host}`, kind: 'mailbox' as const }))];
}
