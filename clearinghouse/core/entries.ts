/**
 * The pending entries of the board: written with the decision, sequenced later. Their public face says kind, reference and minute, and what
 * its owner chose besides (9-rules 26); everything else stands behind the second commitment.
 */
import { commitmentText, DETAILS_DOMAIN, FACE_DOMAIN, type Field } from '../../bulletin-board/format/commitment.ts';
import { changeDetails, faceText, isShowable, leafText, placeText, withdrawnDetails, type ChangeKind, type DetailName, type SaltedField } from '../../bulletin-board/format/entry.ts';
import { formatAmount, type Money } from '../protocol/money.ts';
import { saltBytes } from './context.ts';
import type { DetailField, EntryFact, EntryKind, PendingEntry } from './decision.ts';
import { effect, partyOf, type Desk } from './desk.ts';
import { noBoardFace, type BoardFace } from './party.ts';
import type { Payment, Side } from './payment.ts';
import { shownReference } from './owe.ts';

/** To the minute: seconds would tell more than the board has to. */
const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

type Named = readonly (readonly [name: string, value: string | null])[];
type Readers = DetailField['readers'];

const both: Readers = ['buyer', 'merchant'];
/** Ours alone: it binds the entry to our books and is opened to nobody by a receipt. */
const nobody: Readers = [];

/** One entry for one change of state; its id follows from payment and kind (and, of refunds, their number), so that a second one is a fault in the store. */
export function writeEntry(desk: Desk, payment: Payment, kind: Extract<EntryKind, ChangeKind>, id = `${payment.reference}.${kind}`): void {
  const face = salted(desk, id, faceOf(desk, payment, kind));
  const details = detailsOf(desk, payment, kind).map(([name, value, readers]) => ({ ...field(desk, detailsLabel(id, name), name, value), readers }));
  const leaf = leafText({ kind, face: commitmentText(FACE_DOMAIN, face), details: commitmentText(DETAILS_DOMAIN, details) });
  save(desk, { id, kind, paymentId: payment.id, at: desk.context.now, forBoard: desk.context.policy.boardEnabled, leaf, face: faceText(face.map(written)), details: details.map(detail) });
}

/** The entry that says that the face of another one was erased. */
export function writeWithdrawal(desk: Desk, entry: EntryFact & { readonly place: NonNullable<EntryFact['place']> }, reason: string): void {
  const id = `${entry.id}.withdrawn`;
  const of = placeText(entry.place.origin, entry.place.index);
  const face = salted(desk, id, [['kind', 'withdrawn'], ['time', minute(desk.context.now)], ['reason', reason]]);
  const details = withdrawnDetails.map((name) => ({ ...field(desk, detailsLabel(id, name), name, entry.id), readers: nobody }));
  const leaf = leafText({ kind: 'withdrawn', of, face: commitmentText(FACE_DOMAIN, face), details: commitmentText(DETAILS_DOMAIN, details) });
  save(desk, { id, kind: 'withdrawn', paymentId: entry.paymentId, at: desk.context.now, forBoard: true, leaf, face: faceText(face.map(written)), details: details.map(detail) });
}

const save = (desk: Desk, entry: PendingEntry): void => effect(desk, { kind: 'entry', entry });

/** A field with its salt as bytes, which commit to it, and as text, which is kept. */
type Salted = Field & { readonly text: string };

/** Under which label each salt of an entry is drawn. */
export const faceLabel = (entryId: string, name: string): string => `${entryId}:face:${name}`;
export const detailsLabel = (entryId: string, name: string): string => `${entryId}:details:${name}`;

function field(desk: Desk, label: string, name: string, value: string): Salted {
  const salt = saltBytes(desk.context, label);
  return { name, value, salt, text: salt.toString('base64') };
}

const salted = (desk: Desk, entryId: string, fields: Named): readonly Salted[] => fields.flatMap(([name, value]) => (value === null ? [] : [field(desk, faceLabel(entryId, name), name, value)]));

