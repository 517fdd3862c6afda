/** Passwords as people make them up. */
import type { World } from './world.ts';

const WORDS = ['maple', 'crow', 'otter', 'lamp', 'river', 'cedar', 'finch', 'plum', 'stone', 'harbor'] as const;

export function makePassword(world: World): string {
  const { people } = world.chance;
  return `${people.pick(WORDS)}-${String(people.between(0, 9_999)).padStart(4, '0')}-${people.pick(WORDS)}${people.happens(0.3) ? people.between(10, 99) : ''}`;
}
