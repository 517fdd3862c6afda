/** Words of asking for goods that a language makes by rule: imperatives with their pronouns, `can you` before a verb. The tables hold those that no rule makes. */
import type { Language } from './lexicon.ts';
import { japanese } from './words/requests-japanese.ts';

export type Requests = { readonly order: readonly string[]; readonly ask: readonly string[] };

const NONE: Requests = { order: [], ask: [] };

/** Stem, theme vowel, and the stem before `e` or `a` of the polite forms. */
const SPANISH: readonly (readonly [stem: string, vowel: 'a' | 'e' | 'i', polite: string])[] = [
  ['mand', 'a', 'mand'], ['envi', 'a', 'enví'], ['apunt', 'a', 'apunt'], ['prepar', 'a', 'prepar'], ['reserv', 'a', 'reserv'], ['anot', 'a', 'anot'], ['agreg', 'a', 'agregu'], ['guard', 'a', 'guard'], ['despach', 'a', 'despach'], ['empaquet', 'a', 'empaquet'],
  ['pon', 'e', 'pong'], ['met', 'e', 'met'], ['tra', 'e', 'traig'], ['añad', 'i', 'añad'], ['remit', 'i', 'remit'], ['serv', 'i', 'sirv'], ['inclu', 'i', 'incluy'],
];
const PRONOUNS = ['', 'me', 'nos', 'le', 'les', 'lo', 'la', 'los', 'las', 'melo', 'mela', 'noslo'];
const CAN = ['podéis', 'podríais', 'podrías', 'puedes', 'podría', 'podrían', 'puede', 'pueden', 'me podéis', 'nos podéis', 'me podríais', 'nos podríais', 'nos podrías', 'nos puedes', 'nos podrían', 'nos pueden'];
/** Wishes before `que me manden`, `pedirles`. */
const WANT = ['quiero', 'queremos', 'quería', 'querría', 'quisiera', 'quisiéramos', 'querríamos', 'necesito', 'necesitamos', 'necesitaría', 'me gustaría', 'nos gustaría', 'desearía', 'deseo', 'deseamos', 'me encantaría', 'agradecería', 'os agradecería', 'les agradecería', 'le agradecería', 'te agradecería', 'les ruego', 'le ruego', 'os ruego', 'rogamos', 'les rogamos', 'ruego', 'os pido', 'les pido', 'le pido', 'te pido', 'es para'];
const DEALING = ['pedir', 'encargar', 'comprar', 'solicitar', 'adquirir', 'ordenar', 'hacer un pedido de', 'hacer un encargo de'];
/** Into the parcel, and not to somebody: without a pronoun, too. */
const PUTTING = /^(?:pon|met|añad|inclu|agreg|prepar|apunt|anot)$/;
const SHORT = { a: 'á', e: 'é', i: 'í' } as const;

function spanish(): Requests {
  const order = new Set<string>(['necesitaríamos', 'necesitaría', 'desearía adquirir', 'quisiera adquirir', 'deseo adquirir', 'deseamos adquirir', 'querría adquirir', 'me gustaría adquirir', 'nos gustaría adquirir', 'quisiéramos adquirir', 'tomaría', 'os agradecería', 'os agradecería que me enviarais', 'os agradecería que me mandarais', 'os pido', 'os encargo', 'os pedimos', 'os encargamos', ...['le', 'les'].flatMap((who) => ['regalamos', 'regalo', 'vamos a regalar', 'voy a regalar', 'queremos regalar', 'quiero regalar'].map((verb) => `${who} ${verb}`))]);
  const ask = new Set<string>();
  for (const [stem, vowel, polite] of SPANISH) {
    const soft = vowel === 'a' ? 'e' : 'a';
    const [plural, infinitive] = [`${stem}${vowel}d`, `${stem}${vowel}r`];
    for (const pronoun of PRONOUNS) {
      order.add(plural + pronoun);
      order.add(`${polite}${soft}${pronoun}`);
      order.add(`${polite}${soft}n${pronoun}`);
      for (const can of CAN) if (pronoun !== '' || (PUTTING.test(stem) && !/^(?:me|nos) /.test(can))) ask.add(`${can} ${infinitive}${pronoun}`);
    }
    for (const who of ['me', 'nos'] as const) {
      ask.add(`${who} ${stem}${vowel === 'i' ? 'ís' : `${SHORT[vowel]}is`}`);
      ask.add(`${who} ${stem.replace(/inclu$/, 'incluy')}${vowel === 'a' ? 'as' : 'es'}`);
      for (const want of WANT) for (const ending of [`${soft}n`, soft, `${soft}s`, `${soft}is`]) order.add(`${want} que ${who} ${polite.replace(/enví$/, ending.endsWith('is') ? 'envi' : 'enví')}${ending}`);
      for (const can of ['podéis', 'podríais', 'puedes', 'podrías', 'pueden', 'podrían']) ask.add(`${who} ${can} ${infinitive}`);
    }
  }
  for (const want of [...WANT.slice(0, 16), 'voy a', 'vamos a', 'vengo a', 'venía a']) for (const verb of DEALING) for (const whom of ['', 'os', 'les', 'le', 'te']) order.add(`${want} ${verb.replace(/^\p{L}+/u, (one) => one + whom)}`);
  for (const other of ['quiero regalar', 'queremos regalar', 'voy a regalar', 'vamos a regalar', 'me gustaría regalar', 'me llevaría', 'nos llevaríamos', 'me llevaré', 'nos llevaremos', 'me quedaría con', 'nos quedaríamos con', 'súmale', 'sumadle', 'súmele', 'súmenle', 'agradeceremos el envío de', 'agradecería el envío de', 'agradeceríamos el envío de', 'les agradecería el envío de', 'les agradeceríamos el envío de']) order.add(other);
  // A form of a verb without a pronoun is no request by itself (`envíe`, `sirva`), but where it speaks to all of a shop (`manden`).
  for (const [, , polite] of SPANISH) for (const ending of ['e', 'a']) order.delete(polite + ending);
  return { order: [...order], ask: [...ask] };
}

