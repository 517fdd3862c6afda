/** A forward in the form of a mail program: the merchant's words, the program's head, the buyer's mail as that program shows it. */
import type { TestMail } from '../../../scripts/test-mail.ts';
import { PAY } from '../../stories/people.ts';
import type { ForwardLayout } from '../fixtures/forward-layouts.ts';
import { SHOP } from './bank.ts';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const broken = (text: string): string => escaped(text.replace(/\n+$/, '')).replaceAll('\n', '<br>\n');
const blocks = (tag: string, text: string): string => text.replace(/\n$/, '').split('\n').map((line) => `<${tag}>${line === '' ? '<br>' : escaped(line)}</${tag.split(' ')[0]}>`).join('\n');

export type Parts = { readonly buyer: string; readonly above: string; readonly inner: string; readonly below: string };

const quote = (mark: string, text: string): string => text.replace(/\n$/, '').split('\n').map((line) => `${mark}${line}`).join('\n');

/** The last line of the head may be the mark before the first quoted line. */
function quoted(head: string, mark: string, inner: string): string {
  const open = /> \ufeff?$/.exec(head)?.[0] ?? '';
  const bare = head.slice(0, head.length - open.length);
  return `${bare}${open === '' ? '' : open.slice(2)}${quote(mark, inner)}\n`;
}

const bold = (head: string): string => broken(head).replace(/^([^:\n]{1,20}?)( ?:)/gm, '<b>$1$2</b>');

function html(style: ForwardLayout[3], head: string, { above, inner, below }: Parts): string {
  const [first = '', ...labels] = head.trim().split('\n').filter((line) => line !== '');
  switch (style) {
    case 'html-gmail':
      return `<div dir="ltr">${broken(above)}<br><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${broken(head)}<br></div><br><br>${broken(inner)}</div>${broken(below)}</div>`;
    case 'html-outlook':
      return `<html><head><style>p.MsoNormal{margin:0}</style></head><body lang="EN-US"><div class="WordSection1">${blocks('p class="MsoNormal"', above)}<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">${bold(head.trim())}<o:p></o:p></p></div>${blocks('p class="MsoNormal"', inner)}${blocks('p class="MsoNormal"', below)}</div></body></html>`;
    case 'html-owa':
      return `<html><body><div class="elementToProof">${broken(above)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt">${bold(head.trim())}</font><div>&nbsp;</div></div><div class="BodyFragment"><div class="PlainText">${broken(inner)}</div></div><div>${broken(below)}</div></body></html>`;
    case 'html-cite':
      return `<html><body style="word-wrap:break-word">${broken(above)}<br><div><blockquote type="cite"><div>${escaped(first)}</div><br class="Apple-interchange-newline">${blocks('div', labels.join('\n'))}<br><div>${broken(inner)}</div></blockquote></div><div>${broken(below)}</div></body></html>`;
    case 'html-table':
      return `<html><body><p>${broken(above)}</p><div class="moz-forward-container"><br><br>${escaped(first)}<table class="moz-email-headers-table" cellspacing="0"><tbody>${labels.map((line) => `<tr><th valign="BASELINE" nowrap align="RIGHT">${escaped(line.slice(0, line.indexOf(':') + 1))} </th><td>${escaped(line.slice(line.indexOf(':') + 1).trim())}</td></tr>`).join('')}</tbody></table><br><br><pre class="moz-quote-pre">${escaped(inner)}</pre></div><p>${broken(below)}</p></body></html>`;
    case 'html-yahoo':
      return `<html><body><div class="yahoo-style-wrap">${blocks('div', above)}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div style="font-size:13px"><div>${escaped(first)}</div>${blocks('div', labels.join('\n'))}<div><br></div><div>${blocks('div', inner)}</div></div></div><div>${broken(below)}</div></body></html>`;
    case 'html-proton':
      return `<div style="font-family:Arial">${broken(above)}</div><div class="protonmail_quote">${broken(head)}<br><blockquote class="protonmail_quote" type="cite">${broken(inner)}</blockquote></div><div>${broken(below)}</div>`;
    case 'plain':
    case 'quoted':
    case 'quoted-tight':
      throw new Error(`${style} is no HTML`);
    default:
      return style satisfies never;
  }
}

/** Text or HTML of the forward. */
export function layOut([, , pattern, style, tail = '']: ForwardLayout, parts: Parts): Pick<TestMail, 'text' | 'html'> {
  const head = pattern.replaceAll('{buyer}', parts.buyer).replaceAll('{shop}', SHOP).replaceAll('{bank}', PAY);
  const { above, inner, below } = parts;
  switch (style) {
    case 'plain':
      return { text: `${above}\n${head}${inner}${tail}\n${below}` };
    case 'quoted':
      return { text: `${above}\n${quoted(head, '> ', inner)}${tail}\n${below}` };
    case 'quoted-tight':
      return { text: `${above}\n${quoted(head, '>', inner)}${tail}\n${below}` };
    default:
      return { text: null, html: html(style, head, parts) };
  }
}
