/**
 * The ceremonies of WebAuthn Level 3 §7: registering a passkey, and proving that one has it.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import type {
  AuthenticationResponseJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { shownAddress } from "../../email/shown_address.ts";
import type { User } from "../account/user.ts";
import type { RelyingParty } from "./relying_party.ts";
import type { Passkey } from "./passkey.ts";

/** Whether a challenge was made for this ceremony. Uses it up. */
export type TakeChallenge = (challenge: string) => Promise<boolean>;

/** EdDSA, ES256 and RS256 (RFC 9053 §2, RFC 8812 §2). Authenticators use the first they support. */
const ALGORITHMS = [-8, -7, -257];

/** The part of a user that authenticators store. */
export type PasskeyOwner = Pick<User, "id" | "address" | "name">;

/** The passkeys that a ceremony is about, or leaves out. */
type Known = readonly Pick<Passkey, "id" | "transports">[];

/** The user handle in authenticators (WebAuthn Level 3 §5.4.3): the user's ID. */
export function userHandle(userId: string): string {
  return base64url.encode(userId);
}

/** A user as authenticators show them, for options and signals. */
export function userEntity({ id, address, name }: PasskeyOwner) {
  const shown = shownAddress(address);
  return { id: userHandle(id), name: shown, displayName: name || shown };
}

/** The options of `navigator.credentials.create`, as JSON. */
export function creationOptions(
  { id, name }: RelyingParty,
  user: PasskeyOwner,
  passkeys: Known,
  challenge: Uint8Array<ArrayBuffer>,
) {
  return {
    rp: { id, name },
    user: userEntity(user),
    challenge: base64url.encode(challenge),
    pubKeyCredParams: ALGORITHMS
      .map((alg) => ({ type: "public-key" as const, alg })),
    authenticatorSelection: {
      residentKey: "required" as const,
      requireResidentKey: true,
      userVerification: "preferred" as const,
    },
    attestation: "none" as const,
    excludeCredentials: passkeys.map(descriptorOf),
  };
}

/** Whether the authenticator must verify the person, with a fingerprint, face or PIN. */
export type UserVerification = "required" | "preferred";

/** The options of `navigator.credentials.get`, as JSON. Without passkeys, any of the site's are accepted. */
export function requestOptions(
  { id }: Pick<RelyingParty, "id">,
  passkeys: Known,
  challenge: Uint8Array<ArrayBuffer>,
  userVerification: UserVerification,
) {
  return {
    rpId: id,
    challenge: base64url.encode(challenge),
    userVerification,
    allowCredentials: passkeys.map(descriptorOf),
  };
}

function descriptorOf({ id, transports }: Known[number]) {
  return {
    type: "public-key" as const,
    id,
    transports: transports.split(" ").filter(Boolean),
  };
}

/** What the browser's answer to {@linkcode creationOptions} contains. */
export type NewPasskey = Omit<
  Passkey,
  "userId" | "name" | "createdAt" | "lastUsedAt" | "expiresAt"
>;

/** Verifies the browser's answer to {@linkcode creationOptions}. Returns null if it is wrong. */
export async function verifyCreation(
  { id, origins }: RelyingParty,
  response: RegistrationResponseJSON,
  takeChallenge: TakeChallenge,
): Promise<NewPasskey | null> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: takeChallenge,
    expectedOrigin: [...origins],
    expectedRPID: id,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null); // It throws for an answer that does not match.
  if (!result?.verified) return null;
  const { credential, aaguid, credentialBackedUp, credentialDeviceType } =
    result.registrationInfo;
  return {
    id: credential.id,
    publicKey: base64url.encode(credential.publicKey),
    counter: credential.counter,
    transports: (credential.transports ?? []).join(" "),
    aaguid,
    backupEligible: credentialDeviceType === "multiDevice",
    backedUp: credentialBackedUp,
  };
}

/** What a correct answer to {@linkcode requestOptions} proves. */
export interface Assertion {
  /** Whether the authenticator verified the person, which makes two factors. */
  readonly userVerified: boolean;
  readonly counter: number;
  readonly backedUp: boolean;
}

/** Verifies an answer to {@linkcode requestOptions}. Returns null if it is wrong. */
export async function verifyAssertion(
  { id, origins }: RelyingParty,
  passkey: Pick<Passkey, "id" | "publicKey" | "counter" | "backupEligible">,
  response: AuthenticationResponseJSON,
  { takeChallenge, userVerification }: {
    readonly takeChallenge: TakeChallenge;
    readonly userVerification: UserVerification;
  },
): Promise<Assertion | null> {
  const { verifyAuthenticationResponse } = await import(
    "@simplewebauthn/server"
  );
  const result = await verifyAuthenticationResponse({
    response,
    expectedChallenge: takeChallenge,
    expectedOrigin: [...origins],
    expectedRPID: id,
    requireUserVerification: userVerification === "required",
    credential: {
      id: passkey.id,
      publicKey: Uint8Array.from(base64url.decode(passkey.publicKey)),
      counter: isCounted(passkey) ? passkey.counter : 0,
    },
  }).catch(() => null); // It throws here too.
  if (!result?.verified) return null;
  const { userVerified, newCounter, credentialBackedUp } =
    result.authenticationInfo;
  return { userVerified, counter: newCounter, backedUp: credentialBackedUp };
}

/**
 * Whether a counter that goes back means that the passkey was copied. Each device that a
 * passkey can be synced to may count on its own (WebAuthn Level 3 §6.1.1).
 */
export function isCounted(
  { backupEligible }: Pick<Passkey, "backupEligible">,
): boolean {
  return !backupEligible;
}
