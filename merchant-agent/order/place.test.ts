import test from 'ava';
import { cut } from './fixtures/cut.ts';
import { isPlaceLine } from './place.ts';

const is = (text: string): boolean => isPlaceLine(text, cut(text));

test('addresses, telephone numbers and numbers of papers, however written', (t) => {
  for (const text of ['Flat 8, 33 Gordon St, Glasgow G1 3PF', 'Dylan 06 33 08 71 19', 'Apdo. de correos 215, 11500 El Puerto', '53 rue Oberkampf, interphone Coloc', 'Neubaugasse 51', 'y.baumgart@vhs.example', '喫茶ひだまり 〒390-0811 松本市中央4-5-6', '曹敏 189 9217 3350', '西安市雁塔区小寨东路91号院3号楼']) t.true(is(text), text);
});

test('goods, wishes and sentences', (t) => {
  for (const text of ['3 scoops', '3 scoops, 12 Mill Lane', 'please send it to 33 Gordon St', '2 hojicha', 'Bamboo Ladle', 'scoop', 'A scoop and a tray, 33 Gordon St', '竹勺3把', '茶さじ2本 京都市', 'Half of it to G1 3PF', '']) t.false(is(text), text);
});
