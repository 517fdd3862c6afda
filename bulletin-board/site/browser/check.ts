/** The checker: takes a receipt mail or its attachments, checks them here, and says what is proved. It asks no network for anything. */
import { MAX_MAIL_BYTES, NoReceipt, receiptOf, type NamedBytes } from '../../verify/mail.ts';
import { describeReceipt } from '../../verify/receipt-text.ts';
import { checkReceipt, type ReceiptVerdict } from '../../verify/receipt.ts';
import type { Language } from '../words.ts';
import { shownText } from '../shown-text.ts';
import { readTyped, trustOf, type PageTrust } from './check-trust.ts';
import { checkWords } from './check-words.ts';
import { browser, byId, element, type PageElement, type PageFile } from './dom.ts';

type Look = 'settled' | 'returned' | 'false';

function start(root: PageElement): void {
  const language: Language = browser.document.documentElement.lang === 'ja' ? 'ja' : 'en';
  const known = { keys: root.dataset['keys'] ?? '', policy: root.dataset['policy'] ?? '' };
  let given: readonly NamedBytes[] = [];
  const check = async (): Promise<void> => {
    if (given.length === 0) return;
    say(element('p', '', checkWords[language].reading), 'k-unknown');
    try {
      await judge(language, given, known);
    } catch (error) {
      say(element('p', '', checkWords[language].fault), 'k-false');
      throw error;
    }
  };
  let takes = 0;
  const take = async (files: Iterable<PageFile>): Promise<void> => {
    const turn = (takes += 1);
    // Whatever becomes of these files, no verdict on others stands beside them.
    given = [];
    clearVerdict();
    const bytes = await bytesOf([...files]);
    // Of two choices the later one counts, also where it is read sooner.
    if (turn !== takes) return;
    if (bytes === null) return say(element('p', '', checkWords[language].unread), 'k-returned', checkWords[language].noReceipt, 'returned');
    given = bytes;
    await check();
  };
  const input = byId('files');
  input?.addEventListener('change', () => void take(input.files ?? []));
  byId('key')?.addEventListener('change', () => void check());
  acceptDrops(root, (files) => void take(files));
  root.hidden = false;
  const without = byId('without');
  if (without !== null) without.hidden = true;
}

/** Too much is not even read: the reader of receipts refuses it by its size. Null: a folder, or a file that is gone or may not be read. */
async function bytesOf(files: readonly PageFile[]): Promise<readonly NamedBytes[] | null> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const reading = Promise.all(files.map(async (file) => ({ name: file.name, bytes: size > MAX_MAIL_BYTES ? new Uint8Array(MAX_MAIL_BYTES + 1) : new Uint8Array(await file.arrayBuffer()) })));
  return reading.catch(() => null);
}

/** Anywhere on the page: a file that misses the frame must not open in place of the page. */
function acceptDrops(root: PageElement, take: (files: Iterable<PageFile>) => void): void {
  const frame = byId('drop') ?? root;
  browser.document.addEventListener('dragover', (event) => {
    event.preventDefault();
    frame.classList.toggle('over', true);
  });
  browser.document.addEventListener('dragleave', () => frame.classList.toggle('over', false));
  browser.document.addEventListener('drop', (event) => {
    event.preventDefault();
    frame.classList.toggle('over', false);
    take(event.dataTransfer?.files ?? []);
  });
}

async function judge(language: Language, given: readonly NamedBytes[], known: PageTrust): Promise<void> {
  const words = checkWords[language];
  const typed = readTyped(byId('key')?.value ?? '');
  if (typed === null) return say(element('p', '', words.badKey), 'k-returned', words.outcome.unjudged, 'returned');
  try {
    const verdict = checkReceipt(await receiptOf(given), trustOf(known, typed));
    showVerdict(language, verdict, given, typed.length === 0 && known.keys !== '');
  } catch (error) {
    if (!(error instanceof NoReceipt)) throw error;
    say(element('p', '', words.why[error.code]), 'k-returned', words.noReceipt, 'returned');
  }
}

const looks: Readonly<Record<ReceiptVerdict['outcome'], Look>> = { proved: 'settled', unjudged: 'returned', refused: 'false' };
const MOST_SHOWN = 2_000;

function showVerdict(language: Language, verdict: ReceiptVerdict, given: readonly NamedBytes[], byPageKeys: boolean): void {
  const words = checkWords[language];
  const { sentence, rows, unproved, headings } = describeReceipt(verdict, language);
  const look = looks[verdict.outcome];
  const line = (text: string): string => shownText(text, MOST_SHOWN);
  const parts = [element('p', '', line(sentence))];
  if (verdict.outcome === 'refused' && verdict.code === 'origin') parts.push(element('p', '', words.otherLog));
  if (rows.length > 0) {
    parts.push(element('h3', '', headings.shown), element('dl', 'facts', ...rows.flatMap(([name, value]) => [element('dt', '', line(name)), element('dd', '', line(value))])));
  }
  if (verdict.outcome !== 'refused') {
    const lines = [...(verdict.outcome === 'proved' && byPageKeys ? [words.pageKey] : []), ...unproved];
    parts.push(element('h3', '', headings.unproved), element('ul', '', ...lines.map((text) => element('li', '', text))));
  }
  parts.push(element('p', 'hint', `${words.files}: ${given.map(({ name }) => line(name)).join(', ')}`));
  say(element('div', '', ...parts), `k-${look}`, words.outcome[verdict.outcome], look);
}

function clearVerdict(): void {
  const place = byId('verdict');
  if (place === null) return;
  place.hidden = true;
  place.replaceChildren();
}

/** Shows a result and moves the focus there, so that it is read from its heading on. */
function say(content: PageElement, kind: string, heading = '', look: Look | null = null): void {
  const place = byId('verdict');
  if (place === null) return;
  const title = element('h2', '');
  const symbol = look === null ? null : byId(`look-${look}`);
  if (symbol !== null) title.innerHTML = symbol.innerHTML;
  title.append(heading);
  place.className = `verdict ${kind}`;
  place.replaceChildren(...(heading === '' ? [] : [title]), content);
  place.hidden = false;
  if (heading !== '') place.focus();
}

// Last, when everything above is defined.
const checker = byId('checker');
if (checker !== null) start(checker);
