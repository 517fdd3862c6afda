/** Everything that the page says is there in both languages; the style shows the one that the page is in. */
import { byId, element, root, setTitle, type PageElement } from './browser.ts';
import { languages, type Language } from './options.ts';
import { english, type Words } from './words-en.ts';
import { japanese } from './words-ja.ts';

const words: Readonly<Record<Language, Words>> = { en: english, ja: japanese };

type Saying = (words: Words, language: Language) => string;

/** Puts a sentence into an element, as text. */
export function say(place: PageElement, saying: Saying): void {
  place.replaceChildren(...languages.map((language) => {
    const span = element('span', saying(words[language], language));
    span.lang = language;
    return span;
  }));
}

/** A line under a field or button; null takes it away. */
export function remark(id: string, saying: Saying | null): void {
  const place = byId(id);
  if (saying === null) place.replaceChildren();
  else say(place, saying);
  place.hidden = saying === null;
}

/** A trouble of a field: told below it, and to those who hear the page. */
export function complain(field: string, saying: Saying | null): void {
  remark(`${field}-trouble`, saying);
  if (saying === null) byId(field).removeAttribute('aria-invalid');
  else byId(field).setAttribute('aria-invalid', 'true');
}

/** Of the steps of one part shows a single one, and begins to read at its heading. */
export function showStep(steps: readonly string[], shown: string): void {
  for (const step of steps) byId(step).hidden = step !== shown;
  const heading = byId(`${shown}-heading`);
  heading.focus();
  heading.scrollIntoView();
}

export const onClick = (id: string, act: () => void): void => byId(id).addEventListener('click', act);

/** No form is ever sent: Enter and the button lead here. */
export const onSubmit = (id: string, act: () => void): void =>
  byId(id).addEventListener('submit', (event) => {
    event.preventDefault();
    act();
  });

/** A fault of the browser is said where it happened, and thrown on for whoever looks into the browser's console. */
export async function guard(place: string, work: () => Promise<void>): Promise<void> {
  remark(place, null);
  try {
    await work();
  } catch (error) {
    remark(place, (words) => words.fault(error instanceof Error ? error.message : String(error)));
    throw error;
  }
}

/** What can't stand on the page in both languages: `titles` of the page, and `days`, the names of the choices from one day on. */
export function speak(language: Language, titles: Readonly<Record<Language, string>>, days: Readonly<Record<Language, readonly string[]>>): void {
  root().lang = language;
  setTitle(titles[language]);
  for (const [at, name] of days[language].entries()) byId(`day-${at + 1}`).textContent = name;
  for (const each of languages) byId(`speak-${each}`).setAttribute('aria-pressed', String(each === language));
}

/** The hour and minute of this device's place, in words. */
export const localTime = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' }).format(at);
