/** What makes an answer unclear, in words: a code of the readers says nothing to a customer. */
import type { Language } from '../core/party.ts';
import type { DoubtCode } from '../protocol/doubt.ts';

const DOUBTS: Readonly<Record<Language, Readonly<Record<DoubtCode, string>>>> = {
  en: {
    'alternatives-differ': 'Your mail holds its text twice, as plain text and as HTML, and the two do not say the same.',
    'between-quotes': 'Your answer stands between quoted lines. Write it above all of them.',
    'below-quote': 'Your answer stands below quoted lines. Write it above them.',
    'too-long': 'A line below your answer is too long to be read.',
    'replacement-character': 'Characters of your mail were lost on the way.',
    'direction-override': 'Your mail holds invisible marks that change the order of its characters.',
    'too-many-passwords': 'Your mail holds too many lines "Password:".',
    'too-many-lines': 'Your mail has too many lines.',
    '?': 'There is a question mark.',
  },
  ja: {
    'alternatives-differ': 'メールの本文がテキストと HTML の2通りあり、内容が異なります。',
    'between-quotes': 'お返事が引用の間にあります。引用より上に書いてください。',
    'below-quote': 'お返事が引用より下にあります。引用より上に書いてください。',
    'too-long': 'お返事の下に、長すぎて読み取れない行があります。',
    'replacement-character': 'メールの文字が途中で失われています。',
    'direction-override': '文字の並びを変える見えない記号が含まれています。',
    'too-many-passwords': '「パスワード：」の行が多すぎます。',
    'too-many-lines': 'メールの行が多すぎます。',
    '?': '疑問符があります。',
  },
};

const isCode = (doubt: string): doubt is DoubtCode => Object.hasOwn(DOUBTS.en, doubt);

/** What is no code is a sentence already, or the writer's own word. */
export function doubtShown(language: Language, doubt: string | null): string | null {
  if (doubt === null || /[.。]$/.test(doubt)) return doubt;
  if (isCode(doubt)) return DOUBTS[language][doubt];
  return language === 'en' ? `the word "${doubt}"` : `「${doubt}」という語`;
}
