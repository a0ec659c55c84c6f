/**
 * What a page tells the browser about passkeys, so that it offers no others (WebAuthn Level 3
 * §5.1.10).
 *
 * @module
 */
import { type PasskeyOwner, userEntity } from "./ceremonies.ts";
import type { Passkey } from "./passkey.ts";
import type { RelyingParty } from "./relying_party.ts";

type Party = Pick<RelyingParty, "id">;

/** A static method of `PublicKeyCredential`, and its argument. `static/passkeys.js` calls it. */
export type PasskeySignal = readonly [
  method:
    | "signalAllAcceptedCredentials"
    | "signalCurrentUserDetails"
    | "signalUnknownCredential",
  options: Readonly<Record<string, string | readonly string[]>>,
];

/** The passkeys that a user has, and how authenticators should show the user. */
export function currentPasskeys(
  { id: rpId }: Party,
  user: PasskeyOwner,
  passkeys: readonly Pick<Passkey, "id">[],
): PasskeySignal[] {
  const { id: userId, name, displayName } = userEntity(user);
  const allAcceptedCredentialIds = passkeys.map(({ id }) => id);
  return [
    ["signalAllAcceptedCredentials", {
      rpId,
      userId,
      allAcceptedCredentialIds,
    }],
    ["signalCurrentUserDetails", { rpId, userId, name, displayName }],
  ];
}

/** A passkey that nobody has here. */
export function unknownPasskey(
  { id: rpId }: Party,
  credentialId: string,
): PasskeySignal[] {
  return [["signalUnknownCredential", { rpId, credentialId }]];
}
