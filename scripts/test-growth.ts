/** How the work on a hostile text grows with its size: told by processor time, compared with itself, so that it does not depend on the machine. */

/** Linear work takes eight times as long for eight times the text, quadratic work sixty-four times. Asserting on this bound leaves both a factor of three. */
export const LINEAR_GROWTH = 24;

const TRIES = 3;
/** In milliseconds. Below it, what the machine does beside is more than the work. */
const LEAST = 2;

/** How many times more processor time this thread takes for a text of eight times the size; the best of three each. */
export async function growthOf<Text>(textOf: (size: number) => Text, size: number, work: (text: Text) => unknown): Promise<number> {
  const cost = async (text: Text): Promise<number> => {
    const begun = process.threadCpuUsage();
    await work(text);
    const { user, system } = process.threadCpuUsage(begun);
    return (user + system) / 1_000;
  };
  const least = async (text: Text): Promise<number> => {
    let best = Number.POSITIVE_INFINITY;
    for (let at = 0; at < TRIES; at += 1) best = Math.min(best, await cost(text));
    return best;
  };
  const small = await least(textOf(size));
  return (await least(textOf(size * 8))) / Math.max(LEAST, small);
}
