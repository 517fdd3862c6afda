/** What a process of the clearinghouse may do. Without a choice it does all of it. */
export const ROLES = ['receive', 'read', 'clear', 'send', 'board', 'console'] as const;
export type Role = (typeof ROLES)[number];

/** `receive,read` → its roles, each once, in their own order; the first word that is none. */
export function parseRoles(text: string): readonly Role[] | { readonly unknown: string } {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !ROLES.some((role) => role === word));
  return unknown === undefined ? ROLES.filter((role) => words.includes(role)) : { unknown };
}
