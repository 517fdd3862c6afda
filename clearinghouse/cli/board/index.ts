/** The verbs below `kakitome board`. */
import type { Verb } from '../verb.ts';
import { boardBegin } from './begin.ts';
import { boardStatus } from './status.ts';

export const boardVerbs: readonly Verb[] = [
  boardBegin,
  boardStatus,
];
