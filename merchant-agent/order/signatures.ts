/** Lines behind the goods that have the form of a signature and are none: `Test Order` and `Void.` look like `Ann Miller` and `Ming.` do. */
import { isAddress, isClosingWord, isOffice } from './contact.ts';
import { foldText } from './lexicon.ts';
import { isEasternPerson } from './person.ts';
import type { Token } from './tokens.ts';
import { FIRST_NAMES } from './words/first-names.ts';
import { VOIDING, VOIDING_EASTERN } from './words/voiding.ts';

type Line = { readonly text: string; readonly tokens: readonly Token[] };

/** `Registered in Scotland no. 204518` says nothing of an order. */
const wordsIn = (text: string): readonly string[] => text.replace(/\S+@\S+|\S+\.\p{Ll}{2,}(?:\/\S*)?(?= |$)/gu, ' ').replace(/(?<=^| )no\. ?(?=\S*[0-9]|[A-Z]{2})/gi, '').split(/[ ,.;:!?…()/|·]+/).filter((word) => /\p{L}/u.test(word));

/** Nobody's name: a word in it says that the order is none, or another. */
export function isVoiding(line: Line | undefined): boolean {
  if (line === undefined) return false;
  const { text, tokens } = line;
  const words = wordsIn(text).map(foldText);
  const isNamed = words.length > 1 && FIRST_NAMES.has(words[0] ?? '');
  if (isAddress(text, tokens) || isOffice(text) || isEasternPerson({ text, tokens }) || isNamed) return false;
  // `See you tomorrow`, `Bis morgen`
  if (/^(?:see|bis|a|hasta|tot|ate|au|alla)$/.test(words[0] ?? '') && words.length <= 4) return false;
  // `Thanks again` says nothing; `Thanks, but no` does.
  const thanks = new Set(tokens.filter(isClosingWord).flatMap(({ text: word }) => word.split(' ')));
  const others = words.filter((word) => !thanks.has(word) && !(thanks.size > 0 && MORE_THANKS.test(word)));
  const isVoid = others.some((word) => STRONGLY.test(word)) || (!/[0-9]/.test(text) && others.some((word) => VOIDING.has(word)) && others.every((word) => VOIDING.has(word) || PARTICLE.test(word) || WEAK.test(word)));
  return isVoid || VOIDING_EASTERN.test(foldText(text).replaceAll(' ', ''));
}

/** In whatever else the line says. */
const STRONGLY = /^(?:test|tests|testing|tested|test\w*bestell\w*|void|voided|cancel\w*|annul\w*|anul\w*|storn\w*|widerr\w*|draft|entwurf|brouillon|borrador|bozza|rascunho|quotation|inquiry|enquiry|devis|presupuesto|preventivo|offerte|orcamento|dummy|fake|duplicate|kidding|joke|ignore|disregard|prueba|prova|teste|essai|proef|geannuleerd|withdrawn|revoked|obsolete|superseded)$/;
/** Beside such words, and no name by themselves. */
const WEAK = /^(?:order|only|an|a|the|it|this|that|of|for|to|is|are|and|or|times|just|please|bestellung|commande|ordine|pedido|encomenda|les|das|die|der|los|las)$/;
const MORE_THANKS = /^(?:again|once|more|nochmals?|noch|encore|plus|ancora|nogmaals|otra|vez|mas|mais|next|two|three|very|mal|novo)$/;
const PARTICLE = /^(?:de|del|la|las|los|von|van|der|den|zu|da|do|dos|di|du|le|y|e|i|et|und|and|&)$/;
