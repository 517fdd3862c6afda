import test from 'ava';
import { commonKind, isOrdinary } from './common.ts';

test('ordinary words are known in their forms, with accents left out and umlauts written in either way', (t) => {
  const kinds = [
    ['de', 'aufgestanden', 'verb'], ['de', 'aufzustehen', 'verb'], ['de', 'freundlichsten', 'adjective'], ['de', 'freundinnen', 'noun'], ['de', 'naechste', 'adjective'], ['de', 'nachste', 'adjective'], ['de', 'chorprobe', 'noun'],
    ['fr', 'trouvaient', 'verb'], ['fr', 'curieusement', 'adjective'], ['fr', 'animaux', 'noun'], ['es', 'cuentan', 'verb'], ['es', 'veces', 'noun'], ['es', 'rapidamente', 'adjective'], ['en', 'chatted', 'verb'], ['en', 'families', 'noun'],
  ] as const;
  t.deepEqual(kinds.map(([language, word]) => [language, word, commonKind(word, word, language)]), kinds.map((one) => [...one]));
});

test('what is no form of theirs is not', (t) => {
  for (const word of ['sencha', 'aufgestandenx', 'xveces', 'st', 'stoppeds']) t.false(isOrdinary(word), word);
});
