/**
 * The ceremonies of WebAuthn Level 3 §7: registering a passkey, and showing that one has it.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import type {
  AuthenticationResponseJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { User } from "../account/user.ts";
import type { RelyingParty } from "./relying_party.ts";
import type { Passkey } from "./passkey.ts";

/** Whether a challenge was made for this ceremony. Uses it up. */
export type TakeChallenge = (challenge: string) => Promise<boolean>;

/** EdDSA, ES256 and RS256 (RFC 9053 §2, RFC 8812 §2): the first that an authenticator knows. */
const ALGORITHMS = [-8, -7, -257];

/** The options of `navigator.credentials.create`, as JSON. */
export function creationOptions(
  { id, name }: RelyingParty,
  user: Pick<User, "id" | "address" | "name">,
  passkeys: readonly Pick<Passkey, "id" | "transports">[],
  challenge: Uint8Array<ArrayBuffer>,
) {
  return {
    rp: { id, name },
    user: {
      id: base64url.encode(user.id),
      name: user.address,
      displayName: user.name || user.address,
    },
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

/** The options of `navigator.credentials.get`, as JSON. With no passkeys any of the site's may answer. */
export function requestOptions(
  { id }: Pick<RelyingParty, "id">,
  passkeys: readonly Pick<Passkey, "id" | "transports">[],
  challenge: Uint8Array<ArrayBuffer>,
) {
  return {
    rpId: id,
    challenge: base64url.encode(challenge),
    userVerification: "preferred" as const,
    allowCredentials: passkeys.map(descriptorOf),
  };
}

function descriptorOf({ id, transports }: Pick<Passkey, "id" | "transports">) {
  return {
    type: "public-key" as const,
    id,
    transports: transports.split(" ").filter(Boolean),
  };
}

/** What a browser answers to {@linkcode creationOptions}, if it is right; else null. */
export async function verifyCreation(
  { id, origins }: RelyingParty,
  response: RegistrationResponseJSON,
  takeChallenge: TakeChallenge,
): Promise<
  Omit<Passkey, "userId" | "name" | "createdAt" | "lastUsedAt"> | null
> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const result = await verifyRegistrationResponse({
    response,
    expectedChallenge: takeChallenge,
    expectedOrigin: [...origins],
    expectedRPID: id,
    requireUserVerification: false,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null); // It throws for an answer that does not fit.
  if (!result?.verified) return null;
  const { credential, aaguid, credentialBackedUp } = result.registrationInfo;
  return {
    id: credential.id,
    publicKey: base64url.encode(credential.publicKey),
    counter: credential.counter,
    transports: (credential.transports ?? []).join(" "),
    aaguid,
    backedUp: credentialBackedUp,
  };
}

/** What a right answer to {@linkcode requestOptions} shows. */
export interface Assertion {
  /** Whether the authenticator checked who it is, by a PIN or biometrics: that is a second factor. */
  readonly userVerified: boolean;
  readonly counter: number;
  readonly backedUp: boolean;
}

/** Checks an answer to {@linkcode requestOptions}; null when it is wrong. */
export async function verifyAssertion(
  { id, origins }: RelyingParty,
  passkey: Pick<Passkey, "id" | "publicKey" | "counter" | "backedUp">,
  response: AuthenticationResponseJSON,
  takeChallenge: TakeChallenge,
): Promise<Assertion | null> {
  const { verifyAuthenticationResponse } = await import(
    "@simplewebauthn/server"
  );
  const result = await verifyAuthenticationResponse({
    response,
    expectedChallenge: takeChallenge,
    expectedOrigin: [...origins],
    expectedRPID: id,
    requireUserVerification: false,
    credential: {
      id: passkey.id,
      publicKey: Uint8Array.from(base64url.decode(passkey.publicKey)),
      // Each device that a passkey is synced to counts for itself (WebAuthn Level 3 §6.1.1).
      counter: passkey.backedUp ? 0 : passkey.counter,
    },
  }).catch(() => null); // The same.
  if (!result?.verified) return null;
  const { userVerified, newCounter, credentialBackedUp } =
    result.authenticationInfo;
  return { userVerified, counter: newCounter, backedUp: credentialBackedUp };
}
