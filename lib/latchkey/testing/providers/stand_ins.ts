/**
 * Stand-ins for providers on the internet, in place of `fetch`.
 *
 * @module
 */
import { exportJWK } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import { SignJWT } from "jose/jwt/sign";

/** Answers requests to an origin. */
export type StandIn = (request: Request) => Response | Promise<Response>;

/**
 * Lets stand-ins answer the requests to their origins until it is disposed. Requests to other
 * hosts fail, except those to this machine.
 *
 * @param standIns By origin: `https://api.github.com`.
 */
export function useStandIns(
  standIns: Readonly<Record<string, StandIn>>,
): Disposable {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { origin, hostname } = new URL(request.url);
    if (Object.hasOwn(standIns, origin)) return await standIns[origin](request);
    if (hostname === "127.0.0.1") return await fetch(input, init);
    throw new TypeError(`no stand-in for ${origin}`);
  };
  return { [Symbol.dispose]: () => void (globalThis.fetch = fetch) };
}

/** Signs the ID tokens of a stand-in. */
export interface TokenSigner {
  /** Its key set, with more fields of each key. */
  keySet(more?: Readonly<Record<string, unknown>>): Response;
  sign(claims: Readonly<Record<string, unknown>>): Promise<string>;
}

/** Makes a signer with RS256, as the large providers have. */
export async function tokenSigner(): Promise<TokenSigner> {
  const { publicKey, privateKey } = await generateKeyPair("RS256", {
    extractable: true,
  });
  const jwk = { ...await exportJWK(publicKey), kid: "a-key", alg: "RS256" };
  return {
    keySet: (more = {}) => Response.json({ keys: [{ ...jwk, ...more }] }),
    sign: (claims) => {
      const seconds = Math.floor(Date.now() / 1000);
      return new SignJWT({ iat: seconds, exp: seconds + 3600, ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "a-key" })
        .sign(privateKey);
    },
  };
}

/** The fields of a form in a request, and the JSON answer to it. */
export async function formIn(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(await request.text());
}
