/** Publish: lets the sequencer work, and wakes those who wait for what it has published. */
import type { WakeUp } from './ports.ts';

export type PublishParts = {
  readonly wakeUp: WakeUp;
  /** One batch of the sequencer; true: there is more. */
  readonly round: () => Promise<boolean>;
};

/** False: there is nothing to publish. */
export async function publishDue({ wakeUp, round }: PublishParts): Promise<boolean> {
  const more = await round();
  wakeUp.wake('send');
  return more;
}
