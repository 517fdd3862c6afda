/** The verbs below `kakitome board`. */
import type { Verb } from '../verb.ts';
import { boardBegin } from './begin.ts';
import { boardRotate } from './rotate.ts';
import { boardStatus } from './status.ts';
import { boardWithdraw } from './withdraw.ts';
import { boardWitness } from './witness.ts';

export const boardVerbs: readonly Verb[] = [
  boardBegin,
  boardRotate,
  boardStatus,
  boardWithdraw,
  boardWitness,
];
