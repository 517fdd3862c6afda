import test from 'ava';
import { judgeAnswer, readAnswer } from './consent.ts';
import { normalise } from './normalise.ts';
import { makeDigest } from './secret.ts';

const digest = makeDigest([{ version: 1, key: Buffer.from('pepper') }]);
const secret = digest('4K7M-2222');

const judged = (text: string): string => judgeAnswer(readAnswer(normalise(text).lines, digest), secret);

test('what takes a consent back in a later paragraph, anywhere in a line', (t) => {
  const withdrawn = [
    'Sorry, I changed my mind. Please cancel the order.', 'Actually, cancel this', 'Sorry, I have changed my\nmind.', 'Hello again,\n\nplease do not\npay this.', 'I don’t want it any more.', 'I never saw this shop and did not order the tea.', 'Please stop the payment.',
    'Bitte stornieren', 'Ich storniere die Bestellung.', 'Bitte zahlen Sie nicht, ich habe es mir anders überlegt.', 'Merci d’annuler la commande', 'J’ai changé d’avis.', 'Por favor, cancelen el pedido.', 'He cambiado de opinión', 'Vi prego di annullare', 'Ho cambiato idea', 'Por favor, não pague.', 'Graag annuleren', 'Ik heb me bedacht.', 'Proszę anulować',
    'すみませんが、気が変わりました。', '支払わないでください', '对不起，我改变主意了', '请别付', '죄송하지만 마음이 바뀌었어요', '이 주문취소해 주세요',
  ];
  for (const text of withdrawn) t.is(judged(`OK 4K7M-2222\n\n${text}`), 'UNCLEAR', text);
  for (const text of ['Thanks!\nI changed my mind.', 'Sorry, I changed my\nmind']) t.is(judged(`OK 4K7M-2222\n${text}`), 'UNCLEAR', text);
  t.is(judged('OK 4K7M-2222\n\n> Pay JPY 4,741?\n\nplease cancel'), 'UNCLEAR');
});

test('names, disclaimers, signatures and quoted text take nothing back', (t) => {
  const honest = [
    'Thank you very much, not at all expensive.\nTea Importers No. 1', 'This mail is confidential. If you are not the intended recipient, you must not copy it: please delete it and do not forward it.', 'Siete pregati di cancellare questo messaggio se ricevuto per errore.', 'Puede ejercer sus derechos de acceso, rectificación, cancelación y oposición.',
    'Diese E-Mail ist vertraulich. Wenn Sie nicht der Adressat sind, löschen Sie sie bitte.', 'Mit freundlichen Grüßen\nStefan Cancellieri', '--\nCancel any time', '> Please cancel the order', 'On Sat, 21 Nov 2026 at 10:40, Example Bank <pay@bank.example> wrote:\n> To cancel, answer NO.', 'Sent from my iPhone',
    '-----Original Message-----\nFrom: Example Bank <pay@bank.example>\nSent: Saturday\n\nTo cancel, answer NO.',
  ];
  for (const text of honest) t.is(judged(`OK 4K7M-2222\n\n${text}`), 'CONSENT', text);
});

test('a paragraph of its own that begins with a turn, and what is to be changed', (t) => {
  const turned = ['But only if it arrives before Friday.', 'Wait, I think the shipping is wrong.', 'Please pay only 3,000.', 'I’d like to change the address first.', 'Aber bitte ohne Porto', 'Nur wenn es bis Freitag kommt', 'Mais seulement si la livraison est gratuite', 'Pero solo si llega el viernes', 'Ma solo se arriva venerdì', 'Mas só se chegar até sexta', 'Maar alleen als het vrijdag komt', 'Ale tylko jeśli dotrze', 'ただし、茶筅は1本にしてください。', '但是运费不对', '하지만 배송비가 이상해요'];
  for (const text of turned) t.is(judged(`OK 4K7M-2222\n\n${text}`), 'UNCLEAR', text);
  for (const text of ['The shipping is wrong.', 'Das ist zu teuer!', 'C’est trop cher', '送料が間違っています', '送料が高すぎます', '数量を変更してください', '运费太贵']) t.is(judged(`OK 4K7M-2222\n${text}`), 'UNCLEAR', text);
  for (const text of ['Butler Tea Ltd', 'Ma Wei', 'Pero Perić', 'If you have questions, call me.', 'Änderungen vorbehalten.', 'Takao Sasaki\nChange Manager']) t.is(judged(`OK 4K7M-2222\n\n${text}`), 'CONSENT', text);
});

