/**
 * Ordinary words of four languages, in all their forms: none of them names what a shop sells. A word that is neither here, nor in the tables of orders, nor
 * a name may be goods.
 */
import { writingsOf } from './lexicon.ts';
import type { Language } from './lexicon.ts';
import { isMerchandise } from './words/merchandise.ts';
import { english } from './words/common/english.ts';
import { french } from './words/common/french.ts';
import { german } from './words/common/german.ts';
import { spanish } from './words/common/spanish.ts';

/** `name`: a word with a capital where the language writes only names so. */
export type CommonKind = 'verb' | 'noun' | 'adjective' | 'other' | 'name';
type Spoken = 'en' | 'de' | 'fr' | 'es';
type Words = { readonly verbs: string; readonly irregular: string; readonly nouns: string; readonly adjectives: string; readonly others: string };

const WORDS: Readonly<Record<Spoken, Words>> = { en: english, de: german, fr: french, es: spanish };

/** Endings by the ending of the first form; the first rule that fits counts. `''` in the ending: the form itself. */
type Rule = readonly [ending: RegExp, endings: string];

const RULES: Readonly<Record<Spoken, Readonly<Record<'verbs' | 'nouns' | 'adjectives', readonly Rule[]>>>> = {
  en: {
    verbs: [[/e$/, 'e es ed ing er'], [/y$/, 'y ys ies ied yed ying'], [/$/, ' s es ed ing er']],
    nouns: [[/f$/, 'f fs ves'], [/y$/, 'y ys ies'], [/$/, ' s es']],
    adjectives: [[/y$/, 'y ily ier iest iness'], [/le$/, 'le ly ler lest'], [/e$/, 'e ely er est eness'], [/$/, ' ly er est ness']],
  },
  de: {
    verbs: [[/eln$/, 'eln le el elst elt elte elten elnd elnde elnden'], [/ern$/, 'ern re er ere erst ert erte erten ernd ernde ernden'], [/en$/, 'en e st est t et te ten test tet ete eten end ende enden ender endes'], [/n$/, 'n t st te ten']],
    nouns: [[/in$/, 'in innen'], [/e$/, 'e en n er es em ns'], [/$/, ' s es e en er n ern nen se ses sen']],
    adjectives: [[/e[lr]$/, ' e en er es em st ste sten sterweise'], [/$/, ' e en er es em ere eren erer eres st ste sten est este esten weise erweise s']],
  },
  fr: {
    verbs: [
      [/er$/, 'er e es ons eons ez ent é ée és ées ais eais ait eait ions iez aient eaient ai a ea as âmes èrent erai eras era erons erez eront erais erait erions eriez eraient ant eant'],
      [/ir$/, 'ir i ie is ies it issons issez issent isse isses issais issait issaient issant irai ira irons irez iront irais irait iraient ons ez ent ais ait aient ant e es'],
      [/re$/, 're s t ons ez ent ais ait aient ant rai ra rons rez ront rais rait raient u ue us ues i is it e es'],
    ],
    nouns: [[/al$/, 'al aux als'], [/(?:eau|eu|ou)$/, ' x s'], [/$/, ' s']],
    adjectives: [[/eux$/, 'eux euse euses eusement'], [/if$/, 'if ive ifs ives ivement'], [/al$/, 'al ale aux ales alement als'], [/er$/, 'er ère ers ères èrement'], [/el$/, 'el elle els elles ellement'], [/en$/, 'en enne ens ennes'], [/on$/, 'on onne ons onnes'], [/et$/, 'et ète ets ètes ette ettes ètement'], [/ant$/, 'ant ante ants antes amment'], [/ent$/, 'ent ente ents entes emment'], [/teur$/, 'teur trice teurs trices teuse teuses'], [/e$/, 'e es ement ément'], [/$/, ' e s es ement']],
  },
  es: {
    verbs: [
      [/ar$/, 'ar o as a amos áis an é aste ó asteis aron aba abas ábamos aban aré arás ará aremos arán aría arías aríamos arían e es emos en ara aras áramos aran ase ado ada ados adas ando arse arme arte arlo arla arlos arlas arles arle arnos ándose ándome'],
      [/er$/, 'er o es e emos éis en í iste ió imos ieron ía ías íamos ían eré erás erá eremos erán ería erías erían a as amos an iera ieran iese ido ida idos idas iendo erse erme erte erlo erla erlos erlas erle erles ernos iéndose'],
      [/[ií]r$/, 'ir o es e imos ís en í iste ió ieron ía ías íamos ían iré irás irá iremos irán iría irían a as amos an iera ieran iese ido ida idos idas iendo irse irme irte irlo irla irlos irlas irle irles irnos iéndose'],
    ],
    nouns: [[/z$/, 'z ces'], [/[aeiouáé]$/, ' s'], [/$/, ' es']],
    adjectives: [[/o$/, 'o a os as amente ísimo ísima ito ita itos itas'], [/z$/, 'z ces mente'], [/[aeiou]$/, ' s mente'], [/$/, ' es a as mente']],
  },
};

