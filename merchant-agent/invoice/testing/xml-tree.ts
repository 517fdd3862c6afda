/** XML as a tree, by a parser that is not ours. */
import { SaxesParser } from 'saxes';

export type Tree = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly children: Tree[]; text: string };

/** Throws for what is not well formed. */
export function parseXml(bytes: Uint8Array): Tree {
  const root: Tree = { name: '', attributes: {}, children: [], text: '' };
  const open: Tree[] = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const tree: Tree = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(tree);
    open.push(tree);
  });
  parser.on('text', (text) => {
    const inner = open.at(-1);
    if (inner !== undefined) inner.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).close();
  const [document] = root.children;
  if (document === undefined) throw new Error('no element');
  return document;
}

/** Elements at a path of names below: `cac:Party/cbc:EndpointID`. */
export function all(tree: Tree, path: string): readonly Tree[] {
  return path.split('/').reduce<readonly Tree[]>((found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)), [tree]);
}

/** The text of the one element at a path; null where there is none. Throws where there are several. */
export function textAt(tree: Tree, path: string): string | null {
  const found = all(tree, path);
  if (found.length > 1) throw new Error(`${path} stands ${found.length} times`);
  return found[0]?.text ?? null;
}

export const everyTree = (tree: Tree): readonly Tree[] => [tree, ...tree.children.flatMap(everyTree)];
