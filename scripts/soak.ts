/**
 * `npm run soak -- [--minutes 60] [--stretch 60] [--peak 400] [--users 50] [--share 0.5] [--json]`: the real daemon at half of its peak, which is measured first, for an
 * hour. After each stretch, when nothing is under way: memory, handles, latency, and rows that wait. Ends with 1 where any of it grows, or the books are not as they must be.
 */
import { callOf, refuseCall } from './call.ts';
import { soakText } from './soak/report.ts';
import { soak } from './soak/run.ts';

const USAGE = 'npm run soak -- [--minutes 60] [--stretch 60] [--peak 400] [--users 50] [--share 0.5] [--json]';

const { values } = callOf(USAGE, {
  options: {
    minutes: { type: 'string', default: '60' },
    stretch: { type: 'string', default: '60' },
    peak: { type: 'string', default: '400' },
    users: { type: 'string', default: '50' },
    share: { type: 'string', default: '0.5' },
    json: { type: 'boolean', default: false },
  },
});

const amount = (name: 'minutes' | 'stretch' | 'peak' | 'users' | 'share'): number => {
  const value = Number(values[name]);
  if (!Number.isFinite(value) || value <= 0) refuseCall(USAGE, `--${name}: found "${values[name]}", expected a number above 0`);
  return value;
};

// The daemon and the folder are seen to at `exit`.
for (const [signal, number] of [['SIGINT', 2], ['SIGTERM', 15]] as const) process.once(signal, () => process.exit(128 + number));

const soaked = await soak({ minutes: amount('minutes'), stretchSeconds: amount('stretch'), peakPayments: Math.round(amount('peak')), users: Math.round(amount('users')), share: amount('share'), say: (line) => void process.stderr.write(`${line}\n`) });
process.stdout.write(values.json ? `${JSON.stringify(soaked, null, 2)}\n` : soakText(soaked));
process.exitCode = soaked.judged.sound && soaked.faults.length === 0 ? 0 : 1;
