/** What goes along with a notice as a file: the wallet page, the form of membership. Made in a thread of its own when the notice is made. */
import type { Bank, CoreKeys } from './core/context.ts';
import { FORM_DAYS, formNumberFor } from './core/form.ts';
import { dayOf } from './core/keys.ts';
import type { OwedNotice } from './core/notice.ts';
import type { Enclosure } from './core/road-notice.ts';
import type { FormOptions } from './print/application-form.ts';
import type { Enclose } from './stages/ports.ts';
import { startTaskThread, type TaskThread } from './task-thread.ts';
import type { WalletPageOptions } from './wallet-page/wallet-page.ts';

export type EnclosureTask = { readonly kind: 'form'; readonly options: FormOptions } | { readonly kind: 'wallet-page'; readonly options: WalletPageOptions };

export type EnclosureMaker = TaskThread<EnclosureTask, Enclosure>;

/** Of the bank. `recipient`: of its current wallet key, null: it has none; `postalAddress`: lines, none: the bank takes no forms by post. */
export type EnclosureParts = { readonly bank: Bank; readonly postalAddress: readonly string[]; readonly keys: CoreKeys; readonly recipient: string | null };

const DAY = 86_400_000;

/** An enclosure whose thread dies is rejected, and may be asked for again. */
export const startEnclosureMaker = (): EnclosureMaker => startTaskThread(new URL('./enclosure-thread.ts', import.meta.url), 'enclosures');

/** `at`: the day of the form's number, and that from which on it may arrive. */
export function formOptions({ bank, postalAddress, keys }: Omit<EnclosureParts, 'recipient'>, address: string, language: FormOptions['language'], at: number): FormOptions {
  return {
    language,
    bank: { name: bank.name, address: postalAddress, telephone: bank.telephone, paymentAddress: bank.paymentAddress },
    formNumber: formNumberFor(keys, address, dayOf(at)),
    issuedAt: at,
    validUntil: at + FORM_DAYS * DAY,
    timeZone: bank.timeZone,
  };
}

export function makeEnclose(parts: EnclosureParts, make: EnclosureMaker['make']): Enclose {
  return async (notice) => {
    const task = taskOf(parts, notice);
    return task === null ? null : make(task);
  };
}

function taskOf(parts: EnclosureParts, { id, facts, language, replyTo, owedAt }: OwedNotice): EnclosureTask | null {
  const { bank, recipient, postalAddress } = parts;
  switch (facts.kind) {
    case 'register':
      return facts.offered !== null || postalAddress.length === 0 ? null : { kind: 'form', options: formOptions(parts, facts.address, language, owedAt) };
    case 'wallet-page':
      if (recipient === null) throw new Error('the bank has no wallet key; expected wallet-1.age-key among its keys (`kakitome wallet rotate` makes it; then start again)');
      return { kind: 'wallet-page', options: { language, bankName: bank.name, bankAddress: bank.paymentAddress, recipient, account: facts.account, enrolTo: replyTo, telephone: bank.telephone, currencies: facts.currencies } };
    default:
      throw new Error(`notice ${id} is a ${facts.kind}; nothing goes along with it`);
  }
}
