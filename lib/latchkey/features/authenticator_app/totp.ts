/**
 * Time-based one-time passwords (RFC 6238), as authenticator apps make them.
 *
 * @module
 */

/** How long a code is shown, in seconds. Many apps know no other value, nor other digits or hashes. */
const STEP_SECONDS = 30;

/** 160 bits, as RFC 4226 §4 recommends. */
const SECRET_BYTES = 20;

/** How many steps a code may be early or late: clocks differ, and people type slowly (RFC 6238 §5.2). */
const WINDOW = 1;

/** Makes a secret to share with an app. */
export function newTotpSecret(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
}

/** What an app needs to know. */
export interface TotpKey {
  /** The secret in Base32, to be typed where no code can be scanned. */
  readonly key: string;
  /** `otpauth://totp/…`, for the QR code. */
  readonly uri: string;
}

/**
 * Writes a secret as apps take it in.
 *
 * @param issuer The site's name; apps show it above the account.
 */
export async function totpKey(
  secret: Uint8Array<ArrayBuffer>,
  { issuer, label }: { readonly issuer: string; readonly label: string },
): Promise<TotpKey> {
  const totp = await totpOf(secret);
  totp.issuer = issuer;
  totp.label = label;
  return { key: totp.secret.base32, uri: totp.toString() };
}

/** The bytes of a secret in Base32 (RFC 4648 §6), in capitals and without padding. */
export async function readBase32(
  text: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { Secret } = await import("otpauth");
  return new Uint8Array(Secret.fromBase32(text).bytes);
}

/** The step of the clock that a code is of; null when it is of none that counts at this time. */
export async function totpStep(
  secret: Uint8Array<ArrayBuffer>,
  code: string,
  now: number,
): Promise<number | null> {
  const totp = await totpOf(secret);
  const offset = totp.validate({ token: code, timestamp: now, window: WINDOW });
  return offset === null ? null : stepAt(now) + offset;
}

/** The newest step whose code counts at a time. */
export function newestStep(now: number): number {
  return stepAt(now) + WINDOW;
}

function stepAt(now: number): number {
  return Math.floor(now / (STEP_SECONDS * 1000));
}

async function totpOf(secret: Uint8Array<ArrayBuffer>) {
  const { Secret, TOTP } = await import("otpauth"); // A start does without it.
  return new TOTP({
    secret: new Secret({ buffer: secret.buffer }),
    algorithm: "SHA1",
    digits: 6,
    period: STEP_SECONDS,
  });
}
