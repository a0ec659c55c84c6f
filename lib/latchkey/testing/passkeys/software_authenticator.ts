/**
 * An authenticator in software: it answers like a browser with a passkey, so that tests can
 * use one without a browser, or send a wrong answer.
 *
 * @module
 */
import * as base64url from "jose/base64url";

/** What the authenticator does differently from an honest one that asks for a PIN. */
export interface AuthenticatorOptions {
  readonly origin?: string;
  readonly rpId?: string;
  readonly userVerified?: boolean;
  /** Signatures so far; it counts on from there, or not at all from 0. */
  readonly counter?: number;
  readonly backedUp?: boolean;
  /** Whether it may be synced; by default if it is. */
  readonly backupEligible?: boolean;
  /** The model, as a UUID; all zeros by default. */
  readonly aaguid?: string;
  /** Whether the page was embedded in another site's. */
  readonly crossOrigin?: boolean;
  /** The user handle in its answers, in base64url; by default the one it was created with. */
  readonly userHandle?: string;
}

/** The options of a ceremony, as far as they matter here. */
interface Options {
  readonly challenge: string;
  readonly user?: { readonly id: string };
}

const { subtle } = crypto;

/**
 * Makes an authenticator with one key pair (ES256).
 *
 * @example
 * ```ts
 * import { softwareAuthenticator } from "@latchkey/core/testing";
 *
 * const phone = await softwareAuthenticator({ origin: "http://localhost:8000" });
 * const passkey: string = await phone.create({ challenge: "AAAA" });
 * ```
 */
export async function softwareAuthenticator(
  options: AuthenticatorOptions = {},
) {
  const { origin = "http://localhost:8000", rpId = "localhost" } = options;
  const { userVerified = true, backedUp = true, crossOrigin = false } = options;
  const { backupEligible = backedUp } = options;
  const backup = (backupEligible ? 0x08 : 0) | (backedUp ? 0x10 : 0);
  let { counter = 0, userHandle } = options;
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const keys = await subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const id = crypto.getRandomValues(new Uint8Array(16));
  const rawId = base64url.encode(id);

  const clientData = (type: string, { challenge }: Options) =>
    encode(JSON.stringify({ type, challenge, origin, crossOrigin }));

  async function authenticatorData(attested = new Uint8Array()) {
    const hash = new Uint8Array(await subtle.digest("SHA-256", encode(rpId)));
    const flags = 0x01 | (userVerified ? 0x04 : 0) | backup |
      (attested.length > 0 ? 0x40 : 0);
    const count = new Uint8Array(4);
    new DataView(count.buffer).setUint32(0, counter);
    return join(hash, Uint8Array.of(flags), count, attested);
  }

  const answer = (response: Record<string, unknown>) =>
    JSON.stringify({
      id: rawId,
      rawId,
      type: "public-key",
      clientExtensionResults: {},
      response,
    });

  return {
    id: rawId,
    /** Forgets the last signature, as a copy of the key that was made before. */
    countBack() {
      counter--;
    },
    /** Answers the options of `navigator.credentials.create`. */
    async create(request: Options): Promise<string> {
      userHandle ??= request.user?.id;
      const { x, y } = await subtle.exportKey("jwk", keys.publicKey);
      const key = join(
        // A COSE key (RFC 9053 §7.1.1): EC2, ES256, P-256, and its coordinates.
        Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
        bytes(base64url.decode(x!)),
        Uint8Array.of(0x22),
        bytes(base64url.decode(y!)),
      );
      const aaguid = Uint8Array.fromHex(
        (options.aaguid ?? "0".repeat(32)).replaceAll("-", ""),
      );
      const length = Uint8Array.of(0, id.length);
      const data = await authenticatorData(join(aaguid, length, id, key));
      const attestation = join(
        Uint8Array.of(0xa3),
        ...[text("fmt"), text("none"), text("attStmt"), Uint8Array.of(0xa0)],
        ...[text("authData"), bytes(data)],
      );
      return answer({
        clientDataJSON: base64url.encode(
          clientData("webauthn.create", request),
        ),
        attestationObject: base64url.encode(attestation),
        transports: ["internal", "hybrid"],
      });
    },
    /** Answers the options of `navigator.credentials.get`. */
    async get(options: Options): Promise<string> {
      if (counter > 0) counter++;
      const client = clientData("webauthn.get", options);
      const data = await authenticatorData();
      const hash = new Uint8Array(await subtle.digest("SHA-256", client));
      const params = { name: "ECDSA", hash: "SHA-256" };
      const signed = await subtle.sign(
        params,
        keys.privateKey,
        join(data, hash),
      );
      return answer({
        clientDataJSON: base64url.encode(client),
        authenticatorData: base64url.encode(data),
        signature: base64url.encode(derOf(new Uint8Array(signed))),
        userHandle,
      });
    },
  };
}

const encode = (text: string) => new TextEncoder().encode(text);

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A short text in CBOR (RFC 8949 §3.1). */
function text(value: string): Uint8Array {
  return join(Uint8Array.of(0x60 + value.length), encode(value));
}

/** Up to 65,535 bytes in CBOR. */
function bytes(value: Uint8Array): Uint8Array {
  const { length } = value;
  return length < 256
    ? join(Uint8Array.of(0x58, length), value)
    : join(Uint8Array.of(0x59, length >> 8, length & 255), value);
}

/** A signature as WebAuthn wants it (Level 3 §6.5.5): in ASN.1, where WebCrypto has both numbers side by side. */
function derOf(signature: Uint8Array): Uint8Array {
  const half = signature.length / 2;
  const numbers = [signature.slice(0, half), signature.slice(half)].map(
    derInteger,
  );
  const body = join(...numbers);
  return join(Uint8Array.of(0x30, body.length), body);
}

function derInteger(number: Uint8Array): Uint8Array {
  const first = number.findIndex((byte) => byte !== 0);
  const digits = number.slice(first < 0 ? number.length - 1 : first);
  const positive = digits[0] > 127 ? join(Uint8Array.of(0), digits) : digits;
  return join(Uint8Array.of(0x02, positive.length), positive);
}
