/** What goes wrong in the bank's own house: its process dies, mailbox, SMTP and DNS fail, its clock jumps. */
import { numberIn, type Mail } from './mail.ts';
import { DAY, HOUR, MINUTE, SECOND } from './network-type.ts';
import { bankTime, count, note, type World } from './world.ts';

export type House = {
  readonly world: () => World;
  /** How long the bank sleeps between two looks. */
  readonly grid: number;
  /** How many payments begin in a minute. */
  readonly busy: number;
  /** The probability that the process dies in one look. */
  readonly deaths: number;
  /** The start of the last complete scan of the mailbox; infinity: there is none. */
  completeUntil: number;
  wokenFor: number | null;
  downSince: number | null;
  looks: number;
  /** Where the bank is rebuilt at the end. */
  readonly rebuilt: string;
};

/** The bank looks at the next full step of its grid, once. */
export function wake(house: House, at = 0): void {
  const { calendar } = house.world();
  const target = Math.ceil(Math.max(at, calendar.now() + 1) / house.grid) * house.grid;
  if (house.wokenFor !== null && house.wokenFor <= target) return;
  house.wokenFor = target;
  calendar.put(target, () => {
    if (house.wokenFor !== target) return undefined;
    house.wokenFor = null;
    return look(house);
  });
}

async function look(house: House): Promise<void> {
  const world = house.world();
  const { bank, chance, auditor } = world;
  if (!bank.isUp()) return;
  house.looks += 1;
  count(world, 'looks of the bank');
  // Where much happens at once there are fewer looks, and each does more.
  if (!world.network.calm && chance.house.happens(house.deaths * Math.min(house.busy, 4))) bank.arm({ step: chance.house.between(1, 60 * house.busy), how: chance.house.happens(0.5) ? 'not done' : 'done, unheard' });
  await scan(house);
  if (bank.isUp()) await bank.work();
  bank.arm(null);
  if (!bank.isUp()) return die(house);
  await auditor.step(bank.decided());
  if (house.looks % 100 === 0) await auditor.whole();
  const due = await bank.store().nextDueAt();
  const waiting = house.looks % 8 === 0 ? (await bank.store().unclearedBefore(Number.MAX_SAFE_INTEGER)).length : 0;
  // What is due and could not be done waits for something else, such as a letter that is not read yet.
  if (due !== null) wake(house, due <= bankTime(world) ? world.calendar.now() + 3 * MINUTE : due - world.skew);
  if (waiting > 0) wake(house, world.calendar.now() + 10 * MINUTE);
}

/** One complete scan of the mailbox: what is kept is put away. */
async function scan(house: House): Promise<void> {
  const world = house.world();
  const { network, bank } = world;
  if (network.out.mailbox || house.completeUntil === Number.POSITIVE_INFINITY) return;
  const begun = bankTime(world);
  for (let next = network.mailbox[0]; next !== undefined; next = network.mailbox[0]) {
    if (!(await keep(house, next.bytes, next.mail, next.receivedAt, true))) return;
    network.mailbox.shift();
  }
  if (bank.isUp()) house.completeUntil = begun;
}

/** False: it was not taken, or nobody heard that it was. */
export async function keep(house: House, bytes: Uint8Array, mail: Mail, receivedAt: number, imap: boolean): Promise<boolean> {
  const world = house.world();
  const { bank } = world;
  if (!bank.isUp()) return false;
  const envelope = imap ? { from: null, to: [], clientAddress: null, helo: null } : { from: mail.from, to: mail.to, clientAddress: null, helo: null };
  try {
    const { letterId, duplicate } = await bank.keep({ bytes, receivedAt, intake: imap ? 'imap' : 'lmtp', envelope, place: null });
    if (!duplicate) world.auditor.kept(letterId, world.mails[numberIn(bytes) - 1] ?? mail, receivedAt, bankTime(world), imap, null);
    note(world, `letter ${letterId} is kept (mail ${mail.number}, ${imap ? 'mailbox' : 'LMTP'})${duplicate ? ', again' : ''}`, { deals: [mail.deal] });
    return true;
  } catch (error) {
    if (bank.isUp()) throw error;
    if (!imap) die(house);
    return false;
  }
}

function die(house: House): void {
  const world = house.world();
  if (house.downSince !== null) return;
  house.downSince = world.calendar.now();
  count(world, 'deaths of the process');
  note(world, `the process dies at: ${(world.bank.diedAt() ?? '').replaceAll(/\s+/g, ' ').slice(0, 120)}`);
  const away = world.chance.house.happens(0.8) ? world.chance.house.between(SECOND, 2 * MINUTE) : world.chance.house.between(2 * MINUTE, 3 * HOUR);
  world.auditor.trouble(bankTime(world), bankTime(world) + away);
  world.calendar.put(world.calendar.now() + away, async () => {
    await world.bank.start();
    house.downSince = null;
    note(world, 'the bank starts again');
    wake(house);
  });
}

/** Now and then until `until`. */
export function beginTroubles(house: House, until: number): void {
  const world = house.world();
  const { calendar, chance: { house: chance } } = world;
  const often = (mean: number, act: () => void): void => {
    const at = calendar.now() + chance.between(mean / 4, mean * 2);
    if (at < until) calendar.put(at, () => {
      act();
      often(mean, act);
    });
  };
  const fails = (what: 'mailbox' | 'smtp' | 'dns' | 'board', longest: number): void => {
    if (world.network.out[what]) return;
    const span = chance.between(MINUTE, longest);
    world.network.out[what] = true;
    count(world, `outages of ${what}`);
    note(world, `${what} fails`);
    world.auditor.trouble(bankTime(world), bankTime(world) + span);
    calendar.put(calendar.now() + span, () => {
      world.network.out[what] = false;
      note(world, `${what} works again`);
      wake(house);
    });
  };
  often(16 * HOUR, () => fails('mailbox', chance.happens(0.1) ? 30 * HOUR : 3 * HOUR));
  often(20 * HOUR, () => fails('smtp', 40 * MINUTE));
  often(14 * HOUR, () => fails('dns', chance.happens(0.2) ? 7 * HOUR : HOUR));
  often(22 * HOUR, () => fails('board', chance.happens(0.3) ? 4 * HOUR : 20 * MINUTE));
  often(30 * HOUR, () => jump(house, chance.happens(0.5) ? -chance.between(SECOND, 5 * MINUTE) : chance.between(SECOND, 30 * MINUTE)));
  often(DAY, () => {
    const person = chance.pick(world.people);
    person.deadUntil = calendar.now() + chance.between(HOUR, 4 * DAY);
    count(world, 'dead mailboxes');
  });
}

/** The next jump puts it right again. */
function jump(house: House, by: number): void {
  const world = house.world();
  world.skew = world.skew === 0 ? by : 0;
  world.auditor.skewed(world.skew === 0 ? by : world.skew);
  world.auditor.trouble(bankTime(world), bankTime(world) + Math.abs(by));
  count(world, 'clock jumps');
  note(world, `the bank's clock is now ${Math.round(world.skew / 1_000)} s off`);
  wake(house);
}
