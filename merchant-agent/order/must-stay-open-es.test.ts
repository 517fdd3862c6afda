/** Spanish letters in the words of kind sentences that are not kind, and orders that are none: none of them may be sure where what is told behind the goods is asked. */
import test from 'ava';
import { isCourteous } from './courtesy.ts';
import { cut } from './fixtures/cut.ts';
import { tryMail } from './fixtures/judge.ts';
import { behindOrdersEs, ownOrdersEs } from './fixtures/must-stay-open-es.ts';
import type { Trap } from './fixtures/must-stay-open.ts';

const misread = (letters: readonly Trap[]): readonly string[] =>
  letters.flatMap(({ text, items }) => {
    const { outcome, said } = tryMail({ id: 'letter', language: 'es', kind: 'unclear', certain: items !== null, items: items ?? {}, text: `${text}\n\nContraseña: mirlo-4471-yeso\n\nUn saludo,\nMarta Ruiz` }, 'ask');
    return outcome === 'wrong' ? [`${text} → ${said}`] : [];
  });

test('ask: no Spanish letter is sure that takes its order back, puts it off or has none', (t) => {
  t.true(behindOrdersEs.length >= 312 && ownOrdersEs.length >= 158);
  t.deepEqual(misread([...behindOrdersEs, ...ownOrdersEs]), []);
});

test('what is put right within a letter counts, where one thing alone can be meant', (t) => {
  const right = (text: string, items: Readonly<Record<string, number>>): void => {
    const { outcome } = tryMail({ id: 'letter', language: 'es', kind: 'correction', certain: true, items, text: `Hola:\n\n${text}\n\nContraseña: mirlo-4471-yeso\n\nMarta Ruiz` }, 'ask');
    t.is(outcome, 'right', text);
  };
  for (const text of ['2 hojicha y 3 yokan. Perdón, de yokan solo 2.', '2 hojicha y 3 yokan. Rectifico: 2 yokan.', '2 hojicha y 3 yokan. Me he equivocado, son 2 yokan.', '2 hojicha y 3, perdón, 2 yokan.', '2 hojicha y 3 yokan, perdón, 2.']) right(text, { 'HOJ-100': 2, 'YOK-1': 2 });
  right('2 hojicha y 1 miel de 250 g. La miel, mejor de 500 g.', { 'HOJ-100': 2, 'HON-500': 1 });
  right('Una bolsa de hojicha y otra de genmaicha, por favor.', { 'HOJ-100': 1, 'GEN-200': 1 });
  right('De hojicha dos bolsas y de genmaicha una.', { 'HOJ-100': 2, 'GEN-200': 1 });
  right('Ya no me queda hojicha, así que mándame tres bolsas.', { 'HOJ-100': 3 });
});

test('clauses of courtesy do nothing one beside the other; with one word more they are none', (t) => {
  for (const text of ['Muchas gracias por todo y feliz semana.', 'Si no estoy, pueden dejar el paquete en la portería.', '¿Me confirmáis cuándo sale el envío?', 'Es para mi hermana, que se jubila el viernes.', 'Me vendría bien que llegase por la mañana, porque por la tarde trabajo.', 'Un abrazo fuerte desde Sevilla.', 'Poned una notita que diga «Disfruta, papá».']) t.true(isCourteous(cut(text)), text);
  for (const text of ['Muchas gracias por todo menos por los jabones.', 'Si no estoy, pueden dejarlo.', '¿Me confirmáis cuánto es?', 'Es para mi hermana, que ya tiene.', 'Me vendría bien un descuento.', 'Un abrazo y otra bolsa.', 'Mejor el 2.', 'Poned una vela.']) t.false(isCourteous(cut(text)), text);
});
