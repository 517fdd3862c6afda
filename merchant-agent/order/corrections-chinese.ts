/** What Chinese sentences put right above them: another quantity of a thing (`抹茶只要2罐就够了`), or another thing (`焙茶换成玄米茶，还是两包`). */
import { clausesInHan, isKindClause } from './kindness.ts';
import type { Meaning } from './meaning.ts';
import type { Token } from './tokens.ts';

/** That something above is wrong, or was thought over. */
const REGRET = /^(?:啊|哎呀?|哦|对了|等等|等一下|不好意思|抱歉|对不起|真抱歉|非常抱歉|实在抱歉|我|刚才|刚刚|上面|前面|之前|数量|的|又|再)*(?:写错|打错|说错|数错|弄错|搞错|记错|填错|看错|输错|更正|订正|改一下|修改一下|更正一下|订正一下|想了想|想了一下|考虑了一下|商量了一下|错)(?:了|一下|数量|一个字|地方|字|个数|一处)*$/u;
const SORRY = /^(?:啊|哎呀?|哦|对了|不好意思|抱歉|对不起|真抱歉|非常抱歉|实在抱歉|请见谅|麻烦您?了?|谢谢|给您添麻烦了|改一下|麻烦改一下|请改一下)*$/u;
const COUNTED = /^(?:那个?|上面的|前面的|那)?@(?:的)?(?:数量|那个|那项)?(?:我们?|请|麻烦|帮我|还是|其实|就|只|想|一共|您)*(改成|改为|改要|改|换成|变成|更正为|订正为|应该是|应为|应该要|应该|要|来|是|加到|减到|减为|增加到)#C(?:就够|就够了|就好|就行|吧|了|才对|的|谢谢)*$/u;
const ENOUGH = /^(?:那个?|上面的|前面的)?@(?:的)?(?:我们?|其实|就|只|有|要)*#C就(?:够|行|好)(?:了|吧)*$/u;
const BARE = /^(?:我们?|请|麻烦|帮我|还是|其实|就|只|想|您)*(改成|改为|改要|改|要|来|买|换成)#C(?:就够|就够了|就好|就行|吧|了|才对|好了)*$/u;
const SPOKEN = /^(?:那个?|上面的|前面的)?@(?:我们?|再|又|这边|这个)*(?:想了想|想了一下|考虑了一下|商量了一下)?$/u;
const NOT_SO = /^(?:而|并)?(?:不是|不要)(?:刚才的|上面的|之前的)?(#)C?(?:了)?$/u;
const EXCHANGED = /^(?:那个?|上面的|前面的|请|麻烦|帮我|把|我想把|想把)*@(?:#C)?(?:请|麻烦|帮我|想|要|我想)*(?:改成|改为|换成|换为|换|改)(?:#C)?@(?:#C)?(?:吧|了|谢谢)*$/u;
const STILL = /^(?:数量)?(?:还是|仍是|也是|依然|仍然|一样是)(?:要)?#C(?:不变)?$/u;
const SAME = /^(?:数量)?(?:不变|一样|照旧|相同)$/u;
const REST = /^(?:其他|其它|其余|别的|剩下)的?(?:东西)?(?:都|就)?(?:不变|照旧|一样|没变|照上面的|不改)$/u;

const shown = (words: readonly Token[]): string => words.map((token, at) => (token.kind === 'item' ? '@' : token.kind === 'number' ? '#' : token.kind === 'container' && words[at - 1]?.kind === 'number' ? 'C' : token.text.replaceAll(' ', ''))).join('');
const numberIn = (words: readonly Token[]): number | null => words.find(({ kind }) => kind === 'number')?.value ?? null;
const NEVER: ReadonlySet<Token['kind']> = new Set(['size', 'money', 'amount', 'question', 'times', 'each', 'total', 'vague', 'open', 'close']);

type Found = { pairs: { skus: readonly string[]; quantity: number }[]; instead: number | null; isSaid: boolean; exchange: { from: readonly string[]; to: readonly string[]; quantity: number | null } | null };

/** What is put right; null where a clause of the sentence is none of those that are known. */
export function correctionInChinese(tokens: readonly Token[]): Meaning | null {
  const clauses = tokens.some(({ kind }) => kind === 'item') && !tokens.some(({ kind }) => NEVER.has(kind)) ? clausesInHan(tokens) : null;
  if (clauses === null || clauses.length > 8) return null;
  const found: Found = { pairs: [], instead: null, isSaid: false, exchange: null };
  let spoken: readonly string[] | null = null;
  for (const { words, all, end } of clauses) {
    const [text, items] = [shown(words), words.filter(({ kind }) => kind === 'item')];
    const [item, other] = items;
    const number = numberIn(words);
    if (words.length === 0 || SORRY.test(text) || REST.test(text) || (items.length === 0 && isKindClause({ words, all, end }, undefined))) continue;
    if (REGRET.test(text)) found.isSaid = true;
    else if ((COUNTED.test(text) || ENOUGH.test(text)) && item?.mention != null && number !== null) {
      found.isSaid ||= /改|应|更正|订正|换成|变成|就够|减|加到|只要/u.test(text) || (/还是|其实|只/u.test(text) && found.isSaid);
      found.pairs.push({ skus: item.mention.skus, quantity: number });
    } else if (SPOKEN.test(text) && text !== '@' && item?.mention != null) {
      spoken = item.mention.skus;
      found.isSaid = true;
    } else if (BARE.test(text) && spoken !== null && number !== null) found.pairs.push({ skus: spoken, quantity: number });
    else if (NOT_SO.test(text) && found.pairs.length === 1 && number !== null) {
      found.instead = number;
      found.isSaid = true;
    } else if (EXCHANGED.test(text) && items.length === 2 && item?.mention != null && other?.mention != null && words.filter(({ kind }) => kind === 'number').length <= 1) {
      const isOld = number !== null && words.findIndex(({ kind }) => kind === 'number') < words.indexOf(other) && !/(?:改成|改为|换成|换为|换|改)#C@/u.test(text);
      if (found.exchange !== null || isOld) return null;
      found.exchange = { from: item.mention.skus, to: other.mention.skus, quantity: number };
    } else if (found.exchange !== null && STILL.test(text) && number !== null && found.exchange.quantity === null) found.exchange = { ...found.exchange, quantity: number };
    else if (!(found.exchange !== null && SAME.test(text))) return null;
  }
  if (found.exchange !== null) return found.pairs.length > 0 ? null : { kind: 'exchange', from: found.exchange.from, pair: { skus: found.exchange.to, quantity: found.exchange.quantity } };
  return found.isSaid && found.pairs.length > 0 && found.pairs.every(({ quantity }) => quantity > 0 && quantity <= 9999) ? { kind: 'order', pairs: found.pairs, correction: { instead: found.instead }, claims: [] } : null;
}
