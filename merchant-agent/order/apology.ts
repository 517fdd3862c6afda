/** Words of regret by which somebody begins to put right what stands above: `Oh wait, my mistake:`, `啊不好意思写错了，`. */
import { isTale } from './tale.ts';
import type { Token, TokenKind } from './tokens.ts';

const BREAKS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'dash', 'end', 'ornament']);
const BESIDE: ReadonlySet<TokenKind> = new Set(['aside', 'filler', 'chat', 'opener', 'figure', 'life', 'unknown']);
const REGRET = /^(?:sorry|pardon|oops|whoops|mistake|my mistake|error|typo|wait|hang on|hold on|oh|no|wrong|correction|actually|apologies|scratch|fehler|mein fehler|irrtum|verschrieben|vertippt|moment|halt|stop|entschuldigung|ach|nein|doch|korrektur|berichtigung|quatsch|erreur|desolee?|rectificatif|rectification|attendez|euh|non|oups|zut|finalement|en fait|perdon|equivocacion|me equivoque|erratas|correccion|rectifico|espera|esperen|perdona|ay|ups|すみません|ごめんなさい|申し訳ありません|間違えました|間違えて|訂正|訂正です|失礼しました|不好意思|抱歉|对不起|写错了|错了|打错了|更正|更正一下|等等|啊)$/;

/** What stands behind such words; null where there are none, or a thing or a number stands among them. */
export function withoutApology(tokens: readonly Token[]): readonly Token[] | null {
  let [start, isRegretted] = [0, false];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || !BREAKS.has(token.kind)) continue;
    const clause = tokens.slice(start, at).filter((word) => !BREAKS.has(word.kind));
    const isRegret = clause.some((word) => REGRET.test(word.text)) && clause.every((word) => REGRET.test(word.text) || BESIDE.has(word.kind) || word.text === '打') && clause.length <= 7;
    if (clause.length > 0 && !isRegret && !(isRegretted && isTale(clause, 'clause'))) break;
    isRegretted ||= isRegret;
    start = at + 1;
  }
  const rest = tokens.slice(start);
  return isRegretted && rest.some((token) => !BREAKS.has(token.kind)) ? rest : null;
}

const WRONG = /^(?:mistake|my mistake|typo|correction|verschrieben|vertippt|korrektur|berichtigung|mein fehler|rectificatif|rectification|erreur|equivocacion|me equivoque|me he equivocado|correccion|rectifico|corrijo|間違えました|間違えて|訂正|訂正です|写错了|打错了|错了|更正|更正一下)$/;

/** What stands above was written wrong. */
export const saysWrong = (tokens: readonly Token[]): boolean => tokens.some(({ text }) => WRONG.test(text));
