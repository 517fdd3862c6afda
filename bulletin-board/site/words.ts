/** The pages' languages. A text that one of them lacks does not type-check. */
import { english, type Words } from './words-en.ts';
import { japanese } from './words-ja.ts';

export const languages = ['en', 'ja'] as const;
export type Language = (typeof languages)[number];
export type { Words };

export const words: Readonly<Record<Language, Words>> = { en: english, ja: japanese };

/** The language that a browser asks for (RFC 9110 §12.5.4), English where it asks for neither. */
export function languageOf(accepted: string | undefined): Language {
  const asked = (accepted ?? '').split(',').slice(0, 20).map((part) => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const q = parameters.map((parameter) => /^\s*q=(\d(?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined);
    return { language: languages.find((one) => tag.trim().split('-')[0] === one), weight: Number(q ?? '1') };
  });
  const best = asked.filter(({ language, weight }) => language !== undefined && weight > 0).sort((a, b) => b.weight - a.weight)[0];
  return best?.language ?? 'en';
}

export const isLanguage = (text: string): text is Language => languages.some((one) => one === text);
