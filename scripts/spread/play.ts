/** A scene as it is played: the world, who works in it, and what has come of the payments so far. */
import type { Answering } from '../e2e/burst.ts';
import type { Member, SpreadWorld } from './world.ts';

/** `settled`: resolves when this share of the payments is paid. `note`: what happens, for whoever reads. */
export type Play = { readonly world: SpreadWorld; readonly members: readonly Member[]; readonly answering: Answering; readonly payments: number; readonly note: (line: string) => void; readonly settled: (share: number) => Promise<void> };
