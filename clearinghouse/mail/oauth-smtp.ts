import type { TokenSource } from './oauth.ts';

/** The login of nodemailer by access token (XOAUTH2). */
export type TokenLogin = {
  readonly auth: {
    readonly type: 'OAuth2';
    readonly user: string;
    readonly provisionCallback: (user: string, renew: boolean, give: (fault: Error | null, token?: string, expiresAt?: number) => void) => void;
  };
  /** The server refused the login: the next one comes with another token. */
  readonly refused: () => void;
};

/** nodemailer renews by itself where the server says 334 first, as Gmail does; a server that says 535 at once is met with a new token at the next try. */
export function tokenLogin(user: string, accessToken: TokenSource): TokenLogin {
  let last: string | undefined;
  let bad: string | undefined;
  return {
    auth: {
      type: 'OAuth2',
      user,
      provisionCallback: (_user, renew, give) => {
        accessToken(renew ? last : bad).then(
          ({ token, expiresAt }) => {
            last = token;
            give(null, token, expiresAt);
          },
          (fault: unknown) => give(fault instanceof Error ? fault : new Error(String(fault))),
        );
      },
    },
    refused: () => {
      bad = last;
    },
  };
}
