import test from 'ava';
import { LONGEST_HTML, htmlToText } from './html-text.ts';

const linesOf = (html: string): string[] => {
  const result = htmlToText(html);
  return result.ok ? result.text.split('\n').map((line) => line.trim()).filter((line) => line !== '') : [result.code];
};

test('what is not seen is not read', (t) => {
  const hidden = ['style="display:none"', 'style="color:red; DISPLAY: none !important"', 'hidden', 'style="visibility:hidden"', 'style="mso-hide:all"'];
  for (const attribute of hidden) t.deepEqual(linesOf(`<body><p>seen</p><div ${attribute}>OK secret</div></body>`), ['seen'], attribute);
  t.deepEqual(linesOf('<head><title>OK</title></head><style>OK</style><script>OK</script><!-- OK --><p>seen</p><img alt="OK" src="x">'), ['seen']);
});

test('quotes of the usual clients stand behind marks, and nested ones behind two', (t) => {
  for (const quoted of ['<blockquote type="cite">was</blockquote>', '<div class="yahoo_quoted">was</div>', '<div class="moz-cite-prefix">was</div>']) t.deepEqual(linesOf(`<p>own</p>${quoted}`), ['own', '> was']);
  t.deepEqual(linesOf('<div class="gmail_quote"><div class="gmail_attr">On Sat, the bank wrote:<br></div><blockquote class="gmail_quote">was</blockquote><div>own</div></div>'), ['On Sat, the bank wrote:', '> was', 'own']);
  t.deepEqual(linesOf('<div>own</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br></div>was</div>'), ['own', '---------- Forwarded message ---------', 'was']);
  t.deepEqual(linesOf('own<blockquote>was<blockquote>before</blockquote></blockquote>'), ['own', '> was', '>', '> > before'].filter((line) => line !== '>'));
});

test('table cells stand apart, and two numbers of a row are no one number; rows and line breaks are lines, lists have no marks of ours', (t) => {
  t.deepEqual(linesOf('<table><tr><td>OK</td><td>4K7M</td></tr><tr><td>next</td></tr></table>'), ['OK 4K7M', 'next']);
  t.deepEqual(linesOf('<table><tr><td>Total</td><td>3</td><td>3,810</td></tr></table>'), ['Total 3 | 3,810']);
  t.deepEqual(linesOf('<table>\n <tr>\n  <th>Tea</th>\n  <td>2</td>\n  <td>1,080</td> <td> 2,160 JPY</td>\n </tr>\n</table>'), ['Tea 2 | 1,080 | 2,160 JPY']);
  t.deepEqual(linesOf('<table><tr><td>合計</td><td>３</td><td></td><td>3,810円</td></tr><tr><td>12,</td><td>50</td></tr></table>'), ['合計 ３ | 3,810円', '12, | 50']);
  t.deepEqual(linesOf('one<br>two<div>three</div><ul><li>2 Sencha</li></ul><ol><li>1 whisk</li></ol><h1>Title</h1>'), ['one', 'two', 'three', '2 Sencha', '1 whisk', 'Title']);
  t.deepEqual(linesOf('<a href="https://evil.example">shop</a> &amp; &#x3042;'), ['shop & あ']);
});

test('tables that only lay out a mail change nothing in its lines and paragraphs', (t) => {
  const textOf = (html: string): string => (htmlToText(html) as { readonly text: string }).text;
  const layout = (inner: string): string => `<table><tr><td>\n<table><tbody><tr><td valign="top">${inner}</td></tr></tbody></table>\n</td></tr></table>`;
  for (const inner of ['<p>OK maple</p><p>Thank you.</p>', 'one<br><br>two', '<div>one</div><div><br></div><div>two</div>', '<p>12</p><p>500 JPY</p>']) t.is(textOf(layout(inner)).trim(), textOf(`<div>${inner}</div>`).trim(), inner);
});

test('what is struck out is not said', (t) => {
  for (const [html, lines] of [
    ['Up to: <s>400</s> 500 JPY', ['Up to: 500 JPY']], ['<strike>Up to: 900,000 JPY</strike>', []], ['Total: <del>900</del> 800 JPY', ['Total: 800 JPY']],
    ['<span style="color:red; text-decoration: line-through">OK maple</span>no', ['no']], ['<s><b>OK</b> maple</s>', []],
  ] as const) t.deepEqual(linesOf(`<p>${html}</p>`), [...lines], html);
});

test('raised and lowered digits beside others are not put in one row with them', (t) => {
  for (const [html, text] of [
    ['Total: 12<sup>99</sup> EUR', 'Total: 12⁹⁹ EUR'], ['12<sup style="font-size:8px"><u>99</u> €</sup>', '12⁹⁹ €'], ['12<sub>99</sub>', '12⁹⁹'], ['<sup>1</sup>99 EUR', '¹99 EUR'], ['1<sup>2<sup>3</sup></sup>4', '1²³4'],
    ['12.<sup>99</sup>', '12.99'], ['12<sup>,99</sup> €', '12,99 €'], ['m<sup>2</sup>', 'm2'], ['the 1<sup>st</sup> of', 'the 1st of'], ['Tea<sup>®</sup> 2', 'Tea® 2'], ['see <sup>1</sup> below', 'see 1 below'], ['12<sup hidden>99</sup>', '12'],
    ['12<span style="vertical-align:super">99</span> EUR', '12⁹⁹ EUR'], ['12<font style="font-size: 8px; vertical-align: Super">99</font>', '12⁹⁹'], ['12<span style="vertical-align:middle">99</span>', '1299'],
  ] as const) t.deepEqual(linesOf(`<p>${html}</p>`), [text], html);
});

test('too long, and too deep', (t) => {
  t.deepEqual(htmlToText('x'.repeat(LONGEST_HTML + 1)), { ok: false, code: 'html-too-long' });
  for (const bomb of ['<div>'.repeat(50_000), '<table><tr><td>'.repeat(10_000), `${'<div>'.repeat(300)}NO${'</div>'.repeat(300)}OK`, '<br>'.repeat(30_000)]) t.deepEqual(htmlToText(bomb), { ok: false, code: 'html-unreadable' }, bomb.slice(0, 20));
  t.deepEqual(htmlToText(`${'<blockquote>'.repeat(150)}${'x<br>'.repeat(15_000)}`), { ok: false, code: 'html-too-long' });
});
