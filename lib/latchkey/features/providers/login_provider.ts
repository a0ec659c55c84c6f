/**
 * What a feature defines to let people log in with an account they have elsewhere.
 *
 * @module
 */

/** A provider to log in with: any OpenID provider, or another service that names its users. */
export interface LoginProvider {
  /** Its name in URLs, settings and the database, in `snake_case`: `google`. */
  readonly id: string;
  /** Its name on buttons: "Continue with Google". */
  readonly label: string;
  /**
   * The origins to which a form of this site leads when it is sent there, for `form-action` of
   * the Content-Security-Policy: Chromium blocks the redirect otherwise.
   */
  readonly origins: readonly string[];
  /** How it answers: by a link (default), or by a form that its page sends (Apple). */
  readonly answersBy?: "query" | "form_post";
  /** Whether `amr` with `mfa` replaces the second factor here. */
  readonly trustsFactors?: boolean;
  /**
   * Whether it always tells `authenticatedAt`. Then an answer without it is no proof in a step-up:
   * anyone at the browser can remove the request for a new login from the URL.
   */
  readonly tellsTime?: boolean;
  /**
   * The URL to send the person to.
   *
   * @throws {ProviderError} if the provider can't be reached.
   */
  begin(request: ProviderRequest): Promise<URL>;
  /**
   * Who the person is, from the provider's answer.
   *
   * @throws {ProviderError} if the answer isn't valid, or the provider can't be reached.
   */
  finish(answer: ProviderAnswer): Promise<ProviderIdentity>;
  /**
   * Other tokens for a refresh token (RFC 6749 §6), at a time in milliseconds since the epoch.
   * Without this, people log in again when their tokens have expired.
   *
   * @throws {ProviderError} if the refresh token isn't valid, or the provider can't be reached.
   */
  refresh?(refreshToken: string, now: number): Promise<ProviderTokens>;
  /** The URL at which the person can log out there too; null if it has none. */
  logoutUrl?(request: ProviderLogout): Promise<URL | null>;
  /** What `deno task cli doctor` says about it. Never rejects. */
  examine?(): Promise<ProviderExamination>;
}

/** The state of the connection to a provider. */
export interface ProviderExamination {
  /** Why it doesn't answer. */
  readonly unreachable?: string;
  /** What is wrong with the settings, each with what to do, as sentences. */
  readonly problems: readonly string[];
  /** The provider's time, in milliseconds since the epoch; null if it isn't known. */
  readonly date: number | null;
}

/** A login that starts. */
export interface ProviderRequest {
  /** The address to return to, registered with the provider. */
  readonly redirectUri: string;
  /** Returned unchanged (RFC 6749 §10.12). Up to 2,000 characters. */
  readonly state: string;
  /** Returned in the ID token (OpenID Connect Core 1.0 §3.1.2.1). */
  readonly nonce: string;
  /** The PKCE verifier (RFC 7636 §4.1). */
  readonly verifier: string;
  /** Whether the person must log in there again, to confirm who they are. */
  readonly again: boolean;
  /** Further scopes, which features of the site ask for (RFC 6749 §3.3). */
  readonly scopes?: readonly string[];
  /** The language tag of the page. */
  readonly language: string;
  /** The address of the account that is logged in or was typed; null without one. */
  readonly loginHint: string | null;
  /** The time, in milliseconds since the epoch. */
  readonly now: number;
}

/** The answer to a login. */
export interface ProviderAnswer extends
  Pick<
    ProviderRequest,
    "redirectUri" | "state" | "nonce" | "verifier" | "now"
  > {
  /** The parameters that came back, each once. */
  readonly parameters: URLSearchParams;
}

/** A logout that starts at this site. */
export interface ProviderLogout {
  /** Where to return to, registered with the provider. */
  readonly returnTo: string;
  /** The language tag of the page. */
  readonly language: string;
  /** The time, in milliseconds since the epoch. */
  readonly now: number;
}

/** A person as a provider knows them. */
export interface ProviderIdentity {
  /** Who says so. Together with `subject` it identifies the person, unlike their address. */
  readonly issuer: string;
  /** Never reused for another person. Up to 255 characters. */
  readonly subject: string;
  /** Null if the provider gives none. */
  readonly address: string | null;
  /** Whether the provider has made sure that the person receives emails there. */
  readonly addressVerified: boolean;
  /** Empty if the provider gives none. */
  readonly name: string;
  /** What the person calls their account there, such as a user name; empty if there is none. */
  readonly username: string;
  /** When they proved their identity there, in milliseconds since the epoch; null if not told. */
  readonly authenticatedAt: number | null;
  /** How they proved it (RFC 8176); empty if not told. */
  readonly amr: readonly string[];
  /** For calling the provider's API; null if there are none. */
  readonly tokens: ProviderTokens | null;
}

/** Tokens of a provider. All are secret. */
export interface ProviderTokens {
  readonly accessToken: string;
  /** Null if there is none. */
  readonly refreshToken: string | null;
  /** Milliseconds since the epoch; null if not told. */
  readonly expiresAt: number | null;
}

/**
 * Why a login with a provider failed. `cancelled`: the person, or their organization, said no.
 * `down`: the provider didn't answer in time, or said it can't. `invalid`: its answer isn't
 * valid, or the settings are wrong.
 */
export type ProviderProblem = "cancelled" | "down" | "invalid";

/** Thrown by providers. The message is for the log and must contain no secret and no address. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";

  constructor(readonly problem: ProviderProblem, message: string) {
    super(message);
  }
}
