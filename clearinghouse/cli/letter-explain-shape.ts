/** The explanation as one JSON object. Its keys are stable and documented in ../explain/README.md; passwords are `••••` in it, too. */
import { createHash } from 'node:crypto';
import { effectSentence } from './letter-explain-effects.ts';
import { headlineOf } from './letter-explain-headline.ts';
import { exitCodeOf, kindOfLetter, outcomeOf, ownFindings, type Page } from './letter-explain-page.ts';
import type { Dissection } from '../explain/dissection.ts';
import type { Json } from './print.ts';
import { dispositionJson, findingsJson, timeJson } from './shapes.ts';

export function explanationShape(page: Page): Json {
  const { given, read, crash } = page;
  const outcome = outcomeOf(page);
  const { word: _word, ...headline } = headlineOf(page);
  return {
    version: 1,
    input: { name: given.name, letter: given.stored?.row.letterId ?? null, bytes: given.letter.bytes.length, sha256: createHash('sha256').update(given.letter.bytes).digest('hex'), receivedAt: timeJson(given.letter.receivedAt), receivedAtFrom: given.timeFrom },
    outcome: {
      taken: exitCodeOf(outcome) === 0,
      kind: outcome.kind,
      disposition: 'disposition' in outcome ? dispositionJson(outcome.disposition) : null,
      recorded: 'recorded' in outcome && outcome.recorded,
      assumedSigned: read?.assumed ?? false,
      letterKind: kindOfLetter(page),
      sentence: headline.what,
      why: headline.why,
      do: headline.do,
    },
    crash: crash === null ? null : { ...crash },
    letter: read === null ? null : letterShape(read.dissection, page.withText),
    bank: bankShape(page),
  };
}

/** A dissection is plain data. Without a reason nothing of it that repeats the letter's words. */
function letterShape(dissection: Dissection, withText: boolean): Json {
  const shape = JSON.parse(JSON.stringify(dissection)) as Json & object;
  if (withText) return shape;
  const { headers, text, recognised, invoices } = dissection;
  return {
    ...shape,
    headers: { ...headers, subject: null },
    text: { ...(JSON.parse(JSON.stringify(text)) as Json & object), lines: null, differences: null },
    recognised: recognised.map((one) => ({ ...one, detail: null })),
    invoices: invoices.map(({ format, inPdf, trouble, holdsSecret }) => ({ format, inPdf, number: null, total: null, sellerName: null, lines: null, trouble: trouble === null ? null : { code: trouble.code, detail: null }, holdsSecret })),
  };
}

function bankShape(page: Page): Json {
  if (page.bank === null || page.read === null) return null;
  const { answer, timeZone } = page.bank;
  const { decision } = answer;
  return {
    sender: answer.sender,
    waitsFor: answer.waitsFor,
    disposition: dispositionJson(decision?.disposition ?? null),
    findings: findingsJson(ownFindings(page), true),
    effects: (decision?.effects ?? []).flatMap((effect) => effectSentence(effect, timeZone) ?? []),
    payments: answer.payments.map((payment) => ({ ...payment })),
    passwords: answer.passwords.map(({ line, payments }) => ({ line, payments: payments.map((payment) => ({ ...payment })) })),
    notices: answer.notices.map(({ kind, to, subject, text, waitsForEntry }) => ({ kind, to, waitsForEntry, subject: page.withText ? subject : null, text: page.withText ? text : null })),
  };
}
