/** "Write a cheque": the form, the last look, and the file. */
import { shownAddress } from '../../protocol/address.ts';
import type { ChequeFields } from '../../protocol/cheque-text.ts';
import { formatMoney } from '../../protocol/money.ts';
import { byId, now, offerFile, randomBytes, subtle } from './browser.ts';
import { chequeOf, judgeTyped, type Draft, type Field, type Typed } from './draft.ts';
import { pageKey, type Ed25519, type PageKey } from './key.ts';
import type { PageOptions } from './options.ts';
import { sealCheque } from './seal.ts';
import { complain, guard, localTime, onClick, onSubmit, say, showStep } from './view.ts';

const STEPS = ['form', 'look', 'made'] as const;
const FIELDS: readonly Field[] = ['secret', 'payee', 'most', 'currency', 'password', 'days'];

/** What was shown for the last look is what is sealed. */
type Ready = { readonly cheque: ChequeFields; readonly key: PageKey };
let ready: Ready | null = null;

export function startWriting(options: PageOptions, plain: Ed25519): void {
  onSubmit('cheque-form', () => void guard('form-fault', () => look(options, plain)));
  onClick('change', () => {
    ready = null;
    showStep(STEPS, 'form');
  });
  onClick('seal', () => void guard('look-fault', () => seal(options)));
  onClick('another', () => {
    for (const field of ['payee', 'most', 'password'] as const) byId(field).value = '';
    showStep(STEPS, 'form');
  });
}

async function look(options: PageOptions, plain: Ed25519): Promise<void> {
  const typed = Object.fromEntries(FIELDS.map((field) => [field, byId(field).value])) as Typed;
  const judged = judgeTyped(typed, options);
  const troubles = 'troubles' in judged ? judged.troubles : [];
  for (const field of ['secret', 'payee', 'most', 'password'] as const) {
    const trouble = troubles.find((each) => each.field === field);
    complain(field, trouble === undefined ? null : (words) => words.trouble(trouble));
  }
  if ('troubles' in judged) return byId(judged.troubles[0]?.field ?? 'secret').focus();
  const key = await pageKey(judged.draft.letters, subtle(), plain);
  const cheque = chequeOf(judged.draft, options.account, now(), randomBytes(10));
  ready = { cheque, key };
  showLook(judged.draft, ready);
}

function showLook(draft: Draft, { cheque, key }: Ready): void {
  const until = Date.parse(cheque.expires);
  byId('look-payee').textContent = shownAddress(cheque.payee);
  say(byId('look-most'), (words) => words.most(formatMoney(draft.most)));
  say(byId('look-days'), (words, language) => words.days(draft.days, localTime(until, language)));
  say(byId('look-key'), (words) => words.key(key.fingerprint));
  byId('look-password').textContent = cheque.password;
  showStep(STEPS, 'look');
}

/** Once: a second press finds nothing ready. The typed secret leaves the page with it. */
async function seal({ recipient }: PageOptions): Promise<void> {
  const taken = ready;
  if (taken === null) return;
  ready = null;
  try {
    handOver(taken.cheque, await sealCheque(taken.cheque, taken.key, recipient));
  } catch (error) {
    ready = taken;
    throw error;
  }
}

function handOver(cheque: ChequeFields, sealed: string): void {
  const file = `cheque-${cheque.serial}.age`;
  const until = Date.parse(cheque.expires);
  offerFile(byId('save'), file, sealed);
  byId('secret').value = '';
  byId('look-password').textContent = '';
  say(byId('made-file'), (words) => words.savedAs(file));
  say(byId('made-until'), (words, language) => words.sendBy(localTime(until, language)));
  showStep(STEPS, 'made');
  byId('save').click();
}
