/**
 * U, the unit in which processor time is told: one RSA-2048 SHA-256 signature with a ready key, on this machine, at this time. A machine that is shared
 * or throttled makes all work dearer at once, so U is taken again and again while the work runs.
 */
import { generateKeyPairSync, sign, verify } from 'node:crypto';

export type Yardstick = {
  /** Median of the batches so far, in milliseconds. */
  readonly signMs: () => number;
  readonly verifyMs: () => number;
  readonly batches: () => number;
  readonly stop: () => void;
};

const EVERY_MS = 150;
const SIGNATURES = 6;
const VERIFICATIONS = 30;
const DATA = Buffer.alloc(900, 'a');

/** Takes batches by itself until it is stopped: some two percent of one processor, of this process. */
export function startYardstick(): Yardstick {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const signature = sign('sha256', DATA, privateKey);
  const [signing, verifying]: [number[], number[]] = [[], []];
  const batch = (): void => {
    signing.push(each(SIGNATURES, () => void sign('sha256', DATA, privateKey)));
    verifying.push(each(VERIFICATIONS, () => void verify('sha256', DATA, publicKey, signature)));
  };
  // The first is slow for reasons of its own.
  each(SIGNATURES, () => void sign('sha256', DATA, privateKey));
  batch();
  const timer = setInterval(batch, EVERY_MS);
  return { signMs: () => median(signing), verifyMs: () => median(verifying), batches: () => signing.length, stop: () => clearInterval(timer) };
}

function each(times: number, work: () => void): number {
  const before = process.cpuUsage();
  for (let turn = 0; turn < times; turn += 1) work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / times;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
