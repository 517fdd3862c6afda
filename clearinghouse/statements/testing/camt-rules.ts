/**
 * A checker of camt.053.001.08 for tests: for each type that a statement of ours uses, its elements in the schema's order, which must be there, which may
 * be repeated, and what their text may be (ISO 20022 message definition report, camt.053.001.08). Anything else is a finding.
 */
import { SaxesParser } from 'saxes';

export type Node = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Node[]; text: string };

/** Throws where the text is not well-formed XML 1.0. */
export function parseXml(text: string): Node {
  const root: Node = { name: '', attributes: {}, children: [], text: '' };
  const open: Node[] = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const node: Node = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  parser.on('text', (data) => {
    const node = open.at(-1);
    if (node !== undefined) node.text += data;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(text).close();
  const [document] = root.children;
  if (document === undefined) throw new Error('no root element');
  return document;
}

type Leaf = { readonly leaf: (text: string) => boolean; readonly currency?: true };
/** `?` after a name: it may be absent; `*`: it may be absent or repeated; `choice`: just one of them. */
type Branch = { readonly parts: Readonly<Record<string, Rule>>; readonly choice?: true };
type Rule = Leaf | Branch;

const most = (length: number): Leaf => ({ leaf: (text) => [...text].length >= 1 && [...text].length <= length });
const matches = (pattern: RegExp): Leaf => ({ leaf: (text) => pattern.test(text) });
const oneOf = (...allowed: readonly string[]): Leaf => ({ leaf: (text) => allowed.includes(text) });
const decimal = (fraction: number): ((text: string) => boolean) => (text) => new RegExp(`^[0-9]{1,18}(?:\\.[0-9]{1,${fraction}})?$`).test(text) && text.replace(/^0+(?=[0-9])|\./g, '').length <= 18;

const amount: Leaf = { leaf: decimal(5), currency: true };
const sum: Leaf = { leaf: decimal(17) };
const direction = oneOf('CRDT', 'DBIT');
const day = matches(/^\d{4}-\d{2}-\d{2}$/);
const time = matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/);
const count = matches(/^[0-9]{1,15}$/);
const group = (parts: Readonly<Record<string, Rule>>): Branch => ({ parts });
const date = group({ Dt: day });
const code = group({ Cd: most(4) });
const party = group({ Nm: most(140) });
const totals = { NbOfNtries: count, 'Sum?': sum };
const reference = group({ 'RfrdDocInf*': group({ Tp: group({ CdOrPrtry: group({ Cd: oneOf('CINV') }) }), Nb: most(35) }) });

const details = group({
  Refs: group({ 'AcctSvcrRef?': most(35), EndToEndId: most(35) }),
  Amt: amount,
  CdtDbtInd: direction,
  'RltdPties?': group({ 'Dbtr?': group({ Pty: party }), 'Cdtr?': group({ Pty: party }) }),
  RmtInf: group({ 'Ustrd*': most(140), 'Strd*': reference }),
  RltdDts: group({ TxDtTm: time }),
});

const entry = group({
  NtryRef: most(35),
  Amt: amount,
  CdtDbtInd: direction,
  Sts: group({ Cd: oneOf('BOOK') }),
  BookgDt: date,
  ValDt: date,
  'AcctSvcrRef?': most(35),
  BkTxCd: group({ Domn: group({ Cd: oneOf('PMNT', 'ACMT'), Fmly: group({ Cd: oneOf('RCDT', 'ICDT', 'MCOP', 'MDOP'), SubFmlyCd: oneOf('BOOK', 'OTHR', 'FEES') }) }) }),
  NtryDtls: group({ TxDtls: details }),
});

const statement = group({
  Id: most(35),
  ElctrncSeqNb: matches(/^[0-9]{1,18}$/),
  CreDtTm: time,
  FrToDt: group({ FrDtTm: time, ToDtTm: time }),
  Acct: group({ Id: group({ Othr: group({ Id: most(34) }) }), Ccy: matches(/^[A-Z]{3}$/), 'Ownr?': party, Svcr: group({ FinInstnId: group({ 'Nm?': most(140) }) }) }),
  'Bal*': group({ Tp: group({ CdOrPrtry: code }), Amt: amount, CdtDbtInd: direction, Dt: date }),
  TxsSummry: group({ TtlNtries: group({ ...totals, TtlNetNtry: group({ Amt: sum, CdtDbtInd: direction }) }), TtlCdtNtries: group(totals), TtlDbtNtries: group(totals) }),
  'Ntry*': entry,
});

const document = group({ BkToCstmrStmt: group({ GrpHdr: group({ MsgId: most(35), CreDtTm: time }), Stmt: statement }) });

/** What breaks the rules, with its place; empty: nothing. */
export const breaksOf = (root: Node): readonly string[] => (root.name === 'Document' ? check(root, document, 'Document') : [`root ${root.name}`]);

function check(node: Node, rule: Rule, place: string): readonly string[] {
  if ('leaf' in rule) {
    const attributes = Object.keys(node.attributes).join();
    const found = [...(node.children.length > 0 ? ['has elements'] : []), ...(rule.leaf(node.text) ? [] : [`text ${JSON.stringify(node.text.slice(0, 60))}`]), ...(attributes === (rule.currency === true ? 'Ccy' : '') ? [] : [`attributes ${attributes}`])];
    return found.map((one) => `${place}: ${one}`);
  }
  const rest = [...node.children];
  const found: string[] = node.text.trim() === '' ? [] : [`${place}: text ${node.text.trim()}`];
  for (const [key, part] of Object.entries(rule.parts)) {
    const name = key.replace(/[?*]$/, '');
    let times = 0;
    for (; rest[0]?.name === name && (key.endsWith('*') || times === 0); times += 1) {
      const child = rest.shift();
      if (child !== undefined) found.push(...check(child, part, `${place}/${name}`));
    }
    if (times === 0 && !/[?*]$/.test(key)) found.push(`${place}: no ${name}`);
  }
  return [...found, ...rest.map((child) => `${place}: ${child.name} does not belong here`)];
}

/** All nodes of a name, in their order. */
export const all = (node: Node, name: string): readonly Node[] => node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
export const child = (node: Node, ...path: readonly string[]): Node => path.reduce((at, name) => at.children.find((one) => one.name === name) ?? { name, attributes: {}, children: [], text: '' }, node);
