/** The auditor's own reading of a mail, for the plain forms in which people of a simulation write. Whatever has another form proves nothing. */
import { readWritten, type Money } from '../people.ts';

export type Words = {
  /** The one password on a line of its own above all separators and quotes, folded; null: none, or several. */
  readonly password: string | null;
  readonly upTo: Money | null;
  readonly payTo: string | null;
  readonly total: Money | null;
  /** Behind `OK`, folded; '' where nothing is. Null: the first line is no such answer, or leaves a doubt. */
  readonly ok: string | null;
  readonly no: boolean;
  readonly fraud: boolean;
  readonly holdsForward: boolean;
  /** Lines that the sender wrote, without keys: what a forward has to hold. */
  readonly own: readonly string[];
};

export const fold = (secret: string): string => secret.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

export function readWords(text: string): Words {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.startsWith('>') || line.startsWith('-----'));
  const own = (end === -1 ? lines : lines.slice(0, end)).filter((line) => line !== '');
  const valueOf = (label: string): string | null => {
    const found = own.flatMap((line) => (line.startsWith(`${label}: `) ? [line.slice(label.length + 2)] : []));
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  const amount = (label: string): Money | null => readWritten(valueOf(label) ?? '');
  const password = valueOf('Password');
  const first = (own[0] === 'Hello,' ? own[1] : own[0]) ?? '';
  const [, rest] = /^ok(?:[ ,]+(?:password: )?([A-Za-z0-9-]+)\.?)?$/i.exec(first) ?? [];
  return {
    password: password === null ? null : fold(password),
    upTo: amount('Up to'), payTo: valueOf('Pay to'), total: amount('Total'),
    ok: /^ok\b/i.test(first) && (rest !== undefined || /^ok$/i.test(first)) ? fold(rest ?? '') : null,
    no: first === 'NO', fraud: first === 'FRAUD',
    holdsForward: end !== -1 && lines[end]?.startsWith('-----') === true,
    own: own.filter((line) => !/^(Up to|Pay to): /.test(line)),
  };
}

/** Every password on a password line, quoted or not. */
export const passwordsIn = (text: string): readonly string[] => [...text.matchAll(/^(?:> ?)?Password: (.+)$/gm)].map(([, secret]) => fold(secret ?? ''));

/** Whether these lines stand in the text, in their order, one after the other but for empty ones. */
export function holdsLines(text: string, wanted: readonly string[]): boolean {
  const lines = text.split('\n').filter((line) => line !== '' && !/^(Up to|Pay to): /.test(line));
  return lines.some((_, at) => wanted.every((line, index) => lines[at + index] === line));
}
