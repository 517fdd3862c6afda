/**
 * The buyer's answer to a question (5-real-and-hostile-mail §3.5 C5–C6, §3.7): the first line that the buyer wrote, whole. Consent is a consent
 * word and the password, with nothing but words of politeness around them; whatever can't be read for sure is unclear, and moves no money.
 */
import { conditionWithin, doubtsWithin, laterDoubt, MAX_LINE, takesBack } from './doubt.ts';
import type { DoubtCode } from './doubt.ts';
import { findSeparators, ownText } from './layout.ts';
import type { AnswerReading, Digest, SecretDigests, SpokenNumber, TextReading } from './reading.ts';
import { foldSecret, sameSecret, SECRET_MAX_LETTERS, SECRET_MIN_LETTERS } from './secret.ts';
import { readSettlementNumber, withoutPlace } from './settlement-number.ts';
import { endings, headsOf, waysOf, withoutLabel, withoutPunctuation } from './spoken-password.ts';
import { foldWord, vocabularyOf, wholeWordAtStart, wordAtStart, wordWithin } from './vocabulary.ts';
import type { FoundWord } from './vocabulary.ts';
import { ADDRESSEE_ENDINGS, CONSENT_WORDS, DOUBT_WORDS, EQUALLING_WORDS, FRAUD_WORDS, GREETINGS, INTRODUCTION_ENDINGS, NOT_NAMES, OK_COURTESIES, PASSWORD_LABELS, REFUSAL_WORDS, SENTENCE_ENDINGS, SENTENCE_OPENINGS } from './words.ts';

const consentWords = vocabularyOf(CONSENT_WORDS);
const refusalWords = vocabularyOf(REFUSAL_WORDS);
const fraudWords = vocabularyOf(FRAUD_WORDS);
const passwordLabels = vocabularyOf(PASSWORD_LABELS);
const greetings = vocabularyOf(GREETINGS);
const sentenceEndings = vocabularyOf(SENTENCE_ENDINGS);
const sentenceOpenings = vocabularyOf(SENTENCE_OPENINGS);
const equallingWords = vocabularyOf(EQUALLING_WORDS);
const courtesies = vocabularyOf([...OK_COURTESIES, ...CONSENT_WORDS]);
const knownWords = new Set([CONSENT_WORDS, REFUSAL_WORDS, FRAUD_WORDS, DOUBT_WORDS, GREETINGS, PASSWORD_LABELS].flat().flatMap((word) => foldWord(word).split(' ')));

/** `Hola, si llega …`: there it is an if. */
const greetedConsents = vocabularyOf(CONSENT_WORDS.filter((word) => word !== 'si'));

const MOST_GREETINGS = 3;
const MAX_TOKENS = 16;
const MAX_SHAPED_TOKENS = 6;
const BETWEEN = /^[:,.、。 -]+/;

const nothing: AnswerReading = { word: null, doubt: null, whole: null, prefixes: [], shaped: false, shown: '' };

/** Reads normalised lines, quote marks kept, as an answer. Takes time linear in their length. */
export function readAnswer(lines: readonly string[], digest: Digest): AnswerReading {
  const { own, quotes } = ownText(lines, findSeparators(lines));
  const place = answerPlace(lines, own, quotes);
  const at = own[place];
  if (at === undefined) return nothing;
  const line = withoutGreeting(lines[at] ?? '');
  const shown = shownAnswer(line);
  const bare = line.slice(0, 40).replace(/^[\p{P}\p{S} ]+/u, '');
  if (wholeWordAtStart(bare, fraudWords) !== null) return { ...nothing, word: 'fraud', shown };
  if (wholeWordAtStart(bare, refusalWords) !== null) return { ...nothing, word: 'refusal', shown };
  const word = wordAtStart(line, consentWords);
  if (word === null || line.length > MAX_LINE) return { ...nothing, shown };
  const doubt = placeDoubt(lines, at, quotes) ?? laterDoubt(lines, own.slice(place));
  return { ...readConsent(line.slice(word.length), word, digest), doubt, shown };
}

/**
 * Whether somebody who was asked nothing refuses for sure: a word of refusal alone, with a courtesy, or with more behind a comma or a stop. `No problem`,
 * `Do not forget the card` and `No. 1042` are no refusals.
 */
