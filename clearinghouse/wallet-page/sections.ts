/** The page's two parts and what is told about it, each sentence in both languages; the style shows one of them. */
import { exponentOf, currencyOf } from '../protocol/money.ts';
import { markup, type Markup, type Value } from './markup.ts';
import { MOST_DAYS } from './page/draft.ts';
import type { Language, PageOptions } from './page/options.ts';
import { english, type Texts } from './texts-en.ts';
import { japanese } from './texts-ja.ts';

export const texts: Readonly<Record<Language, Texts>> = { en: english, ja: japanese };

/** For how many days a cheque can be good. */
export const DAYS: readonly number[] = Array.from({ length: MOST_DAYS }, (_, at) => at + 1);
const USUAL_DAYS = 3;

/** The sentence in both languages. */
export const both = (saying: (texts: Texts) => string): Markup => markup`<span lang="en">${saying(english)}</span><span lang="ja">${saying(japanese)}</span>`;

/** A heading to which the page can move the reader. */
const heading = (step: string, saying: (texts: Texts) => string): Markup => markup`<h3 id="${step}-heading" tabindex="-1">${both(saying)}</h3>`;

/** Where the page says what is wrong; empty until then. */
const trouble = (id: string): Markup => markup`<p class="trouble" id="${id}" role="alert" hidden></p>`;

type FieldOptions = { readonly id: string; readonly label: (texts: Texts) => string; readonly hint: (texts: Texts) => string; readonly attributes: Markup };

/** Nothing typed is offered again later, corrected or sent to a spelling service. A field of passwords would make the browser offer to keep them. */
const QUIET = markup`type="text" autocomplete="off" autocorrect="off" spellcheck="false"`;

const field = ({ id, label, hint, attributes }: FieldOptions): Markup => markup`<div class="field">
<label for="${id}">${both(label)}</label>
<p class="hint" id="${id}-hint">${both(hint)}</p>
<input id="${id}" ${QUIET} ${attributes} aria-describedby="${id}-hint ${id}-trouble">
${trouble(`${id}-trouble`)}
</div>`;

const LETTERS = markup`class="letters" autocapitalize="characters"`;

export const makeSection = (options: PageOptions): Markup => markup`<section aria-labelledby="make">
<h2 id="make">${both((t) => t.make)}</h2>
<div id="make-start">
<p>${both((t) => t.makeWhat(options))}</p>
<p class="acts"><button type="button" id="make-button">${both((t) => t.makeButton)}</button></p>
${trouble('make-fault')}
</div>
<div id="make-secret" class="step" hidden>
${heading('make-secret', (t) => t.secretHeading)}
<p class="secret"><output id="secret-shown"></output></p>
<ul>${english.secretRules.map((_, at) => markup`<li>${both((t) => t.secretRules[at] ?? '')}</li>`)}</ul>
<p class="acts"><button type="button" class="primary" id="written">${both((t) => t.written)}</button></p>
</div>
<div id="make-back" class="step" hidden>
<form id="back-form" novalidate>
${heading('make-back', (t) => t.backHeading)}
${field({ id: 'back', label: (t) => t.backLabel, hint: (t) => t.backHint, attributes: LETTERS })}
<p class="acts"><button class="primary">${both((t) => t.backButton)}</button> <button type="button" id="again">${both((t) => t.again)}</button></p>
${trouble('back-fault')}
</form>
</div>
<div id="make-done" class="step" hidden>
${heading('make-done', (t) => t.doneHeading)}
<p>${both((t) => (options.enrolTo === null ? t.doneAnswer(options) : t.doneWhat(options)))}</p>
<div class="field"><label for="key-line">${both((t) => t.keyLabel)}</label>
<textarea id="key-line" class="line" readonly rows="3" spellcheck="false"></textarea></div>
<p class="acts"><button type="button" class="primary" id="copy">${both((t) => t.copy)}</button>${options.enrolTo === null ? '' : markup` <a class="button" id="mail-key" href="#make">${both((t) => t.mailKey)}</a>`}</p>
<p class="done" id="copy-remark" role="status" hidden></p>
<dl><dt>${both((t) => t.fingerprint)}</dt><dd><output class="mono large" id="fingerprint"></output></dd></dl>
<p>${both((t) => t.fingerprintWhat(options))}</p>
<p>${both((t) => t.doneThen(options))}</p>
</div>
</section>`;

