/** Lines in pieces, of which some are to be coloured. What a colour says a word must say too: not every terminal has colours. */

export type Style = 'good' | 'bad' | 'warn' | 'strong' | 'dim' | 'mark';
export type Span = string | { readonly text: string; readonly style: Style };
/** One line, piece by piece. */
export type Painted = readonly Span[];

const styled = (style: Style) => (text: string): Span => ({ text, style });
export const good = styled('good');
export const bad = styled('bad');
export const warn = styled('warn');
export const strong = styled('strong');
export const dim = styled('dim');
export const mark = styled('mark');
