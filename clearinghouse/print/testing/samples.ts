/** Cards and forms that the tests print. */
import type { CardOptions } from '../card-options.ts';
import type { FormOptions } from '../application-form.ts';

/** Numbers of which no two are alike, in the same order each time. */
export const someNumbers = (count: number, digits: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => String((at * 6_180_339_887 + 2_718_281_829) % 10 ** digits).padStart(digits, '0'));

const bankJa = { name: 'みどり信用組合', address: ['〒100-0001 東京都千代田区千代田1-1-1', 'みどりビル3階'], telephone: '03-1234-5678', paymentAddress: 'pay@midori.example' };
const bankEn = { name: 'Example Credit Union', address: ['12 Harbour Street', 'Dublin D02 X285', 'Ireland'], telephone: '+353 1 234 5678', paymentAddress: 'pay@bank.example' };
const day = { issuedAt: Date.UTC(2026, 10, 20, 16), timeZone: 'Asia/Tokyo' };

export const cardJa: CardOptions = {
  ...day, form: 'postcard', language: 'ja', bank: bankJa, to: { name: '佐々木 孝夫', postcode: '164-0023', address: ['東京都中野区中野4丁目11番19号', 'コーポみどり 203号室'] },
  cardId: 'K7F3Q9', digits: 8, numbers: someNumbers(30, 8), asked: 'in-order',
};
export const cardEn: CardOptions = {
  ...day, form: 'postcard', language: 'en', bank: bankEn, to: { name: "Grace O'Neill-Müller", postcode: null, address: ['Flat 4, 221 Long Meadow Road', 'Galway H91 E2K3', 'Ireland'] },
  cardId: '9XW4TN', digits: 8, numbers: someNumbers(30, 8), asked: 'free',
};
export const cards: readonly CardOptions[] = [cardJa, cardEn, { ...cardJa, form: 'letter' }, { ...cardEn, form: 'letter' }];

export const formJa: FormOptions = { ...day, language: 'ja', bank: bankJa, formNumber: 'F-KKF3-29Q8', validUntil: Date.UTC(2027, 1, 20, 16) };
export const formEn: FormOptions = { ...formJa, language: 'en', bank: bankEn };
