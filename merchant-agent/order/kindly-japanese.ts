/** Japanese sentences that do nothing to an order: those of the table, clause by clause, and the question whether one may order. */
import type { Token, TokenKind } from './tokens.ts';
import { DAYS_JAPANESE, ENDS_JAPANESE, HEAD_JAPANESE, KINDNESS_JAPANESE } from './words/kindness-japanese.ts';

const SIGNS: ReadonlySet<TokenKind> = new Set(['comma', 'pause', 'open', 'close', 'dash', 'end', 'ornament', 'at']);

/** `注文いいですか？` above what is ordered. */
const MAY_ORDER = /^(?:hi|hello|こんにちは|こんばんは|すみません(?:が)?|突然ですが|はじめてですが|初めてですが|こちら(?:の(?:めーる|あどれす))?(?:で|から|に)|めーるで(?:の|も)?|この(?:めーる|あどれす)(?:で|から|に)|個人(?:で|でも)|一般(?:の)?(?:客|家庭)でも)*(?:ご?注文|お買い物|購入|お?買い物)(?:を)?(?:お願い)?(?:して|しても|させて(?:いただいて|もらって)(?:も)?)?(?:は)?(?:いい|よい|良い|よろしい|大丈夫|可能|(?:でき|出来)ます)(?:です|でしょう)?か?(?:です)?$/u;
const mayOrder = (tokens: readonly Token[]): boolean => !tokens.some(({ kind }) => ['item', 'number', 'size', 'money', 'amount', 'correction', 'pause', 'goods'].includes(kind)) && MAY_ORDER.test(tokens.filter(({ kind }) => !SIGNS.has(kind) && kind !== 'question').map(({ text }) => text).join('').replaceAll(' ', '')) && tokens.some(({ text }) => text.endsWith('か'));

const KANA = /[\p{Script=Hiragana}]/u;
const MAX_JAPANESE = 70;
const MAX_HEADS = 4;
const MAX_END = 26;
/** The text as it stands, and with each end of a wish that it has as one letter; days and times too. */
function shownAs(text: string): readonly string[] {
  const ended = [text];
  for (const [letter, form] of ENDS_JAPANESE) {
    for (let at = Math.max(0, text.length - MAX_END); at < text.length; at += 1) {
      form.lastIndex = at;
      if (form.test(text)) ended.push(text.slice(0, at) + letter);
    }
  }
  return [...new Set([...ended, ...ended.map((one) => one.replace(DAYS_JAPANESE, 'T'))])];
}

const isForm = (text: string): boolean => shownAs(text).some((shown) => KINDNESS_JAPANESE.some((one) => one.test(shown)));

/** One of the kind sentences, whatever polite words stand before it. */
function isOne(text: string): boolean {
  if (text.length < 2 || text.length > MAX_JAPANESE) return false;
  for (let [rest, heads] = [text, 0]; heads <= MAX_HEADS; heads += 1) {
    if (isForm(rest)) return true;
    const head = HEAD_JAPANESE.exec(rest)?.[0] ?? '';
    rest = rest.slice(head.length);
    if (head === '') return false;
    if (rest === '') return true;
  }
  return false;
}

/** Each clause between commas is one of the kind ones, or all of them together are. */
export function isKindInJapanese(tokens: readonly Token[]): boolean {
  if (mayOrder(tokens)) return true;
  if (tokens.some(({ kind }) => ['item', 'number', 'size', 'money', 'amount', 'correction', 'pause'].includes(kind)) || !tokens.some(({ text }) => KANA.test(text))) return false;
  const clauses: string[] = [''];
  for (const { kind, text } of tokens) {
    if (kind === 'comma') clauses.push('');
    else if (!SIGNS.has(kind) && kind !== 'question') clauses[clauses.length - 1] += text.replaceAll(' ', '');
  }
  return isOne(clauses.join('')) || clauses.filter((clause) => clause !== '').every(isOne);
}
