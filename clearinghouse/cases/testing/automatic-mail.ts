/** Mails that programs write by themselves, as bytes, from the table of fixtures/automatic.ts. Each quotes the consent that must not be one. */
import type { AutomaticMail } from '../fixtures/automatic.ts';
import { PW, nextId, type Asked } from './trade.ts';

export type Returned = { readonly to: string; readonly recipient: string; readonly asked: Asked; readonly now: number };

const BORDER = '=_border_1';

const original = ({ asked, recipient }: Returned, body: string): string =>
  `From: Example Bank <pay@bank.example>\nTo: ${recipient}\nReply-To: ${asked.replyTo}\nSubject: ${asked.subject}\nMessage-ID: <${asked.questionId}>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n${body}`;

const status = (recipient: string, delayed: boolean): string =>
  `Reporting-MTA: dns; mx.elsewhere.example\nArrival-Date: Sat, 21 Nov 2026 10:40:00 +0900\n\nFinal-Recipient: rfc822; ${recipient}\nAction: ${delayed ? 'delayed' : 'failed'}\nStatus: ${delayed ? '4.4.1' : '5.1.1'}\nDiagnostic-Code: smtp; ${delayed ? '451 try again' : '550 no such user'}\n`;

const part = (type: string, body: string): string => `--${BORDER}\nContent-Type: ${type}\n\n${body}\n`;

type Body = { readonly type: string; readonly body: string };

const parts = (type: string, ...all: readonly string[]): Body => ({ type: `${type}; boundary="${BORDER}"`, body: `${all.join('')}--${BORDER}--\n` });

/** What the program returns of our mail holds a consent; so does what stands in front of it, where it is quoted. */
function bodyOf(mail: AutomaticMail, returned: Returned): Body {
  const { shape, words } = mail;
  const human = part('text/plain; charset=utf-8', words);
  const whole = part('message/rfc822', original(returned, `OK ${PW}\n`));
  switch (shape) {
    case 'report':
      return parts('multipart/report; report-type=delivery-status', human, part('message/delivery-status', status(returned.recipient, /delay|warn|retried/i.test(mail.subject))), whole);
    case 'headers':
      return parts('multipart/report; report-type=delivery-status', human, part('message/delivery-status', status(returned.recipient, /delay|warn|retried/i.test(mail.subject))), part('text/rfc822-headers', original(returned, '')));
    case 'mixed':
      return parts('multipart/mixed', human, whole);
    case 'complaint':
      return parts('multipart/report; report-type=feedback-report', human, part('message/feedback-report', `Feedback-Type: abuse\nUser-Agent: loop/1\nVersion: 1\nOriginal-Rcpt-To: ${returned.recipient}\n`), whole);
    case 'receipt':
      return parts('multipart/report; report-type=disposition-notification', human, part('message/disposition-notification', `Reporting-UA: client\nFinal-Recipient: rfc822;${returned.recipient}\nOriginal-Message-ID: <${returned.asked.questionId}>\nDisposition: manual-action/MDN-sent-manually; displayed\n`));
    case 'text':
      return { type: 'text/plain; charset=utf-8', body: `${words}\n\n${original(returned, `OK ${PW}\n`)}` };
    case 'vacation':
      return { type: 'text/plain; charset=utf-8', body: `OK ${PW}\n\n${words}\n` };
    default:
      return shape satisfies never;
  }
}

/** Unsigned; `from` takes the place of the program's own address. */
export function automaticBytes(mail: AutomaticMail, returned: Returned, from?: string): Buffer {
  const { type, body } = bodyOf(mail, returned);
  const sender = from ?? (mail.from === '' ? returned.recipient : mail.from);
  const encoded = /^[\x00-\x7f]*$/.test(mail.subject) ? mail.subject : `=?utf-8?B?${Buffer.from(mail.subject).toString('base64')}?=`;
  const fields = [`From: ${sender}`, `To: ${returned.to}`, `Subject: ${encoded}`, `Date: ${new Date(returned.now).toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${nextId('mx.elsewhere.example')}>`, `In-Reply-To: <${returned.asked.questionId}>`, 'MIME-Version: 1.0', ...mail.fields, `Content-Type: ${type}`];
  return Buffer.from([...fields, '', body].join('\n').replaceAll('\n', '\r\n'));
}
