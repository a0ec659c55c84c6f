/**
 * The settings that only one preset has.
 *
 * @module
 */
import * as v from "valibot";
import { setting } from "../../settings/schemas.ts";

/** The tenant of Microsoft. */
export const tenantSetting = setting(
  v.pipe(
    v.string(),
    v.regex(
      /^(?:common|organizations|consumers|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[a-z\d-]+(?:\.[a-z\d-]+)+)$/i,
      "must be common, organizations, consumers, or the ID or domain of a tenant",
    ),
  ),
  {
    means: "common, organizations, consumers, or the ID or domain of a tenant",
    otherwise: "common",
  },
);

/** An identifier of Apple. */
export function appleIdSetting(what: string, example: string) {
  const means = `${what}: ten capital letters and digits`;
  return setting(
    v.pipe(v.string(), v.regex(/^[A-Z\d]{10}$/, `must be ${means}`)),
    { means, example },
  );
}

/** The object identifiers of an elliptic-curve key on P-256 (RFC 5480 §2.1.1), in DER. */
const P256 = ["06072a8648ce3d0201", "06082a8648ce3d030107"];

/** The private key of Apple: the text of its .p8 file, its line breaks may be \n. */
export const applePrivateKeySetting = setting(
  v.pipe(
    v.string(),
    v.transform(readPem),
    v.string("must be the text of the .p8 file, with its line breaks as \\n"),
  ),
  {
    means: "the text of the .p8 file, with its line breaks as \\n",
    example:
      "-----BEGIN PRIVATE KEY-----\\nMIGTAgEA...\\n-----END PRIVATE KEY-----",
    secret: true,
  },
);

/** A key in PEM on several lines; null if it isn't one that signs with ES256. */
function readPem(text: string): string | null {
  const [, body] =
    /^-----BEGIN PRIVATE KEY-----([\w+/=\s]+)-----END PRIVATE KEY-----$/
      .exec(text.replaceAll("\\n", "\n").trim()) ?? [];
  if (body === undefined) return null;
  try {
    const base64 = body.replace(/\s/g, "");
    const der = Uint8Array.fromBase64(base64).toHex();
    return P256.every((id) => der.includes(id))
      ? `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----`
      : null;
  } catch {
    return null; // It is not base64.
  }
}
