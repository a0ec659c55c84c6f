/**
 * A provider whose answers a test writes, however wrong they are.
 *
 * @module
 */
import { exportJWK } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import type { JWK, JWTPayload } from "jose";
import { SignJWT } from "jose/jwt/sign";

/** Claims and header of an ID token, and the key that signs it. */
export interface Forged {
  /** Undefined leaves a claim out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: { readonly alg?: string; readonly kid?: string };
  readonly key?: CryptoKey | Uint8Array;
}

/** A provider whose answers a test writes. */
export interface ForgingProvider extends AsyncDisposable {
  readonly issuer: string;
  /** The public key that its key set has. */
  readonly publicKey: JWK;
  /** Changes what paths answer, such as `/token`. Undefined restores the default. */
  answer(path: string, response?: () => Response | Promise<Response>): void;
  /** Changes its discovery document. */
  discovers(changes: Readonly<Record<string, unknown>>): void;
  /** The ID token of the next login, by default a valid one. */
  signs(forged: Forged | string | null): void;
  /** The nonce of the next ID token. */
  nonce: string;
}

/** What the site is called there. */
export const FORGED_CLIENT = "books";

/** Starts it on a free port. */
export async function forgingProvider(): Promise<ForgingProvider> {
  const pair = await generateKeyPair("ES256", { extractable: true });
  const publicKey = {
    ...await exportJWK(pair.publicKey),
    kid: "a-key",
    alg: "ES256",
    use: "sig",
  };
  let changes: Readonly<Record<string, unknown>> = {};
  let next: Forged | string | null = {};
  const answers = new Map<string, () => Response | Promise<Response>>();
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async ({ url }): Promise<Response> => {
      const { pathname } = new URL(url);
      const changed = answers.get(pathname);
      if (changed) return await changed();
      switch (pathname) {
        case "/.well-known/openid-configuration":
          return Response.json(discovery());
        case "/jwks":
          return Response.json({ keys: [publicKey] });
        case "/token":
          return Response.json(await tokens());
        case "/userinfo":
          return Response.json({ sub: "ada", email: "ada@example.com" });
        default:
          return new Response(null, { status: 404 });
      }
    },
  );
  const issuer = `http://127.0.0.1:${server.addr.port}`;
  const discovery = (): Record<string, unknown> => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: ["ES256"],
    ...changes,
  });
  async function tokens() {
    const idToken = typeof next === "string" || next === null
      ? next
      : await sign(next);
    return {
      access_token: "an-access-token",
      token_type: "Bearer",
      ...idToken === null ? {} : { id_token: idToken },
    };
  }
  async function sign({ claims = {}, header, key }: Forged): Promise<string> {
    const seconds = Math.floor(Date.now() / 1000);
    const all: Record<string, unknown> = {
      iss: issuer,
      sub: "ada",
      aud: FORGED_CLIENT,
      iat: seconds,
      exp: seconds + 60,
      nonce: provider.nonce,
      ...claims,
    };
    const given = Object.entries(all).filter(([, value]) =>
      value !== undefined
    );
    const payload: JWTPayload = Object.fromEntries(given);
    return await new SignJWT(payload)
      .setProtectedHeader({ alg: "ES256", kid: "a-key", ...header })
      .sign(key ?? pair.privateKey);
  }
  const provider: ForgingProvider = {
    issuer,
    publicKey,
    nonce: "",
    answer(path, response) {
      if (response) answers.set(path, response);
      else answers.delete(path);
    },
    discovers: (now) => void (changes = now),
    signs: (forged) => void (next = forged),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
  return provider;
}
