/** To the bank's own staff: something that a person has to look at. */
import { rows, steps, strong } from './block.ts';
import { short } from './clean.ts';
import { subject, type Notice } from './letterhead.ts';

const MAX_ROWS = 40;

export const staffTask: Notice<'staff-task'> = {
  en: (facts) => ({
    subject: subject((code) => `Staff task: ${code}`, facts.code, null),
    blocks: [strong(facts.sentence), rows(['code', short(facts.code)], ...facts.rows.slice(0, MAX_ROWS)), steps('The task stands in the list that `kakitome tasks` prints. An answer to this mail does nothing.')],
  }),
  ja: (facts) => ({
    subject: subject((code) => `係員の作業：${code}`, facts.code, null),
    blocks: [strong(facts.sentence), rows(['コード', short(facts.code)], ...facts.rows.slice(0, MAX_ROWS)), steps('この作業は `kakitome tasks` が表示する一覧にあります。このメールに返信しても何も行われません。')],
  }),
};
