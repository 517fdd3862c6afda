/** A cheque signed and sealed to the bank: the text of a file that only the bank can open, not even its maker. */
import { armor, Encrypter } from 'age-encryption';
import { chequeBytes, signedChequeText, type ChequeFields } from '../../protocol/cheque-text.ts';
import type { PageKey } from './key.ts';

/** An age v1 file with exactly one X25519 stanza, armoured. `recipient`: the bank's `age1…`. */
export async function sealCheque(cheque: ChequeFields, key: PageKey, recipient: string): Promise<string> {
  const text = signedChequeText({ cheque, key: key.publicKey, sig: await key.sign(chequeBytes(cheque)) });
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return armor.encode(await encrypter.encrypt(text));
}
