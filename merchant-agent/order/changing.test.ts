/** Subjects, and short lines below a signature mark, that make another order of the lines between them. */
import test from 'ava';
import { lineChanges, subjectChanges } from './changing.ts';

const nothingSold = (): boolean => false;

test('a subject that asks, tries, takes back or multiplies', (t) => {
  const subjects = [
    'Everything twice', 'Order x 2', 'two sets please', 'Order (double)', 'Two times the list below', '3 sets', '2x', 'Bestellung (doppelt)', 'Doppelte Menge', 'Commande en double', 'Commande : deux fois', '全部2倍で', '2セットお願いします', '双份',
    'Request for a quotation', 'Please send a quote', 'Devis', 'Anfrage', 'Preisanfrage?', '見積もり依頼', '询价',
    'TEST', 'Test order, please ignore', 'Draft order', 'Probebestellung', 'Pedido de prueba', '테스트 주문',
    'Cancel my order', 'Stornierung', 'Annulation', '注文取り消し', 'Wrong order', 'Order - on hold', 'Wait with this order', 'Vorbestellung',
  ];
  for (const subject of subjects) t.true(subjectChanges(subject, nothingSold, false), subject);
});

test('what most people write above an order says nothing against it', (t) => {
  const subjects = [
    '', 'Order', 'Re: Tea', 'Tea order', 'Another order', 'Second order this week', 'Hello again', 'Order no. 5', 'Order #4', 'Order 2026-11-22', 'Order of 22 November', 'My order (3 items)', 'Order for two', 'Order for tomorrow', 'Order for Takao', 'Order from your offer', 'Xmas order 2026',
    'Bestellung', 'Bestellung Tee', 'Bestellung Nr. 2', 'Bestellung aus Ihrem Angebot', 'Guten Morgen', 'Commande', 'Commande de thé', 'Thé pour Noël', 'Pedido', 'Nueva orden', 'Ordine tè', 'Encomenda', '注文', '注文です', 'ご注文', '追加注文', '新しい注文', '注文（佐藤）', 'お茶の注文', '订单', '购买', '주문',
  ];
  for (const subject of subjects) t.false(subjectChanges(subject, nothingSold, false), subject);
});

test('what the shop sells is no such word, and a number beside goods is theirs', (t) => {
  t.true(subjectChanges('Sample box', nothingSold, false));
  t.false(subjectChanges('Sample box', (word) => word === 'sample', false));
  t.false(subjectChanges('Sencha 100g x 2', nothingSold, true));
  t.true(subjectChanges('Sencha 100g x 2: void', nothingSold, true));
});

test('short lines below a signature mark, but no names, offices and telephones', (t) => {
  for (const line of ['two sets please', 'Everything twice', '2 of everything', 'Twice please', 'x 2', 'VOID', 'cancelled', 'nur ein Test', 'Muster']) t.true(lineChanges(line), line);
  for (const line of ['Takao Mori', 'Max Muster', '+81 3 1234 5678', 'Tel. 03-1234-5678', '12 Void Street', 'Mori Tea Shop, Kyoto', 'Sales Manager', 'https://mori.example', 'Registered in Scotland no. SC 204518', '2x2 Architects', 'CEO & Co-Founder', 'If you have received this mail by mistake, please delete it and tell us.']) t.false(lineChanges(line), line);
});
