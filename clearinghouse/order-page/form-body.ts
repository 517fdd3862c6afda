/** The body of a form, read no further than it may be long. */

export type FormBody = { readonly text: string } | { readonly trouble: 'too-large' | 'broken-off' };

/** Longer than `most` bytes: the rest is not read. Anybody can break off a form, so that is no fault. What is no UTF-8 becomes U+FFFD. */
export async function readBody(request: Request, most: number): Promise<FormBody> {
  if (Number(request.headers.get('content-length') ?? '0') > most) return { trouble: 'too-large' };
  try {
    return await readUpTo(request, most);
  } catch {
    return { trouble: 'broken-off' };
  }
}

async function readUpTo(request: Request, most: number): Promise<FormBody> {
  if (request.body === null) return { text: '' };
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = (request.body as ReadableStream<Uint8Array>).getReader();
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (value === undefined) continue;
    length += value.length;
    if (length > most) {
      // Its sender may be gone already.
      await reader.cancel().catch(() => undefined);
      return { trouble: 'too-large' };
    }
    parts.push(value);
  }
  return { text: Buffer.concat(parts).toString('utf8') };
}
