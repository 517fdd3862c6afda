/** `kakitome-merchant catalog check`: can the catalogue be used, and is a name in it that could be taken for another? */
import type { Verb } from './verb.ts';
export const catalogCheck: Verb = (parent) => void parent.command('check');
