import {Refusal} from '../kaf/refusal.js';

/** What KAF is told of the LTI 1.3 platform whose launches it is to take. */
export interface Platform {
  /** `iss` of its messages. */
  readonly issuer: string;
  /** What the platform calls KAF. */
  readonly clientId: string;
  readonly deploymentId: string;
  /** Where KAF sends a browser to be told who it is. */
  readonly authorizationUrl: string;
  /** Where the public keys are by which the platform's messages are verified. */
  readonly jwksUrl: string;
}

/** The platforms that KAF knows; one for each issuer and client ID. */
export class Platforms {
  readonly #platforms = new Map<string, Platform>();

  /**
   * Adds a platform, in place of the one with its issuer and client ID.
   * @throws Error where it is not complete
   */
  register(platform: Platform): void {
    const {issuer, clientId, deploymentId, authorizationUrl, jwksUrl} = platform;
    if (!issuer || !clientId || !deploymentId)
      throw new Error('A platform must have an issuer, a clientId and a deploymentId');
    for (const url of [authorizationUrl, jwksUrl])
      if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
        throw new Error(`The addresses of a platform must be absolute; got ${url}`);
    this.#platforms.set(JSON.stringify([issuer, clientId]), {...platform});
  }

  /**
   * The one platform that an initiation means: its `client_id` may be left out where the issuer
   * has but one (LTI 1.3, section 4.1.3).
   * @throws Refusal
   */
  find(issuer: string, clientId: string | undefined): Platform {
    const ofIssuer = [...this.#platforms.values()].filter(one => one.issuer === issuer);
    const found = ofIssuer.filter(one => clientId === undefined || one.clientId === clientId);
    if (ofIssuer.length === 0) throw new Refusal(403, 'No platform is registered for this iss.');
    if (found.length === 1 && found[0]) return found[0];
    throw new Refusal(
      403,
      clientId === undefined
        ? 'The iss has more than one client_id: name one.'
        : 'The client_id is not registered for this iss.',
    );
  }
}
