/** Numbers in words, one to ninety-nine, as ten languages build them; and numerals of Han. */
import { foldText } from './lexicon.ts';
import type { Language } from './lexicon.ts';

/** @table of the words from which the numbers of a language are built: one to nineteen, then the tens from twenty. */
const UNITS: Readonly<Record<'en' | 'de' | 'fr' | 'es' | 'it' | 'nl' | 'pt', { readonly small: string; readonly tens: string }>> = {
  en: { small: 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', tens: 'twenty thirty forty fifty sixty seventy eighty ninety' },
  de: { small: 'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn', tens: 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig' },
  fr: { small: 'un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf', tens: 'vingt trente quarante cinquante soixante' },
  es: { small: 'uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve', tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa' },
  it: { small: 'uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove', tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta' },
  nl: { small: 'één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien', tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig' },
  pt: { small: 'um dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove', tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa' },
};

/** How a ten and its unit join. French and Spanish change on the way; Italian loses a vowel. */
const JOINS: Readonly<Record<keyof typeof UNITS, (ten: string, unit: string) => readonly string[]>> = {
  en: (ten, unit) => [`${ten}-${unit}`, `${ten} ${unit}`],
  de: (ten, unit) => [`${unit === 'eins' ? 'ein' : unit}und${ten}`],
  fr: (ten, unit) => (unit === 'un' ? [`${ten} et un`, `${ten}-et-un`] : [`${ten}-${unit}`, `${ten} ${unit}`]),
  es: (ten, unit) => (ten === 'veinte' ? [`veinti${unit}`] : [`${ten} y ${unit}`]),
  it: (ten, unit) => [(/^[uo]/.test(unit) ? ten.slice(0, -1) : ten) + unit],
  nl: (ten, unit) => [`${unit === 'één' ? 'een' : unit}${/e$/.test(unit) ? 'ën' : 'en'}${ten}`],
  pt: (ten, unit) => [`${ten} e ${unit}`],
};

/** @table of forms that are not built: genders, dozens, pairs, colloquial numbers. */
const MORE: Readonly<Record<Language, string>> = {
  en: 'a dozen=12|one dozen=12|dozen=12|half a dozen=6|a half dozen=6|half dozen=6|two dozen=24|three dozen=36|a pair of=2|one pair of=2|two pairs of=4|single=1|a single=1|one single=1|hundred=100|a hundred=100|one hundred=100',
  de: 'zwo=2|ein dutzend=12|dutzend=12|ein halbes dutzend=6|zwei dutzend=24|hundert=100|je ein=1|je eine=1|einmal=1|zweimal=2|dreimal=3|viermal=4|fünfmal=5|sechsmal=6|zehnmal=10',
  fr: 'une douzaine de=12|une douzaine=12|une demi-douzaine de=6|une demi-douzaine=6|une demi douzaine de=6|deux douzaines de=24|soixante-dix=70|soixante-quinze=75|quatre-vingts=80|quatre-vingt-dix=90|cent=100',
  es: 'una docena de=12|una docena=12|media docena de=6|media docena=6|dos docenas de=24|veintiún=21|veintiuna=21|un par de=2|cien=100',
  it: 'una dozzina di=12|una dozzina=12|mezza dozzina di=6|mezza dozzina=6|cento=100',
  nl: 'een dozijn=12|een half dozijn=6|honderd=100',
  pt: 'duas=2|uma dúzia de=12|uma dúzia=12|meia dúzia de=6|meia dúzia=6|cem=100|quatorze=14',
  ja: 'ひと袋=1|ひと缶=1|ひと箱=1|ひと瓶=1|ひと組=1|ひとふくろ=1|ひとはこ=1|ふた袋=2|ふた缶=2|ふた箱=2|ふた瓶=2|ひとつ=1|ふたつ=2|みっつ=3|よっつ=4|いつつ=5|むっつ=6|ななつ=7|やっつ=8|ここのつ=9|1ダース=12|一ダース=12|半ダース=6|2ダース=24',
  zh: '一打=12|半打=6|两打=24|1打=12',
  ko: '한=1|두=2|세=3|네=4|다섯=5|여섯=6|일곱=7|여덟=8|아홉=9|열=10|하나=1|둘=2|셋=3|넷=4|열두=12',
};

/** Folded words to values. */
export function numberWords(language: Language): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const put = (word: string, value: number): void => {
    found.set(foldText(word), value);
    if (word.includes('-')) found.set(foldText(word.replaceAll('-', ' ')), value);
  };
  if (language in UNITS) buildUnits(language as keyof typeof UNITS, put);
  for (const entry of MORE[language].split('|')) {
    const [word = '', value = ''] = entry.split('=');
    put(word, Number(value));
  }
  return found;
}

function buildUnits(language: keyof typeof UNITS, put: (word: string, value: number) => void): void {
  const small = UNITS[language].small.split(' ');
  const tens = UNITS[language].tens.split(' ');
  small.forEach((word, at) => put(word, at + 1));
  tens.forEach((ten, tenAt) => {
    put(ten, (tenAt + 2) * 10);
    small.slice(0, 9).forEach((unit, at) => JOINS[language](ten, unit).forEach((word) => put(word, (tenAt + 2) * 10 + at + 1)));
  });
}

const DIGITS = '〇一二三四五六七八九';
const DIGIT_WRITINGS: Readonly<Record<string, number>> = { 零: 0, 两: 2, 兩: 2, 壱: 1, 弐: 2, 参: 3, 壹: 1, 贰: 2, 貳: 2, 叁: 3, 參: 3, 肆: 4, 伍: 5, 陆: 6, 陸: 6, 柒: 7, 捌: 8, 玖: 9 };
const PLACES: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 千: 1000 };

/** A numeral of Han up to 9,999 (`三`, `十二`, `二十三`, `千八十`, `一二`); null where it is none or written in no usual way. */
export function hanNumber(text: string): number | null {
  const digitOf = (character: string): number | null => {
    const at = DIGITS.indexOf(character);
    return at === -1 ? (DIGIT_WRITINGS[character] ?? null) : at;
  };
  if (text.length === 1) return digitOf(text) ?? PLACES[text] ?? null;
  let [sum, digit, lowest]: [number, number | null, number] = [0, null, 10_000];
  for (const character of text) {
    const place = PLACES[character];
    const value = digitOf(character);
    if (place !== undefined && place < lowest) {
      sum += (digit ?? 1) * place;
      [digit, lowest] = [null, place];
    } else if (value !== null && digit === null) {
      digit = value;
    } else {
      return null;
    }
  }
  return sum + (digit ?? 0);
}
