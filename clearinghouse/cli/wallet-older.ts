/** The bank's wallet keys that are no longer the current one, and how long their files are needed. */
import { statSync } from 'node:fs';
import { walletFile, type WalletVersion } from '../key-files.ts';
import { LONGEST_CHEQUE_MS } from '../protocol/cheque-text.ts';
import { showTime } from './shapes.ts';

/** `until`: before that a cheque may be valid that was sealed to it while it was the current one. */
export type OlderWallet = { readonly version: number; readonly file: string; readonly until: number };

/** `wallet`: highest version first. A key's time ended when the file of the next one was made. */
export const olderWallets = (folder: string, wallet: readonly WalletVersion[]): readonly OlderWallet[] =>
  wallet.slice(1).map(({ version }, at) => ({ version, file: walletFile(folder, version), until: statSync(walletFile(folder, wallet[at]?.version ?? version)).mtimeMs + LONGEST_CHEQUE_MS }));

/** When its file can go. Which buyers still have a page that seals to it can't be seen from here. */
export const sentenceOf = ({ version, file, until }: OlderWallet, now: number, timeZone: string): string =>
  `wallet-${version} is read as long as its file is there. ${until <= now ? 'Its last week is over' : `A cheque sealed to it may be valid until ${showTime(until, timeZone)}`}; remove ${file} then, once every buyer has a newer wallet page.`;
