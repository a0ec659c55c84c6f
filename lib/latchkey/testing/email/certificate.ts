/**
 * Self-signed certificates for tests.
 *
 * @module
 */
import { generateKeyPairSync, sign } from "node:crypto";

/** A key and a certificate in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const ECDSA_WITH_SHA256 = "2a8648ce3d040302";
const COMMON_NAME = "550403";
const SUBJECT_ALT_NAME = "551d11";

/**
 * Creates a self-signed certificate for an IPv4 address or a host name. It is valid until the
 * end of 2049.
 *
 * @returns The P-256 key and the certificate in PEM.
 *
 * @example
 * ```ts
 * import { certificateFor, startMailServer } from "@latchkey/core/testing";
 *
 * const { key, cert } = certificateFor("127.0.0.1");
 * await using server = await startMailServer({ key, cert });
 * ```
 */
export function certificateFor(host: string): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", {
    namedCurve: "P-256",
  });
  const algorithm = der(0x30, der(0x06, hex(ECDSA_WITH_SHA256)));
  const name = der(
    0x30,
    der(0x31, der(0x30, der(0x06, hex(COMMON_NAME)), der(0x0c, text("test")))),
  );
  const altName = /^[\d.]+$/.test(host)
    ? der(0x87, Uint8Array.from(host.split("."), Number))
    : der(0x82, text(host));
  const extension = der(
    0x30,
    der(0x06, hex(SUBJECT_ALT_NAME)),
    der(0x04, der(0x30, altName)),
  );
  const body = der(
    0x30,
    der(0xa0, der(0x02, hex("02"))), // version 3
    der(0x02, hex("01")), // serial number
    algorithm,
    name,
    der(
      0x30,
      der(0x17, text("200101000000Z")),
      der(0x17, text("491231000000Z")),
    ),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(0x30, extension)),
  );
  const signature = sign("sha256", body, privateKey);
  const whole = der(
    0x30,
    body,
    algorithm,
    der(0x03, hex("00"), signature), // no unused bits
  );
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${
      whole.toBase64().replace(/.{64}/g, "$&\n")
    }\n-----END CERTIFICATE-----\n`,
  };
}

/** Encodes one value in DER (ITU-T X.690 §8.1). */
function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = length < 0x80
    ? [tag, length]
    : length < 0x100
    ? [tag, 0x81, length]
    : [tag, 0x82, length >> 8, length & 0xff];
  const bytes = new Uint8Array(head.length + length);
  bytes.set(head);
  let at = head.length;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function hex(digits: string): Uint8Array {
  return Uint8Array.fromHex(digits);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
