/** Tables with a head: what is understood by the head alone, and what is left as it was written. */
import test from 'ava';
import { teaShop } from './fixtures/catalogue.ts';
import { namesOf } from './names.ts';
import { isSure } from './order.ts';
import { readOrder } from './read-order.ts';
import { withoutTables } from './table.ts';

const names = namesOf(teaShop);
const plain = (text: string): readonly string[] => withoutTables(text.split('\n'), names, teaShop);
const read = (text: string): string => {
  const reading = readOrder(text.split('\n'), teaShop, 'ask');
  return isSure(reading) ? reading.items.map(({ sku, quantity }) => `${quantity} ${sku}`).join(', ') : 'open';
};

test('rows are read by their head: positions, codes, prices and sums are no quantities', (t) => {
  t.deepEqual(plain('Hello\nPos Code Item Qty Price\n10 H-100 Hojicha 100 g 5 760\n20 R12 Rice crackers 10 420\nThanks'), ['Hello', '', '5 x Hojicha 100 g @760', '10 x Rice crackers @420', 'Thanks']);
  t.is(read('Line Code Description Qty\n10 H100 Hojicha 100 g 5\n20 R12 Rice crackers 10'), '5 HOJ-100, 10 SEM-12');
  t.is(read('Réf. Désignation Qté PU Montant\n01 Boîte de matcha 2 2 400 4 800\n02 Fouet en bambou 3 1 650 4 950\nTotal HT 9 750'), '2 MAT-30, 3 WHI-1');
  t.is(read('Pos;Artikel;Menge\n1;Notizbuch A5;12\n2;Notizbuch A6;6'), '12 NB-A5, 6 NB-A6');
  t.is(read('序号 品名 数量 单价 小计\n1 玄米茶200克 6 820 4920\n2 茶壶 1 4200 4200\n合计 9120'), '6 GEN-200, 1 POT-1');
  t.is(read('品名,数量\nノートA5,8冊\nノートA6,6'), '8 NB-A5, 6 NB-A6');
  t.is(read('| Qty | Description | Price |\n|---|---|---|\n| 3 | Matcha 30 g tin | 2,400 |\n| 2 | Whisk | 1,650 |'), '3 MAT-30, 2 WHI-1');
});

const LEFT = {
  'no head': '10 H100 Hojicha 100 g 5',
  'a column that nobody knows': 'Item Stock Qty\nHojicha 3 5',
  'two columns of quantities': 'Item | Qty | Pcs\nHojicha | 3 | 5',
  'a row with a word too much': 'Item | Qty\nHojicha | 3\nWhisk | 2 | maybe',
  'a quantity that is more than a number': 'Item | Qty\nHojicha | 3 dozen',
  'no quantity': 'Item | Qty\nHojicha | 0\nWhisk | 2',
  'a sum that is not its row\'s': 'Item | Qty | Price | Total\nHojicha | 3 | 760 | 760',
  'two ways to read a row': 'Item Qty Price\nMatcha 3 2 400',
  'goods below the table': 'Item | Qty\nHojicha | 3\nand another whisk',
  'the code of another thing': 'Item | Code | Qty\nHojicha | SEN-100 | 3',
  'a row that is struck out': 'Item | Qty\n~Hojicha~ | 3',
} as const;

for (const [title, text] of Object.entries(LEFT)) {
  test(`left as it is: ${title}`, (t) => {
    t.deepEqual(plain(text), text.split('\n'));
  });
}

test('never sure: rows that say no, prices and contents of packs in the place of a quantity, other prices, sums that are not the goods\', things that the shop does not have', (t) => {
  for (const text of [
    'Item | Qty\nnot Hojicha | 3',
    'Item | Qty\nHojicha (if cheap) | 3',
    'Item | Qty\nHojicha | 760',
    'Item | Qty\nFilters | 100',
    'Item | Qty\nHojicha | 3\nBamboo ladle | 1',
    'Item | Qty | Price\nHojicha | 3 | 700',
    'Item | Qty | Price\nHojicha | 3 | 760\nTotal | | 2,300',
    'Item | Qty\nSencha | 3',
    'Item | Qty\nHojicha | 3\nHojicha | 2',
    'Last year we had:\nItem | Qty\nHojicha | 3',
    'What would this cost?\nItem | Qty\nHojicha | 3',
    'Item | Qty\nHojicha | 3\nPlease double the quantities.',
  ]) t.is(read(text), 'open', text);
});
