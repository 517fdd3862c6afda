/**
 * `node scripts/einvoices.ts FOLDER…`: reads every file below the folders as the bank reads what is attached to a forward, and prints what became of it.
 * A public example that `clearinghouse/einvoice/testing/public-examples.ts` knows is held against what stands there.
 * Exit code 1 where an example is read otherwise, or where lines do not add up to their total.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readInvoiceFile } from '../clearinghouse/einvoice/index.ts';
import { PUBLIC_EXAMPLES, type Example } from '../clearinghouse/einvoice/testing/public-examples.ts';
import { formatMoney } from '../clearinghouse/protocol/money.ts';
import type { EInvoiceReading } from '../clearinghouse/protocol/reading.ts';
import { callOf, refuseCall } from './call.ts';

const USAGE = 'node scripts/einvoices.ts FOLDER…';

const { positionals: folders } = callOf(USAGE, { allowPositionals: true });
if (folders.length === 0) refuseCall(USAGE, 'found no folder, expected one or more');

let tried = 0;
let wrong = 0;
for (const folder of folders) {
  for (const path of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort()) {
    const bytes = readFileSync(path);
    const reading = readInvoiceFile(bytes);
    const example = exampleOf(path, bytes);
    const verdict = example === null ? '' : agrees(example, reading) ? ', as expected' : `, EXPECTED ${example.read}${example.shown === undefined ? '' : ` in ${example.shown} lines`}`;
    if (reading?.ok === true && !addsUp(reading)) wrong += 1;
    if (example !== null && !agrees(example, reading)) wrong += 1;
    tried += example === null ? 0 : 1;
    process.stdout.write(`${path}: ${tell(reading)}${verdict}\n`);
  }
}
process.stdout.write(`${tried} known examples, ${wrong} wrong\n`);
process.exitCode = wrong === 0 ? 0 : 1;

/** The same name and as many characters: the same version of it. */
function exampleOf(path: string, bytes: Uint8Array): Example | null {
  const characters = [...new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)].length;
  return PUBLIC_EXAMPLES.find((one) => one.file !== null && basename(one.file) === basename(path) && one.characters === characters) ?? null;
}

function agrees(example: Example, reading: EInvoiceReading | null): boolean {
  if (reading === null) return false;
  return reading.ok ? formatMoney(reading.total) === example.read && reading.lines.length === example.shown : reading.code === example.read;
}

function addsUp({ lines, total }: Extract<EInvoiceReading, { readonly ok: true }>): boolean {
  return lines.reduce((sum, { amount }) => sum + amount.minor, 0n) === total.minor;
}

function tell(reading: EInvoiceReading | null): string {
  if (reading === null) return 'no e-invoice';
  return reading.ok ? `${reading.format} ${reading.number}, ${formatMoney(reading.total)} in ${reading.lines.length} lines` : `${reading.format} ${reading.code}: ${reading.detail}`;
}
