/**
 * The ways to prove one's identity at a login.
 *
 * @module
 */

/** All login methods, and what each of them means for the login. */
export const LOGIN_METHODS = {
  password: { provesIdentity: true, setsPassword: false, notifies: true },
  /** An emailed login link. */
  link: { provesIdentity: false, setsPassword: false, notifies: true },
  /** Confirming the address after signing up. */
  mailed_code: { provesIdentity: false, setsPassword: false, notifies: false },
  /** An emailed link to set a new password. */
  recovery: { provesIdentity: true, setsPassword: true, notifies: false },
  /** The current password, to set a new one. */
  password_change: {
    provesIdentity: true,
    setsPassword: true,
    notifies: false,
  },
  /** A passkey whose authenticator verified the person, which makes two factors. */
  passkey: { provesIdentity: true, setsPassword: false, notifies: true },
} as const satisfies Record<string, LoginMethodTraits>;

interface LoginMethodTraits {
  /** Whether it counts for step-up: a password was entered, or a factor shown. */
  readonly provesIdentity: boolean;
  /** Whether it sets a password, which revokes other ways to log in. */
  readonly setsPassword: boolean;
  /** Whether the owner is notified of a new device. The others send an email of their own. */
  readonly notifies: boolean;
}

/** How a person proved their identity. */
export type LoginMethod = keyof typeof LOGIN_METHODS;

/** Whether a value from outside names a login method. */
export function isLoginMethod(value: string): value is LoginMethod {
  return Object.hasOwn(LOGIN_METHODS, value);
}
