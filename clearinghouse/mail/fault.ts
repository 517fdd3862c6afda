/** What an error of the network or of a library says of itself, in one line that may stand in an event: code and message, no control characters, at most 300 characters. */
export function describeFault(fault: unknown): string {
  const error = fault instanceof Error ? fault : new Error(String(fault));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const text = code === '' || error.message.includes(code) ? error.message : `${code}: ${error.message}`;
  return oneLine(text);
}

/** Any text as one line of at most 300 characters without control characters. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim().slice(0, 300);
