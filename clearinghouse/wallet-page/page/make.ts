/** "Make my wallet": the secret is made, written down, typed back; then its key is shown to be mailed to the bank. */
import { splitAddress } from '../../protocol/address.ts';
import { secretLettersOf, showWalletSecret } from '../../protocol/wallet-secret-text.ts';
import { byId, copy, randomBytes, subtle } from './browser.ts';
import { judgeSecret } from './draft.ts';
import { pageKey, type Ed25519 } from './key.ts';
import type { PageOptions } from './options.ts';
import { complain, guard, onClick, onSubmit, remark, showStep } from './view.ts';

const STEPS = ['make-start', 'make-secret', 'make-back', 'make-done'] as const;

/** Held until they are typed back, then forgotten; kept nowhere. */
let letters = '';

export function startMaking(options: PageOptions, plain: Ed25519): void {
  onClick('make-button', () => void guard('make-fault', async () => showSecret(secretLettersOf(randomBytes(13)))));
  onClick('written', askBack);
  onClick('again', () => showSecret(letters));
  onSubmit('back-form', () => void guard('back-fault', () => takeBack(options, plain)));
  onClick('copy', () => void copyLine());
}

function showSecret(made: string): void {
  letters = made;
  byId('secret-shown').textContent = showWalletSecret(letters);
  showStep(STEPS, 'make-secret');
}

/** The letters leave the page, so that they are typed from the paper. */
function askBack(): void {
  byId('secret-shown').textContent = '';
  byId('back').value = '';
  complain('back', null);
  showStep(STEPS, 'make-back');
}

async function takeBack({ enrolTo }: PageOptions, plain: Ed25519): Promise<void> {
  const typed = judgeSecret(byId('back').value);
  if (typed !== letters) {
    complain('back', (words) => (typeof typed === 'string' ? words.backDiffers : words.trouble(typed)));
    return byId('back').focus();
  }
  const { publicKey, fingerprint } = await pageKey(letters, subtle(), plain);
  letters = '';
  byId('back').value = '';
  const line = `Wallet key: ${publicKey}`;
  byId('key-line').value = line;
  byId('fingerprint').textContent = fingerprint;
  if (enrolTo !== null) byId('mail-key').href = mailTo(enrolTo, line);
  showStep(STEPS, 'make-done');
}

/** RFC 6068. */
function mailTo(address: string, line: string): string {
  const { local, domain } = splitAddress(address);
  return `mailto:${encodeURIComponent(local)}@${encodeURIComponent(domain)}?subject=${encodeURIComponent('Wallet key')}&body=${encodeURIComponent(line)}`;
}

async function copyLine(): Promise<void> {
  const line = byId('key-line');
  const copied = await copy(line.value);
  if (!copied) line.select();
  remark('copy-remark', (words) => (copied ? words.copied : words.selected));
}
