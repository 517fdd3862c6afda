/** The pages' languages. A text that one of them lacks does not type-check. */
import { formatAmount, formatMoney } from '../protocol/money.ts';
import type { Money } from '../protocol/money.ts';
import { languages } from './ports.ts';
import type { Language } from './ports.ts';
import { english } from './words-en.ts';
import type { Words } from './words-en.ts';
import { japanese } from './words-ja.ts';

export type { Words };
export const words: Readonly<Record<Language, Words>> = { en: english, ja: japanese };

export const languageNamed = (text: string | null | undefined): Language | null => languages.find((one) => one === text) ?? null;

/** What a browser asks for (RFC 9110 §12.5.4); null where it asks for none of ours. */
export function languageAsked(accepted: string | undefined): Language | null {
  let best: { readonly language: Language; readonly weight: number } | null = null;
  for (const part of (accepted ?? '').split(',', 20)) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = languageNamed(tag.trim().split('-')[0]);
    const weight = Number(parameters.map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined) ?? '1');
    if (language !== null && weight > (best?.weight ?? 0)) best = { language, weight };
  }
  return best?.language ?? null;
}

/** `1,080円` to readers of Japanese, else `JPY 1,080`. */
export const shownMoney = (amount: Money, language: Language): string => (language === 'ja' && amount.currency === 'JPY' ? `${formatAmount(amount)}円` : formatMoney(amount));

/** Hundredths of a percent: `8`, `7.7`. */
export const shownRate = (rate: number): string => String(rate / 100);
