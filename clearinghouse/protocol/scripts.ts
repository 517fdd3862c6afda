/**
 * Which letters may stand together in a mailbox or in a label that is shown to people: the restriction levels and confusables of UTS #39, the
 * identifier class of PRECIS (RFC 8264), as far as they keep one text from looking like another.
 */

/** Scripts in everyday use (UAX #31, table 5). An exotic one is mostly written to look like another. */
const ALONE: readonly string[] = [
  'Latin', 'Cyrillic', 'Greek', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Thaana', 'Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil',
  'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Thai', 'Lao', 'Tibetan', 'Myanmar', 'Khmer', 'Ethiopic',
];
/** Writing systems of more than one script: Japanese, Chinese, Korean. */
const TOGETHER: readonly (readonly string[])[] = [['Han', 'Hiragana', 'Katakana'], ['Han', 'Bopomofo'], ['Han', 'Hangul']];

const only = (scripts: readonly string[], more = ''): RegExp => new RegExp(`^[${more}${scripts.map((script) => `\\p{scx=${script}}`).join('')}\\p{scx=Inherited}]*$`, 'u');

const SINGLE = [...ALONE.map((script) => only([script])), ...TOGETHER.map((scripts) => only(scripts))];
const WITH_ASCII = TOGETHER.map((scripts) => only(scripts, 'A-Za-z'));
const NEUTRAL = /[\x00-@[-`{-\x7f]/g;

/** Letters of one writing system; ASCII digits and signs go with each. */
export function oneScript(text: string): boolean {
  const letters = text.replace(NEUTRAL, '');
  return SINGLE.some((shape) => shape.test(letters));
}

/** UTS #39 §5.2 "highly restrictive": beside that, ASCII letters among Japanese, Chinese or Korean. */
export function highlyRestrictive(text: string): boolean {
  const letters = text.replace(NEUTRAL, '');
  return oneScript(letters) || WITH_ASCII.some((shape) => shape.test(letters));
}

/**
 * Invisible; disallowed by RFC 5892 §2.6; phonetic and other uncommon letters of the Latin script; modifier letters that look like quotes;
 * strokes through a letter and small letters above one.
 */
const UNFIT =
  /[\p{Default_Ignorable_Code_Point}\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u01c0-\u01c3\u0250-\u02ff\u1d00-\u1dff\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f\u{10780}-\u{107bf}\u{1df00}-\u{1dfff}\u0334-\u0338\u0363-\u036f\u1ab0-\u1aff\u20d0-\u20ff]/u;
/** A mark without its letter, the same mark twice, a fourth one, a dot above what has one. */
const STRAY_MARKS = /(?:^|[^\p{L}\p{M}])\p{M}|(\p{M})\1|\p{M}{4}|[\p{Soft_Dotted}\u0131\u0237]\p{M}{0,2}\u0307/u;

/** Whether every character says what it shows: none has a compatibility form (`ｅ`, `ﬁ`), none is invisible, marks stand on letters, digits are of one kind. */
export function plainCharacters(text: string): boolean {
  const digits = new Set([...text].filter((one) => /\p{Nd}/u.test(one)).map((one) => (one.codePointAt(0) ?? 0) >> 4));
  return text.normalize('NFKC') === text.normalize('NFC') && !UNFIT.test(text) && !STRAY_MARKS.test(text.normalize('NFD')) && digits.size <= 1;
}

/** Letters that look like ASCII ones (UTS #39, confusables). */
const LOOK_ALIKES: readonly (readonly [script: RegExp, letters: RegExp])[] = [
  [/\p{Script=Cyrillic}/u, /^[асԁеһіјӏорԛѕԝхуъьҽпгѵѡАВЕЅІЈКМНОРСТХУԌԚԜҮ]+$/u],
  [/\p{Script=Greek}/u, /^[αγηικνορστυχωϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ]+$/u],
  [/\p{Script=Armenian}/u, /^[ազէլհյնոսցւքօՕՍԼՏ]+$/u],
];

/** Whether the whole text could be taken for ASCII (`сара` is Cyrillic), and nothing of what stands around it shows its script. */
export function passesForAscii(text: string, around: string): boolean {
  const letters = text.replace(NEUTRAL, '').replace(/\p{M}/gu, '');
  return LOOK_ALIKES.some(([script, alike]) => alike.test(letters) && !script.test(around));
}

/** Letters that are written from right to left. */
export const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thaana}]/u;
