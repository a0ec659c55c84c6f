/**
 * Logging in with Apple (https://developer.apple.com/documentation/signinwithapplerestapi).
 *
 * @module
 */
import * as v from "valibot";
import type { LoginProvider } from "../login_provider.ts";
import { lineIn } from "../openid/claims.ts";
import { openIdProvider } from "../openid/openid_provider.ts";
import type { Credentials } from "../provider_settings.ts";

/** The issuer of Apple. */
export const APPLE_ISSUER = new URL("https://appleid.apple.com");

/** How long a client secret is valid, in seconds. Apple allows six months; it is used at once. */
const SECRET_SECONDS = 300;

/** What signs client secrets. */
export interface AppleKey {
  readonly teamId: string;
  readonly keyId: string;
  /** PKCS #8 in PEM. */
  readonly privateKey: string;
}

/**
 * Apple as a login provider. When it is asked for a name or an address, it answers with a form.
 * The name comes with the first one only. Of the parameters here, Apple documents no PKCE, no
 * hint and no language.
 */
export function apple(
  { label, key, ...credentials }:
    & Omit<Credentials, "clientSecret">
    & { readonly key: AppleKey },
): LoginProvider {
  return openIdProvider({
    ...credentials,
    clientSecret: (now) => clientSecret(key, credentials.clientId, now),
    id: "apple",
    label: label ?? "Apple",
    issuer: APPLE_ISSUER,
    answersBy: "form_post",
    userInfo: false,
    tellsTime: false,
    pkce: false,
    parameters: () => ({
      response_mode: "form_post",
      prompt: null,
      max_age: null,
      ui_locales: null,
      login_hint: null,
    }),
    read: (identity, _claims, { parameters }) => ({
      ...identity,
      name: nameIn(parameters.get("user")),
    }),
  });
}

/** A client secret: a JWT that the key of the developer account signs. */
async function clientSecret(
  { teamId, keyId, privateKey }: AppleKey,
  clientId: string,
  now: number,
): Promise<string> {
  const { importPKCS8 } = await import("jose/key/import");
  const { SignJWT } = await import("jose/jwt/sign");
  const seconds = Math.floor(now / 1000);
  return await new SignJWT()
    .setProtectedHeader({ alg: "ES256", kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience(APPLE_ISSUER.origin)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + SECRET_SECONDS)
    .sign(await importPKCS8(privateKey, "ES256"));
}

const personShape = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    name: v.object({
      firstName: v.optional(v.string(), ""),
      lastName: v.optional(v.string(), ""),
    }),
  }),
);

/** The name in the field `user`, which the person may have changed: it is only a suggestion. */
function nameIn(user: string | null): string {
  const { success, output } = v.safeParse(personShape, user);
  return success
    ? lineIn(`${output.name.firstName} ${output.name.lastName}`)
    : "";
}
