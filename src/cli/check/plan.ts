/** What is to be checked, and as whom. */
export interface Plan {
  readonly tokenUrl: URL;
  readonly createUrl?: URL | undefined;
  /** A room that the person may open. */
  readonly roomId: string;
  /** What stands for a signed-in person, such as a cookie. No value of it is ever printed. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The origin of a page, other than the endpoints' own, that should be allowed. */
  readonly pageOrigin?: string | undefined;
  /** Where LTI 1.3 has its two routes, where that is not beside the token endpoint. */
  readonly authorizeUrl?: URL | undefined;
  readonly jwksUrl?: URL | undefined;
  /** KAF's origin, as the page pins it. */
  readonly kafUrl?: string | undefined;
  /** Whether a room may really be created. */
  readonly create: boolean;
  readonly partnerId?: number | undefined;
  readonly adminSecret?: string | undefined;
  /** The secret of LTI 1.1 launches, where it is not the admin secret. */
  readonly ltiSecret?: string | undefined;
}

/** The origins of the pages that may ask: the endpoint's own, and the one that was named. */
export const pagesOf = ({pageOrigin, tokenUrl}: Plan): string[] =>
  [tokenUrl.origin, pageOrigin].filter(origin => origin !== undefined);

/** Every secret that the check was told, none of which may be in any answer. */
export const secretsOf = ({adminSecret, ltiSecret}: Plan): string[] =>
  [adminSecret, ltiSecret].filter(secret => secret !== undefined);
