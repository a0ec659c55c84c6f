/**
 * Browsers' answers, as `PublicKeyCredential.toJSON` writes them (WebAuthn Level 3 §5.1).
 * Anyone can send anything.
 *
 * @module
 */
import * as base64url from "jose/base64url";
import * as v from "valibot";

/** Longer than what any authenticator signs, with certificates. */
const text = v.pipe(
  v.string(),
  v.maxLength(16_384),
  v.regex(/^[\w-]*$/), // base64url
);

/**
 * The client data, unless a page embedded in another site's made it (WebAuthn Level 3 §5.8.1).
 * Pages of the site can't be embedded.
 */
const clientData = v.pipe(text, v.check((data) => !isCrossOrigin(data)));

function isCrossOrigin(clientDataJSON: string): boolean {
  try {
    const bytes = base64url.decode(clientDataJSON);
    const { crossOrigin } = JSON.parse(new TextDecoder().decode(bytes));
    return crossOrigin !== undefined && crossOrigin !== false;
  } catch {
    return true; // It is not JSON.
  }
}

/** WebAuthn Level 3 §4 allows ids of 1,023 bytes. */
const id = v.pipe(text, v.minLength(1), v.maxLength(1364));

const credential = {
  id,
  rawId: id,
  type: v.literal("public-key"),
  clientExtensionResults: v.optional(v.record(v.string(), v.unknown()), {}),
};

const transports = v.picklist([
  "ble",
  "cable",
  "hybrid",
  "internal",
  "nfc",
  "smart-card",
  "usb",
]);

const creation = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: clientData,
    attestationObject: text,
    // Browsers may name others one day, which help nobody yet.
    transports: v.optional(
      v.pipe(
        v.array(v.string()),
        v.transform((names) => names.filter((name) => v.is(transports, name))),
      ),
    ),
  }),
});

const assertion = v.object({
  ...credential,
  response: v.object({
    clientDataJSON: clientData,
    authenticatorData: text,
    signature: text,
    // Some browsers send an empty one instead of none.
    userHandle: v.pipe(
      v.nullish(text),
      v.transform((handle) => handle || undefined),
    ),
  }),
});

/** The answer to creation options; null if it is none. */
export function readCreation(response: string) {
  return read(creation, response);
}

/** The answer to request options; null if it is none. */
export function readAssertion(response: string) {
  return read(assertion, response);
}

function read<Output>(
  schema: v.GenericSchema<unknown, Output>,
  response: string,
): Output | null {
  let value: unknown;
  try {
    value = JSON.parse(response);
  } catch {
    return null;
  }
  const result = v.safeParse(schema, value);
  return result.success ? result.output : null;
}