const FRENCH_VERBS = ['envoyer', 'expédier', 'mettre', 'préparer', 'réserver', 'faire parvenir', 'adresser', 'livrer', 'ajouter', 'garder', 'mettre de côté'];
const FRENCH_CAN = ['peux-tu', 'pourrais-tu', 'pouvez-vous', 'pourriez-vous', 'tu peux', 'tu pourrais', 'vous pouvez', 'vous pourriez', 'est-ce que tu peux', 'est-ce que vous pouvez', 'est-ce que vous pourriez', 'vous serait-il possible de', 'te serait-il possible de', 'serait-il possible de'];
const FRENCH_PRAY = ['merci de', 'merci de bien vouloir', 'je vous prie de', 'je vous prie de bien vouloir', 'nous vous prions de', 'nous vous prions de bien vouloir', 'vous prions de bien vouloir', 'vous prie de bien vouloir', 'veuillez', 'je te prie de'];

function french(): Requests {
  const pronouns = (verb: string): readonly string[] => ['me', 'nous', 'nous en', 'm\'en'].map((who) => (who === 'me' && /^[aeéiou]/.test(verb) ? `m'${verb}` : `${who} ${verb}`));
  const [order, ask] = [new Set<string>(['je voudrai', 'je voudrais bien', 'nous voudrons', 'je voudrai bien', 'je prendrais bien', 'j\'aimerai', 'j\'aimerais bien', 'nous aimerions bien', 'je souhaiterai', ...['lui', 'leur'].flatMap((who) => [`je ${who} offre`, `nous ${who} offrons`, `on ${who} offre`, `je vais ${who} offrir`, `nous allons ${who} offrir`])]), new Set<string>()];
  for (const verb of FRENCH_VERBS) {
    for (const form of pronouns(verb)) {
      for (const can of FRENCH_CAN) ask.add(`${can} ${form}`);
      for (const pray of FRENCH_PRAY) order.add(`${pray} ${form}`);
    }
  }
  for (const verb of ['envoie', 'envoyez', 'expédie', 'expédiez', 'mets', 'mettez', 'prépare', 'préparez', 'réserve', 'réservez', 'ajoute', 'ajoutez', 'rajoute', 'rajoutez', 'garde', 'gardez', 'donne', 'donnez', 'compte', 'comptez', 'note', 'notez']) for (const who of ['moi', 'nous', 'm\'en', 'nous-en']) order.add(`${verb}-${who}`);
  return { order: [...order], ask: [...ask] };
}

function german(): Requests {
  const order = new Set<string>();
  for (const verb of ['schickt', 'sendet', 'packt', 'legt', 'reserviert', 'notiert', 'liefert', 'bringt', 'stellt', 'schick', 'sende', 'pack', 'leg', 'reservier']) for (const who of ['mir', 'uns', 'mir bitte', 'uns bitte']) order.add(`${verb} ${who}`);
  for (const verb of ['reservieren sie', 'notieren sie', 'packen sie', 'legen sie']) for (const who of ['mir', 'uns', 'mir bitte', 'uns bitte']) order.add(`${verb} ${who}`);
  for (const who of ['ihr', 'ihm', 'ihnen']) for (const verb of ['ich schenke', 'wir schenken', 'schenke ich', 'schenken wir']) order.add(`${verb} ${who}`);
  return { order: [...order], ask: [] };
}

const MADE: Readonly<Partial<Record<Language, () => Requests>>> = { es: spanish, fr: french, de: german, ja: japanese };

export const requestsIn = (language: Language): Requests => MADE[language]?.() ?? NONE;
