/** What was worked out for a text is worked out once for as long as the text keeps coming: most paragraphs of a notice are the same for everybody. */
const GENERATION = 512;

export type Memory<Value> = (key: string, work: () => Value) => Value;

/** `work` gives for one key always the same, which nobody changes. Keys that were not met among the last thousand or so are forgotten. */
export function makeMemory<Value extends {}>(): Memory<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  return (key, work) => {
    const met = young.get(key);
    if (met !== undefined) return met;
    const value = old.get(key) ?? work();
    if (young.size >= GENERATION) {
      old = young;
      young = new Map();
    }
    young.set(key, value);
    return value;
  };
}
