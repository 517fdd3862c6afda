/** Where the monitor reads the copies of the witnesses that a policy names. */
import type { TrustPolicy } from '../format/policy.ts';
import { copyUrl, readCopy } from '../witness/copy.ts';
import type { WitnessHead } from './witnesses.ts';

/** The witnesses of a policy that have an address there; it stands for both their prefixes. `timeout` in milliseconds, for each whole answer. */
export const witnessHeadsOf = ({ witnesses }: Pick<TrustPolicy, 'witnesses'>, timeout: number): readonly WitnessHead[] =>
  witnesses.flatMap(({ name, url }) => (url === null ? [] : [{ name, read: (origin: string) => readCopy(copyUrl(url, origin), timeout) }]));