test('a condition or a postponement in the paragraph of the consent', (t) => {
  const doubtful = [
    'provided it is in stock', 'as soon as it is in stock', 'Please do it tomorrow.', 'I will pay later', 'once it has shipped', 'I pay when the parcel\narrives', 'please hold the payment until Friday', 'sofern lieferbar', 'unter der Bedingung, dass es bis Freitag da ist', 'Bitte noch warten.', 'Bitte erst nächste Woche', 'zahle später',
    'à condition que ce soit en stock', 'Merci d’attendre demain.', 'dès que possible', 'siempre que haya existencias', 'Espere hasta mañana, por favor', 'cuando llegue', 'desde que haja em estoque', 'Aguarde até amanhã', 'purché sia disponibile', 'Aspetti domani', 'mits op voorraad', 'zodra het er is', 'jeśli jest na stanie',
    '明日まで待ってください', '少々お待ちください。', '在庫があれば', 'もし在庫があるなら', '届いたら払います', '来月払います', '支払いは後日で', '支払いはまだです', '確認してから', '入荷次第', '延期してください', '如果有货', '等我通知', '只要明天能到', '要是有现货的话', '若有货', '除非缺货', '만약 재고가 있다면', '재고가 있으면', '재고가 있으면, 보내 주세요', '가능하면', '나중에 결제할게요', '기다려 주세요', '내일까지요',
  ];
  for (const text of doubtful) t.is(judged(`OK 4K7M-2222\n${text}`), 'UNCLEAR', text);
  for (const greeting of ['Hello, as soon as it is there', 'Hi, tomorrow please', '您好，如果有货']) t.is(judged(`${greeting}\nOK 4K7M-2222`), 'UNCLEAR', greeting);
});

test('thanks, greetings and signatures in the paragraph of the consent', (t) => {
  const honest = [
    'Thanks!\nTakao', 'Once again thanks, see you later', 'Thank you for the information provided.', 'Please send it at once. Let me know when it ships.', 'Sorry for the late reply', 'See you tomorrow,\nTill Schmidt', 'Vielen Dank, ich habe es erst heute gesehen.', 'Danke und bis morgen', 'Ich warte gespannt!', 'Merci encore une fois, à demain', 'Dans l’attente de votre colis, cordialement', 'J’attends avec impatience', 'Gracias, hasta mañana', 'Quedo a la espera de su envío. Hasta luego', 'Espero su envío', 'Grazie, a domani', 'In attesa, cordiali saluti', 'Obrigado, até amanhã', 'Aguardo o envio', 'Bedankt en tot morgen',
    'よろしくお願いいたします。\n佐々木', 'それでは、さようなら', '到着を楽しみに待っています。', '発送をお待ちしております。', '早めに送っていただければ幸いです。', '送っていただけたら嬉しいです', 'ならびに御礼申し上げます', '奈良 やまだ たろう', 'はまだ しまだ', '若林 抹茶等の店 営業部', 'またあたらしいお茶も注文します', 'おもしろいお店ですね', '后会有期，谢谢！', '谢谢，明天见', '静候佳音', '빨리 보내 주시면 감사하겠습니다', '물건 기다리겠습니다. 감사합니다', '기다려집니다', '신선한 차와 화면',
  ];
  for (const text of honest) t.is(judged(`OK 4K7M-2222\n${text}`), 'CONSENT', text);
  for (const greeting of ['Guten Morgen,', 'Bom dia', 'Good morning', 'おはようございます', '您好！']) t.is(judged(`${greeting}\nOK 4K7M-2222`), 'CONSENT', greeting);
});