const written = ({ name, value, text }: Salted): SaltedField => ({ name, value, salt: text });

const detail = (one: Salted & { readonly readers: Readers }): DetailField => ({ ...written(one), readers: one.readers });

/** The buyer's own line: what they post is theirs to show, with initials, order time and shop (source document 004, claim 3). */
function postedFace(desk: Desk, payment: Payment): Named {
  const { buyer, order, roads } = payment;
  if (buyer === null || order === null || roads?.post == null) throw new Error(`payment ${payment.reference} has no post of an order`);
  const { name, boardFace } = partyOf(desk, buyer.party);
  const [shop, ...more] = order.named;
  return [
    ['kind', 'posted'],
    ['reference', shownReference(payment)],
    ['time', minute(desk.context.now)],
    ['alias', boardFace.alias ?? initialsOf(name)],
    ['ordered', minute(order.orderedAt)],
    ['shop', shop === undefined || more.length > 0 ? null : showable(partyOf(desk, shop.party).name)],
    ['text', roads.post.text === '' ? null : showable(roads.post.text)],
    ['order', roads.post.commitment],
  ];
}

/** `Taro Sato` is T.S.; of a name without blanks between its words the first letter alone. */
function initialsOf(name: string): string | null {
  const letters = name.normalize('NFKC').split(/[\s\u3000.\-]+/).flatMap((word) => /\p{L}/u.exec(word)?.[0] ?? []).slice(0, 4);
  const text = letters.map((letter) => `${letter.toLocaleUpperCase('en')}.`).join('');
  return text !== '' && isShowable(text) ? text : null;
}

function faceOf(desk: Desk, payment: Payment, kind: ChangeKind): Named {
  if (kind === 'posted') return postedFace(desk, payment);
  const buyer = chosen(desk, payment.buyer);
  const merchant = chosen(desk, payment.merchant);
  return [
    ['kind', kind],
    ['reference', shownReference(payment)],
    ['time', minute(desk.context.now)],
    ['alias', buyer.alias],
    ['ordered', buyer.orderTime && payment.order !== null ? minute(payment.order.orderedAt) : null],
    ['shop', merchant.shopName && payment.merchant !== null ? showable(partyOf(desk, payment.merchant.party).name) : null],
  ];
}

/** A name that no reader of faces takes (controls, direction marks) is left out: it would make the whole face unreadable. */
const showable = (name: string): string | null => (isShowable(name) ? name : null);

const chosen = (desk: Desk, side: Side | null): BoardFace => (side === null ? noBoardFace : partyOf(desk, side.party).boardFace);

const plain = (total: Money): string => `${total.currency} ${formatAmount(total).replaceAll(',', '')}`;

/** What the parties can prove of a payment, each field by itself. The order's Message-ID is the buyer's: the shop may have got another mail. */
function detailsOf(desk: Desk, payment: Payment, kind: ChangeKind): readonly (readonly [name: string, value: string, readers: Readers])[] {
  const { order, claim, buyer, merchant } = payment;
  const side = ({ party, address }: Side): string => `${partyOf(desk, party).name} <${address}>`;
  const details: Readonly<Record<DetailName, readonly [value: string, readers: Readers]>> = {
    reference: [shownReference(payment), both],
    payer: [buyer === null ? '' : side(buyer), both],
    payee: [merchant === null ? '' : side(merchant), both],
    // Of a refund: what has been given back in all.
    total: [claim === null ? '' : plain(kind === 'refunded' ? { ...claim.total, minor: payment.after?.givenBack ?? 0n } : claim.total), both],
    invoice: [claim?.invoice ?? '', both],
    ordered: [order === null ? '' : new Date(order.orderedAt).toISOString(), both],
    at: [new Date(desk.context.now).toISOString(), both],
    'order-message-id': [order?.messageId ?? '', ['buyer']],
    letter: [String(desk.letterId ?? ''), nobody],
  };
  // Their order is part of the format: a hidden field is known by its place alone.
  return changeDetails.map((name) => [name, ...details[name]]);
}
