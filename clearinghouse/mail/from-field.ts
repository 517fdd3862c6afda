/**
 * From fields that two readers take for two people. A sending service that checks From by one reading and signs it, while the bank reads it by
 * another, would lend anybody at that service somebody else's name (Chen, Paxson, Jiang: "Composition Kills", A12 to A19).
 */

/** The value with `"` in place of each quoted string and a blank in place of each comment (RFC 5322 §3.2); null where one of them does not end, or a comment holds an address. */
const withoutStrings = (value: string): string | null => {
  let bare = '';
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charAt(at);
    if (character === '\\' && (quoted || depth > 0)) at += 1;
    else if (character === '"' && depth === 0) {
      quoted = !quoted;
      bare += quoted ? '"' : '';
    } else if (quoted) continue;
    else if (character === '(') {
      depth += 1;
      bare += ' ';
    } else if (character === ')' && depth > 0) depth -= 1;
    else if (depth === 0) bare += character;
    else if (character === '@' || character === '<') return null;
  }
  return quoted || depth > 0 ? null : bare.trim();
};

const ADDRESS = '(?:"|[^\\s<>()"@,;:\\\\]+)@[^\\s<>()"@,;:\\\\]+';
/** `address`, or `name <address>`: what every reader takes alike, whatever stands in quotes. */
const PLAIN = new RegExp(`^(?:${ADDRESS}|[^<>@,;:\\\\]*<[ \\t]*${ADDRESS}[ \\t]*>)$`);

/** Words with an @, wherever they stand. */
const addressesWithin = (value: string): ReadonlySet<string> => new Set(value.toLowerCase().split(/[\s<>()"',;:\\[\]]+/).filter((word) => /[^@]@[^@]/.test(word)));

const WHOLE = new RegExp(`^${ADDRESS}$`);

/**
 * Whether each address of a value is one unbroken word. `eve.(x)takao@`, `"eve".takao@`, `eve\ takao@` and `<eve takao@>` are whole mailboxes to one reader (§4.4: white
 * space and comments between the words of a local part), and to another what stands next to the @ alone.
 */
const areWhole = (value: string): boolean => {
  const bracketed = [...value.matchAll(/<([^<>]*)>/g)].flatMap(([, inner = '']) => (inner.includes('@') ? [inner.trim()] : []));
  const addresses = bracketed.length > 0 ? bracketed : value.split(/[,:;]/).flatMap((piece) => (piece.includes('@') ? [piece.trim()] : []));
  return addresses.every((address) => WHOLE.test(address));
};

/** Whether a From value is in no plain form and names more than one address, or one that is broken into several words. What is only strange else is for the readers to agree on. Linear. */
export const isAmbiguousFrom = (value: string): boolean => {
  const bare = withoutStrings(value);
  return (bare === null || !PLAIN.test(bare)) && (addressesWithin(value).size > 1 || !areWhole(bare ?? value));
};
