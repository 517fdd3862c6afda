/** What keeps a sentence open whatever else was understood of it: conditions, questions, sizes that no name has, words for a card. */
import type { Token } from './tokens.ts';
import { DOUBT, DOUBT_EASTERN } from './words/doubt.ts';

export const CONDITION = /(?:^| )(?:(?:as|so) long as|on (?:the )?condition|provided|siempre que|siempre y cuando|a condicion|con la condicion|a condition|pourvu|sous reserve|vorausgesetzt|unter der bedingung|es sei denn|a menos que|a no ser que|a condizione|purche|mits|unless|until (?:i|we|you)|bis ich|bis wir|jusqu'a ce que|hasta que)(?: |$)/;
/** `What would it cost:` */
export const ASKED = /^(?:what|how|which|was|wie|welche\w*|combien|quel\w*|cuanto|cual\w*) .*:$/;
/** Of which size, where the catalogue's names say it otherwise. */
const SIZED = /^(?:big|bigger|biggest|large|larger|largest|small|smaller|gro(?:ss|ß)\w*|klein\w*|grand|grande|grands|grandes|petit|petite|petits|petites|gros|pequen\w*|chico|chica|groot|grote|kleine|大きい|大きな|小さい|小さな|大包|小包|大袋|小袋|大盒|小盒)$/;

/** The order hangs on something, or its goods are told apart by a size that no name has. */
export function isConditional(tokens: readonly Token[]): boolean {
  const goods = tokens.findIndex((token) => token.kind === 'item');
  return CONDITION.test(tokens.map((token) => token.text).join(' ')) || tokens.some((token, at) => at > goods && goods !== -1 && SIZED.test(token.text));
}

/** Of goods: that there is time for them. */
export const PUT_OFF = /(?:hurry|rush|urgent|eilt|eilig|presse|urgence|prisa|urgente|later|spater|plus tard|despues|dire|verra|veremos|急|また)/;

/** `write on the card: 3 yokan` */
export function isForCard(tokens: readonly Token[]): boolean {
  const colon = tokens.findIndex((token) => token.kind === 'pause' && token.text === ':');
  return tokens.slice(0, Math.max(0, colon)).some((token) => token.kind === 'paper');
}

/** Nothing is asked for, and yet a person has to read it; of what was long ago nobody asks. */
export function isDoubtful(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => !['comma', 'end', 'ornament', 'pause', 'dash'].includes(token.kind)).map((token) => token.text);
  return DOUBT.test(words.join(' ')) || DOUBT_EASTERN.test(words.join('')) || (words.length === 1 && /^(?:no\.?|nein|non|nee|いいえ|不)$/.test(words[0] ?? ''));
}