/** A consonant doubled before an ending (`stopped`), or a vowel that changes under stress (`cuentan`). */
function stemsOf(language: Spoken, stem: string): readonly string[] {
  if (language === 'en') return /[^aeiou][aeiou][bdglmnprt]$/.test(stem) ? [stem, stem + stem.slice(-1)] : [stem];
  if (language === 'es') {
    const softened = stem.replace(/c$/, 'qu').replace(/g$/, 'gu').replace(/z$/, 'c');
    const stressed = [stem.replace(/o([^aeiou]*)$/, 'ue$1'), stem.replace(/e([^aeiou]*)$/, 'ie$1'), stem.replace(/e([^aeiou]*)$/, 'i$1'), stem.replace(/c$/, 'zc')];
    return [...new Set([stem, softened, ...stressed])];
  }
  return [stem];
}

const PREFIX = /^(?:ab|an|auf|aus|bei|durch|ein|fest|heim|her|herum|hin|kennen|los|mit|nach|statt|teil|um|vor|vorbei|weiter|wieder|zu|zurück|zusammen|runter)(?=.{4})/;

/** `aufstehen`: `aufgestanden`, `aufzustehen`, and `stehen` by itself. */
function germanForms(verb: string, put: (word: string) => void): void {
  const prefix = PREFIX.exec(verb)?.[0] ?? '';
  const [bare, stem] = [verb.slice(prefix.length), verb.slice(prefix.length).replace(/e?n$/, '')];
  for (const form of [`${prefix}ge${stem}t`, `${prefix}ge${stem}et`, `${prefix}ge${stem}en`, `${prefix}zu${bare}`]) put(form);
  if (prefix !== '') for (const ending of ['e', 'st', 't', 'et', 'en', 'te', 'ten', 'ete', 'eten']) put(stem + ending);
}

const LISTS = [['verbs', 'verb'], ['nouns', 'noun'], ['adjectives', 'adjective']] as const;

/** Forms of one kind: some whole, and the stems that have endings, with them. A language has ten times as many forms as stems, and most are never met. */
type Kind = { readonly kind: CommonKind; readonly whole: ReadonlySet<string>; readonly stems: ReadonlyMap<string, readonly ReadonlySet<string>[]> };

const folded = (words: string): ReadonlySet<string> => new Set(words.split(' ').flatMap(writingsOf));

