/**
 * What browsers answer, as `PublicKeyCredential.toJSON` writes it (WebAuthn Level 3 §5.1):
 * anybody can send anything.
 *
 * @module
 */
import * as v from "valibot";

/** Longer than what any authenticator signs, with certificates. */
const text = v.pipe(
  v.string(),
  v.maxLength(16_384),
  v.regex(/^[\w-]*$/), // base64url
);

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
    clientDataJSON: text,
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
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: v.optional(text),
  }),
});

/** The answer to creation options; null when it is none. */
export function readCreation(response: string) {
  return read(creation, response);
}

/** The answer to request options; null when it is none. */
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
