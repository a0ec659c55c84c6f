/**
 * Tokens that only someone with the key, or a bug, could create.
 *
 * @module
 */
import { base64url, type JWSHeaderParameters } from "jose";
import type { TestServices } from "./services.ts";

/** Signs any header and claims with the real key. */
export async function forge(
  { keys, now }: TestServices,
  { header = {}, claims = {} }: {
    header?: Record<string, unknown>;
    claims?: Record<string, unknown>;
  },
  payload?: string,
): Promise<string> {
  const iat = Math.floor(now() / 1000);
  const usual = {
    iss: "latchkey",
    aud: "latchkey",
    sub: "the-user",
    sid: "the-session",
    iat,
    exp: iat + 1800,
  };
  const text = payload ?? JSON.stringify({ ...usual, ...claims });
  const usualHeader: JWSHeaderParameters = {
    alg: "HS256",
    kid: keys.signing.kid,
    typ: "at+jwt",
  };
  const encoded = {
    header: base64url.encode(JSON.stringify({ ...usualHeader, ...header })),
    payload: base64url.encode(text),
  };
  const signed = `${encoded.header}.${encoded.payload}`;
  const signature = await crypto.subtle.sign(
    "HMAC",
    keys.signing.key,
    new TextEncoder().encode(signed),
  );
  return `${signed}.${base64url.encode(new Uint8Array(signature))}`;
}