function formsOf(language: Spoken, list: (typeof LISTS)[number][0], kind: CommonKind): Kind {
  const whole = new Set<string>();
  const stems = new Map<string, ReadonlySet<string>[]>();
  const rules = RULES[language][list].map(([ending, endings]) => [ending, folded(endings)] as const);
  for (const word of WORDS[language][list].split(' ')) {
    for (const writing of writingsOf(word)) whole.add(writing);
    const [ending, endings] = rules.find(([one]) => one.test(word)) ?? [/$/, NO_ENDING];
    const stem = word.replace(ending, '');
    for (const root of (list === 'verbs' ? stemsOf(language, stem) : [stem]).flatMap(writingsOf)) {
      const known = stems.get(root);
      if (known === undefined) stems.set(root, [endings]);
      else if (!known.includes(endings)) known.push(endings);
    }
    if (language === 'de' && list === 'verbs') germanForms(word, (form) => writingsOf(form).forEach((writing) => whole.add(writing)));
  }
  return { kind, whole, stems };
}

const NO_ENDING: ReadonlySet<string> = new Set(['']);
const LONGEST_ENDING = 10;
const NO_STEMS: Kind['stems'] = new Map();

function isForm(word: string, { whole, stems }: Kind): boolean {
  if (whole.has(word)) return true;
  for (let end = word.length; end >= Math.max(0, word.length - LONGEST_ENDING); end -= 1) {
    if (stems.get(word.slice(0, end))?.some((endings) => endings.has(word.slice(end))) === true) return true;
  }
  return false;
}

function kindsOf(language: Spoken): readonly Kind[] {
  const { others, irregular } = WORDS[language];
  return [{ kind: 'other', whole: folded(others), stems: NO_STEMS }, { kind: 'verb', whole: folded(irregular), stems: NO_STEMS }, ...LISTS.map(([list, kind]) => formsOf(language, list, kind))];
}

/** `met`: words that were asked about; the same come again and again. */
const built = new Map<Spoken, { readonly kinds: readonly Kind[]; readonly met: Map<string, CommonKind | null> }>();
const MOST_MET = 10_000;

/** The kind that comes first counts. */
function kindIn(language: Spoken, word: string): CommonKind | null {
  const { kinds, met } = built.get(language) ?? { kinds: kindsOf(language), met: new Map<string, CommonKind | null>() };
  if (!built.has(language)) built.set(language, { kinds, met });
  const known = met.get(word);
  if (known !== undefined) return known;
  const found = kinds.find((kind) => isForm(word, kind))?.kind ?? null;
  if (met.size === MOST_MET) met.clear();
  met.set(word, found);
  return found;
}

const isSpoken = (language: Language): language is Spoken => language in WORDS;

/** What sort of ordinary word it is; null for every other, and for what shops sell. Other languages than the four have none. `raw`: as it is written. */
export function commonKind(word: string, raw: string, language: Language): CommonKind | null {
  if (!isSpoken(language)) return null;
  const bare = word.replace(/'s?$/, '').replace(/^(?:[cdjlmnst]|qu)'/, '');
  const own = kindIn(language, word);
  if (own === 'other') return 'other';
  if (isMerchandise(word) || isMerchandise(bare)) return null;
  const kind = own ?? kindIn(language, bare);
  if (kind !== null) return kind;
  if (language === 'de') return compoundKind(word);
  return /^\p{Lu}[\p{L}'’]*\p{Ll}/u.test(raw) ? 'name' : null;
}

/** True for an ordinary word of any of the four languages. */
export const isOrdinary = (word: string): boolean => (['en', 'de', 'fr', 'es'] as const).some((language) => kindIn(language, word) !== null);

/** `chorprobe`, `familientreffen`: two ordinary German nouns in one. */
function compoundKind(word: string): CommonKind | null {
  for (let at = 3; at <= word.length - 3; at += 1) {
    const [first, second] = [word.slice(0, at), word.slice(at)];
    if (kindIn('de', second) !== 'noun' || isMerchandise(first) || isMerchandise(second)) continue;
    if (kindIn('de', first) !== null || (first.length > 4 && kindIn('de', first.replace(/(?:s|n|en)$/, '')) !== null)) return 'noun';
  }
  return null;
}
