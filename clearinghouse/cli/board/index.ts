/** The verbs below `kakitome board`. */
import type { Verb } from '../verb.ts';
import { boardBegin } from './begin.ts';
import { boardClean } from './clean.ts';
import { boardMonitor } from './monitor.ts';
import { boardRotate } from './rotate.ts';
import { boardSite } from './site.ts';
import { boardStatus } from './status.ts';
import { boardVerify } from './verify.ts';
import { boardWithdraw } from './withdraw.ts';
import { boardWitness } from './witness.ts';

export const boardVerbs: readonly Verb[] = [
  boardBegin,
  boardClean,
  boardMonitor,
  boardRotate,
  boardSite,
  boardStatus,
  boardVerify,
  boardWithdraw,
  boardWitness,
];
