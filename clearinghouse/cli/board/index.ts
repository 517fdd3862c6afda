/** The verbs below `kakitome board`. */
import type { Verb } from '../verb.ts';

export const boardVerbs: readonly Verb[] = [];
