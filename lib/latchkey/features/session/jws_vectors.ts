/**
 * The published examples of RFC 7515 (appendix A) and RFC 7797 (§4), with their keys.
 *
 * @module
 */
import type { JWK } from "jose";

/** A published JWS that is valid under its key. */
export interface Vector {
  readonly source: string;
  /** In compact serialisation. */
  readonly token: string;
  readonly alg: string;
  readonly key: JWK;
}

const JOE = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt" +
  "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

/** The RSA header and signature of RFC 7515 A.2 and A.6.4. */
const RS256_HEADER = "eyJhbGciOiJSUzI1NiJ9";
const RS256_SIGNATURE =
  "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7" +
  "AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4" +
  "BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K" +
  "0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqv" +
  "hJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrB" +
  "p0igcN_IoypGlUPQGe77Rw";

/** The elliptic-curve header and signature of RFC 7515 A.3, A.6.4 and A.7. */
const ES256_HEADER = "eyJhbGciOiJFUzI1NiJ9";
const ES256_SIGNATURE =
  "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSA" +
  "pmWQxfKTUJqPP3-Kg6NU1Q";

/** The symmetric key of RFC 7515 A.1 and RFC 7797 §4. */
export const HMAC_KEY = {
  kty: "oct",
  k: "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0i" +
    "PS4hcgUuTwjAzZr1Z9CAow",
} as const;

/** RFC 7515 A.1. */
export const HS256: Vector = {
  source: "RFC 7515 A.1",
  token: `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${JOE}.` +
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
  alg: "HS256",
  key: HMAC_KEY,
};

/** The examples in compact serialisation. */
export const VECTORS: readonly Vector[] = [
  HS256,
  {
    source: "RFC 7515 A.2",
    token: `${RS256_HEADER}.${JOE}.${RS256_SIGNATURE}`,
    alg: "RS256",
    key: {
      kty: "RSA",
      n: "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp" +
        "-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOW" +
        "vG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUs" +
        "LA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9k" +
        "G4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2" +
        "PAcDTW9gb54h4FRWyuXpoQ",
      e: "AQAB",
    },
  },
  {
    source: "RFC 7515 A.3",
    token: `${ES256_HEADER}.${JOE}.${ES256_SIGNATURE}`,
    alg: "ES256",
    key: {
      kty: "EC",
      crv: "P-256",
      x: "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
      y: "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
    },
  },
  {
    source: "RFC 7515 A.4",
    token: "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA." +
      "AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZq" +
      "wqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8Kp" +
      "EHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn",
    alg: "ES512",
    key: {
      kty: "EC",
      crv: "P-521",
      x: "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_" +
        "NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",
      y: "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDl" +
        "y79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2",
    },
  },
  {
    source: "RFC 7797 §4.1",
    token: "eyJhbGciOiJIUzI1NiJ9.JC4wMg." +
      "5mvfOroL-g7HyqJoozehmsaqmvTYGEq5jTI1gVvoEoQ",
    alg: "HS256",
    key: HMAC_KEY,
  },
];

/** RFC 7515 A.6.4: the signatures of A.2 and A.3 over one payload, in general JSON serialisation. */
export const GENERAL = {
  payload: JOE,
  signatures: [
    {
      protected: RS256_HEADER,
      header: { kid: "2010-12-29" },
      signature: RS256_SIGNATURE,
    },
    {
      protected: ES256_HEADER,
      header: { kid: "e9bc097a-ce51-4036-9562-d2ade882db0d" },
      signature: ES256_SIGNATURE,
    },
  ],
};

/** RFC 7515 A.7: the second signature in flattened JSON serialisation. */
export const FLATTENED = { payload: JOE, ...GENERAL.signatures[1] };

/** RFC 7515 A.5: an unsecured JWS, with `alg` set to `none`. */
export const UNSECURED = `eyJhbGciOiJub25lIn0.${JOE}.`;

/** RFC 7797 §4.2: an unencoded, detached payload. */
export const DETACHED =
  "eyJhbGciOiJIUzI1NiIsImI2NCI6ZmFsc2UsImNyaXQiOlsiYjY0Il19.." +
  "A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY";
