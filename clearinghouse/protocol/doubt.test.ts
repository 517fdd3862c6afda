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
