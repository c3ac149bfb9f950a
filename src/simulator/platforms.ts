import {Refusal} from './kaf/refusal.js';

/** Registration of an LTI 1.3 platform with KAF. */
export interface Platform {
  /** `iss` of the platform's messages. */
  readonly issuer: string;
  /** KAF's client ID at the platform. */
  readonly clientId: string;
  /** ID of KAF's deployment at the platform. */
  readonly deploymentId: string;
  /** Address at which the platform identifies the user of a browser. */
  readonly authorizationUrl: string;
  /** Address of the public keys that verify the platform's messages. */
  readonly jwksUrl: string;
}

/** The registered platforms, one for each issuer and client ID. */
export class Platforms {
  readonly #platforms = new Map<string, Platform>();

  /**
   * Registers a platform, and replaces a platform with the same issuer and client ID.
   * @throws Error if a field is missing or invalid
   */
  register(platform: Platform): void {
    const {issuer, clientId, deploymentId, authorizationUrl, jwksUrl} = platform;
    if (!issuer || !clientId || !deploymentId)
      throw new Error('platform must have an issuer, a clientId and a deploymentId');
    for (const url of [authorizationUrl, jwksUrl])
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
        throw new Error(`addresses of platform must be absolute http or https URLs; got ${url}`);
    this.#platforms.set(JSON.stringify([issuer, clientId]), {...platform});
  }

  /**
   * Finds the platform of an initiation. `client_id` is optional if the issuer has only one (LTI 1.3,
   * section 4.1.3).
   * @throws Refusal
   */
  find(issuer: string, clientId: string | undefined): Platform {
    const candidates = [...this.#platforms.values()].filter(platform => platform.issuer === issuer);
    if (candidates.length === 0) throw new Refusal(403, 'No platform is registered for this iss.');
    const matches = candidates.filter(
      platform => clientId === undefined || platform.clientId === clientId,
    );
    if (matches.length === 1 && matches[0]) return matches[0];
    throw new Refusal(
      403,
      clientId === undefined
        ? 'The client_id is missing, and the iss has several.'
        : 'The client_id is not registered for this iss.',
    );
  }
}