export function isPlainRefusal({ lines, separators }: Pick<TextReading, 'lines' | 'separators'>): boolean {
  const { own, quotes } = ownText(lines, separators);
  const line = (lines[own[answerPlace(lines, own, quotes)] ?? -1] ?? '').slice(0, MAX_LINE).replace(/^[\p{P}\p{S} ]+/u, '');
  const word = wholeWordAtStart(line.slice(0, 40), refusalWords);
  if (word === null) return false;
  const rest = line.slice(word.length);
  return /^[\p{P}\p{S} ]*$/u.test(rest) || isCourtesy(rest.replace(/[.!。！]+$/u, '').trim()) || (/^ ?[,;:!、。，！—-]|^\. /u.test(rest) && !NUMBER.test(rest));
}

const NUMBER = /^[.:]? ?[#°º]? ?\p{L}{0,4}[-.]?[0-9]/u;

/** Whether the first paragraph that the sender wrote, below a greeting, takes the order back. What stands further down may be a quotation without marks. */
export function isWithdrawal({ lines, separators }: Pick<TextReading, 'lines' | 'separators'>): boolean {
  const { own, quotes } = ownText(lines, separators);
  const rest = own.slice(answerPlace(lines, own, quotes));
  return takesBack(rest.filter((at, index) => at === (rest[0] ?? 0) + index).map((at) => lines[at] ?? '').join(' '));
}

/** What stands after the consent word of an answer, in the ways in which it is compared with a password; empty where there is no consent. */
export function spokenSecrets(lines: readonly string[]): string[] {
  const { own, quotes } = ownText(lines, findSeparators(lines));
  const line = withoutGreeting(lines[own[answerPlace(lines, own, quotes)] ?? -1] ?? '');
  const word = line.length > MAX_LINE ? null : wordAtStart(line, consentWords);
  if (word === null) return [];
  const after = line.slice(word.length);
  const rest = after.replace(BETWEEN, '').trim();
  return goesOn(after, rest) ? secretLike(rest) : [...waysOf(rest), ...numberEndings(rest).flatMap(({ before, number }) => [before, number])];
}

/**
 * Whether a line that begins like a consent goes on as a sentence in which no password is told: behind its first word, or from a word that begins sentences on
 * and longer than a password's shape. Else its whole rest is taken for one.
 */
function goesOn(after: string, rest: string): boolean {
  if (wordWithin(rest, passwordLabels) !== null) return false;
  if (wordAtStart(after, sentenceEndings) !== null) return true;
  const words = rest.split(' ');
  return words.length > MAX_SHAPED_TOKENS && wordAtStart(rest, sentenceOpenings)?.bordered === true && !words.slice(0, MAX_SHAPED_TOKENS).some((word) => isWord(word, equallingWords));
}

/** What of a sentence may be a password all the same: letters with figures, a printed number, words joined by hyphens; but no date, sum or number of a parcel. */
function secretLike(rest: string): string[] {
  return rest.split(/[\s、。,;:()「」]+/).filter((token) => {
    const figures = token.replace(NO_SECRET, '');
    const mixed = /[0-9]/.test(figures) && /\p{L}/u.test(figures);
    return mixed || /^[^0-9]*(?:[0-9][- ]?){7,10}[^0-9]*$/.test(figures) || /\p{L}-\p{L}+-\p{L}/u.test(token);
  });
}

const NO_SECRET = /[0-9]{11,}|[0-9]{4}-[0-9]{4}-[0-9]{4}|[0-9]{1,4}(?:年|月|日|時|分|個|本|袋|枚|件|円)/g;

/** What an answer means for the payment whose password is given. */
export type Judgement = 'CONSENT' | 'REFUSED' | 'FRAUD' | 'WRONG_PASSWORD' | 'UNCLEAR';

/** The doubt of an answer whose two alternatives say different things: then not even a NO is sure. */
export const ALTERNATIVES_DIFFER = 'alternatives-differ' satisfies DoubtCode;

export function judgeAnswer(answer: AnswerReading, secret: SecretDigests): Judgement {
  if (answer.word === null || answer.doubt === ALTERNATIVES_DIFFER) return 'UNCLEAR';
  switch (answer.word) {
    case 'fraud':
      return 'FRAUD';
    case 'refusal':
      return 'REFUSED';
    case 'consent':
      if (answer.doubt !== null || answer.whole === null) return 'UNCLEAR';
      if (sameSecret(answer.whole, secret)) return 'CONSENT';
      if (answer.prefixes.some((prefix) => sameSecret(prefix, secret))) return 'UNCLEAR';
      return answer.shaped ? 'WRONG_PASSWORD' : 'UNCLEAR';
    default:
      return answer.word satisfies never;
  }
}

/**
 * What may be the printed number behind this very password in a clear consent, `OK maple-7731-crow 4821 0937`. With its place on the card before it,
 * `01 4821 0937`, there are two: which one is good only its card tells.
 */
export function numbersBeside({ word, doubt, numbers = [] }: AnswerReading, secret: SecretDigests): readonly SpokenNumber[] {
  return word !== 'consent' || doubt !== null ? [] : numbers.filter((one) => sameSecret(one.secret, secret));
}

/** Whether a text, printed at the head of a line, could be taken for the beginning of a consent. */
export function beginsLikeConsent(text: string): boolean {
  const bare = text.slice(0, 80).replace(/^[^\p{L}\p{N}]+/u, '');
  const word = wordAtStart(bare, consentWords);
  return word !== null && (word.bordered || /^[0-9]/.test(bare.slice(word.length)));
}

/** The first own line that is no greeting, nor behind one says who writes, where no quotation stands between. */
function answerPlace(lines: readonly string[], own: readonly number[], quotes: readonly number[]): number {
  let place = 0;
  for (; place < MOST_GREETINGS; place += 1) {
    const [at, next] = [own[place], own[place + 1]];
    if (at === undefined || next === undefined) return place;
    const line = lines[at] ?? '';
    if (!(isGreeting(line) || (place > 0 && isIntroduction(line))) || quotes.some((quote) => quote > at && quote < next)) return place;
  }
  return place;
}

function isGreeting(line: string): boolean {
  if (line.length > 60 || /[0-9?]/.test(line) || line.split(' ').length > 6 || isDoubtful(line) || withoutGreeting(line) !== line) return false;
  return wholeWordAtStart(line, greetings) !== null || ADDRESSEE_ENDINGS.some((ending) => line.replace(/[、,。.]$/, '').endsWith(ending));
}

function isIntroduction(line: string): boolean {
  const said = line.replace(/[。.]$/, '');
  const ending = INTRODUCTION_ENDINGS.find((one) => said.endsWith(one));
  return ending !== undefined && NAMES.test(said.slice(0, -ending.length)) && !NOT_NAMES.some((word) => said.includes(word)) && !isDoubtful(line);
}

const NAMES = /^[\p{Script=Han}\p{Script=Katakana}ー・の ]{1,24}$/u;
const isDoubtful = (line: string): boolean => (wordWithin(line, doubtsWithin) ?? conditionWithin(line)) !== null;

/** `Hi, OK maple-7731-crow`: from the consent on. */
function withoutGreeting(line: string): string {
  const greeting = wordAtStart(line, greetings);
  if (greeting?.bordered !== true) return line;
  const rest = line.slice(greeting.length).replace(/^[ ,;:!.、。-]{1,4}/, '');
  return wordAtStart(rest, greetedConsents)?.bordered === true ? rest : line;
}

/** Below a quotation an answer counts only where every line above it is quoted with `>` and none follows. */
function placeDoubt(lines: readonly string[], at: number, quotes: readonly number[]): DoubtCode | null {
  const above = quotes.filter((quote) => quote < at);
  if (above.length === 0) return null;
  if (above.length < quotes.length) return 'between-quotes';
  return above.some((quote) => lines[quote]?.startsWith('|')) ? 'below-quote' : null;
}

/** All that can be said of the rest after the consent word without knowing the password. */
function readConsent(after: string, word: FoundWord, digest: Digest): Omit<AnswerReading, 'doubt' | 'shown'> {
  const rest = after.replace(BETWEEN, '').trim();
  const [unlabelled, bare] = [withoutLabel(rest), headsOf(rest).at(-1) ?? rest];
  const wholes = waysOf(rest);
  const tails = [...new Set([rest, bare])].flatMap(properPrefixes);
  const prefixes = [...new Set(tails)].sort((a, b) => b.length - a.length).map((text) => digest(text));
  const whole = wholes.flatMap((text) => digest(text));
  const numbers = numberEndings(rest).map(({ before, number, digits }): SpokenNumber => ({ secret: digest(before), number: digest(number), digits }));
  return { word: 'consent', whole: wholes.length === 0 ? null : whole, prefixes, ...(numbers.length === 0 ? {} : { numbers }), shaped: word.bordered && [unlabelled, bare].some((text) => isShaped(endings(text).at(-1) ?? '')) };
}

/** All ways to part the rest into something, or nothing, and the digits of a printed number in whole groups at its end: the password may end in digits, too. */
function numberEndings(rest: string): { readonly before: string; readonly number: string; readonly digits: string }[] {
  if (rest.length > MAX_LINE) return [];
  const found = waysOf(rest).flatMap((text) =>
    [{ index: 0, 0: '' }, ...[...text.matchAll(/[ :,、]+/g)].slice(-MAX_SHAPED_TOKENS)].flatMap(({ index, 0: gap }) => {
      const [before, number] = [withoutPunctuation(text.slice(0, index)), text.slice(index + gap.length)];
      const digits = readSettlementNumber(number);
      if (digits === null) return [];
      const unplaced = withoutPlace(before);
      return [before, ...(unplaced === null ? [] : [unplaced])].map((one) => ({ before: one, number, digits }));
    }),
  );
  return found.filter((one, at) => found.findIndex(({ before, number }) => before === one.before && number === one.number) === at);
}

/** Heads of the rest that end where a token ends: at a blank, or where Latin letters and digits meet another script. */
function properPrefixes(rest: string): string[] {
  const borders = [...rest.slice(0, 400).matchAll(/ |(?<=[0-9A-Za-z])(?=[^\x00-\x7F])/g)].map((match) => match.index).slice(0, MAX_TOKENS);
  const heads = borders.flatMap((at) => [rest.slice(0, at), withoutEndPunctuation(rest.slice(0, at))]);
  return heads.filter((head) => (foldSecret(head) ?? '').length >= 1 && (foldSecret(head) ?? '').length <= SECRET_MAX_LETTERS);
}

const withoutEndPunctuation = (text: string): string => text.replace(/[\p{P}\p{S}]{1,8}$/u, '');

function isShaped(text: string): boolean {
  const tokens = text.split(' ');
  const folded = foldSecret(text) ?? '';
  if (tokens.length > MAX_SHAPED_TOKENS || isCourtesy(text) || !/^[\p{L}\p{N}\p{M}]+$/u.test(folded)) return false;
  const letters = [...folded].length;
  if (letters < SECRET_MIN_LETTERS || letters > SECRET_MAX_LETTERS) return false;
  return wordAtStart(text, consentWords)?.bordered !== true && !tokens.some((token) => isWord(token, doubtsWithin) || isWord(token, passwordLabels));
}

/** Nothing but thanks, `please` and their like, in any number. */
function isCourtesy(text: string): boolean {
  let rest = text.slice(0, 200);
  while (rest !== '') {
    const word = wholeWordAtStart(rest, courtesies);
    if (word === null) return false;
    rest = rest.slice(word.length).replace(/^[\p{P}\p{S} ]{1,8}/u, '');
  }
  return text.length <= 200;
}

const isWord = (token: string, words: ReturnType<typeof vocabularyOf>): boolean => wordAtStart(token, words)?.length === token.length;

/** The line with every word that might be part of a password as `…`: only words of the tables are repeated. */
function shownAnswer(line: string): string {
  const tokens = line.slice(0, 400).split(' ').map((token) => {
    const bare = token.replace(/^[\p{P}\p{S}]{1,4}/u, '').replace(/[\p{P}\p{S}]{1,4}$/u, '');
    return bare !== '' && knownWords.has(foldWord(bare)) ? token : '…';
  });
  return tokens.filter((token, at) => token !== '…' || tokens[at - 1] !== '…').join(' ').slice(0, 80);
}
