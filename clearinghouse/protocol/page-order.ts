/** The line by which the bank's order page says for whom it writes. */
import { afterLabel, vocabularyOf } from './vocabulary.ts';

const labels = vocabularyOf(['member', '会員']);

/** What stands behind `Member:`; null where the line is none. */
export const memberOf = (line: string): string | null => afterLabel(line, labels) || null;
