/** Days as people write them on paper. */
import type { Language } from '../core/party.ts';
import { dayIn } from '../protocol/calendar.ts';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `21 November 2026`, `2026年11月21日`: the day that it is in the zone at that time. Throws RangeError for an unknown zone. */
export function paperDate(at: number, timeZone: string, language: Language): string {
  const [year, month, day] = dayIn(at, timeZone).split('-').map(Number) as [number, number, number];
  switch (language) {
    case 'en':
      return `${day} ${MONTHS[month - 1]} ${year}`;
    case 'ja':
      return `${year}年${month}月${day}日`;
    default:
      return language satisfies never;
  }
}
