/**
 * The ways to prove one's identity at a login.
 *
 * @module
 */

/** All login methods, and what each of them means for the login. */
export const LOGIN_METHODS = {
  password: {
    provesIdentity: true,
    setsPassword: false,
    notifies: true,
    secondFactor: "due",
  },
  /** An emailed login link. */
  link: {
    provesIdentity: false,
    setsPassword: false,
    notifies: true,
    secondFactor: "due",
  },
  /** Confirming the address after signing up. */
  mailed_code: {
    provesIdentity: false,
    setsPassword: false,
    notifies: false,
    secondFactor: "due",
  },
  /** An emailed link to set a new password. */
  recovery: {
    provesIdentity: true,
    setsPassword: true,
    notifies: false,
    secondFactor: "due",
  },
  /** The current password, to set a new one. */
  password_change: {
    provesIdentity: true,
    setsPassword: true,
    notifies: false,
    secondFactor: "kept",
  },
  /** A passkey whose authenticator verified the person. */
  passkey: {
    provesIdentity: true,
    setsPassword: false,
    notifies: true,
    secondFactor: "included",
  },
  /** A linked login with a provider. */
  provider: {
    provesIdentity: true,
    setsPassword: false,
    notifies: true,
    secondFactor: "due",
  },
  /** The same, where a provider that the site trusts with it says that it asked for two factors. */
  provider_two_factors: {
    provesIdentity: true,
    setsPassword: false,
    notifies: true,
    secondFactor: "included",
  },
} as const satisfies Record<string, LoginMethodTraits>;

interface LoginMethodTraits {
  /**
   * Whether it counts for step-up: a password was entered, a factor shown, or a provider has
   * identified the person.
   */
  readonly provesIdentity: boolean;
  /** Whether it sets a password, which revokes other ways to log in. */
  readonly setsPassword: boolean;
  /** Whether the owner is notified of a new device. The others send an email of their own. */
  readonly notifies: boolean;
  /**
   * Whether the account's second factor is `due` afterwards; `included`, since the method is two
   * factors (NIST SP 800-63B-4 §2.2.1); or `kept` from the session that it continues.
   */
  readonly secondFactor: "due" | "included" | "kept";
}

/** How a person proved their identity. */
export type LoginMethod = keyof typeof LOGIN_METHODS;

/** Whether a value from outside names a login method. */
export function isLoginMethod(value: string): value is LoginMethod {
  return Object.hasOwn(LOGIN_METHODS, value);
}

/** Whether a method is two factors by itself. */
export function includesFactor(method: LoginMethod): boolean {
  return LOGIN_METHODS[method].secondFactor === "included";
}