export const writeSection = (options: PageOptions): Markup => markup`<section aria-labelledby="write">
<h2 id="write">${both((t) => t.write)}</h2>
${chequeForm(options)}
${lastLook(options)}
${madeCheque(options)}
</section>`;

const chequeForm = (options: PageOptions): Markup => markup`<div id="form">
<p>${both((t) => t.writeWhat(options))}</p>
<form id="cheque-form" class="step" novalidate>
${heading('form', (t) => t.formHeading)}
${field({ id: 'secret', label: (t) => t.secret, hint: (t) => t.secretHint, attributes: LETTERS })}
${field({ id: 'payee', label: (t) => t.payee, hint: (t) => t.payeeHint, attributes: markup`inputmode="email" autocapitalize="none"` })}
<div class="field">
<label for="most">${both((t) => t.most)}</label>
<p class="hint" id="most-hint">${both((t) => t.mostHint)}</p>
<div class="pair"><input id="most" ${QUIET} inputmode="${inputMode(options)}" aria-describedby="most-hint most-trouble">
<label for="currency" class="unseen">${both((t) => t.currency)}</label>
<select id="currency">${options.currencies.map((code) => markup`<option value="${code}">${code}</option>`)}</select></div>
${trouble('most-trouble')}
</div>
${field({ id: 'password', label: (t) => t.password, hint: (t) => t.passwordHint, attributes: markup`autocapitalize="none"` })}
<div class="field narrow"><label for="days">${both((t) => t.days)}</label>
<select id="days">${dayOptions(options.language)}</select></div>
<p class="acts"><button class="primary">${both((t) => t.toLook)}</button></p>
${trouble('form-fault')}
</form>
</div>`;

/** A keyboard of digits has no point for the decimals where none of the currencies has any. */
function inputMode({ currencies }: PageOptions): string {
  const exponents = currencies.map((code) => currencyOf(code)).map((currency) => (currency === null ? 0 : exponentOf(currency)));
  return exponents.some((exponent) => exponent > 0) ? 'decimal' : 'numeric';
}

/** An option can hold no markup: it has its text in the opening language, and the script changes it with the language. */
const dayOptions = (language: Language): Value =>
  DAYS.map((days) => markup`<option id="day-${String(days)}" value="${String(days)}"${days === USUAL_DAYS ? markup` selected` : ''}>${texts[language].day(days)}</option>`);

const row = (saying: (texts: Texts) => string, id: string, value = ''): Markup => markup`<div><dt>${both(saying)}</dt><dd id="${id}">${value}</dd></div>`;

const lastLook = (options: PageOptions): Markup => markup`<div id="look" class="step" hidden>
${heading('look', (t) => t.lookHeading)}
<dl class="slip">
${row((t) => t.lookPayee, 'look-payee')}
${row((t) => t.lookMost, 'look-most')}
${row((t) => t.lookPassword, 'look-password')}
${row((t) => t.lookAccount, 'look-account', options.account)}
${row((t) => t.lookDays, 'look-days')}
${row((t) => t.lookKey, 'look-key')}
</dl>
<p>${both((t) => t.lookWhat(options))}</p>
<p class="acts"><button type="button" class="primary" id="seal">${both((t) => t.seal)}</button> <button type="button" id="change">${both((t) => t.change)}</button></p>
${trouble('look-fault')}
</div>`;

const madeCheque = (options: PageOptions): Markup => markup`<div id="made" class="step" hidden>
${heading('made', (t) => t.madeHeading)}
<p id="made-file"></p>
<p><strong>${both((t) => t.madeSteps(options))}</strong></p>
<p id="made-until"></p>
<p>${both((t) => t.madeWhat(options))}</p>
<p class="acts"><a class="button" id="save" href="#write">${both((t) => t.save)}</a> <button type="button" id="another">${both((t) => t.another)}</button></p>
</div>`;

export const aboutSection = (options: PageOptions): Markup => markup`<section aria-labelledby="page">
<h2 id="page">${both((t) => t.page)}</h2>
<p>${both((t) => t.pageHash(options))}</p>
<p class="hint">${both((t) => t.pageHow)}</p>
<p>${both((t) => t.pageLost(options))}</p>
<p class="hint">${both((t) => t.licences)}</p>
</section>`;
