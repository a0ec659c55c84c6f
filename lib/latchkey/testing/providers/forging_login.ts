/**
 * Logins with a provider whose answers a test writes.
 *
 * @module
 */
import assert from "node:assert/strict";
import {
  type LoginProvider,
  ProviderError,
  type ProviderIdentity,
} from "../../features/providers/login_provider.ts";
import { openIdProvider } from "../../features/providers/openid/openid_provider.ts";
import {
  FORGED_CLIENT,
  type ForgingProvider,
  forgingProvider,
} from "./forging_provider.ts";

/** A provider that forges, and logins with it. */
export interface ForgedLogins extends AsyncDisposable {
  readonly forger: ForgingProvider;
  readonly provider: LoginProvider;
  /** Logs in; with the reason of a failure. */
  logIn(query?: Record<string, string>): Promise<ProviderIdentity | string>;
}

/** Starts a provider that forges. */
export async function forgedLogins(): Promise<ForgedLogins> {
  const forger = await forgingProvider();
  const provider = openIdProvider({
    id: "acme",
    label: "Acme",
    issuer: new URL(forger.issuer),
    clientId: FORGED_CLIENT,
    clientSecret: "a secret: with / & % ü",
    scopes: ["openid", "email"],
    hosts: [],
  });
  const request = {
    redirectUri: "http://localhost:8000/auth/provider/acme/callback",
    state: "a-state",
    nonce: "a-nonce",
    verifier: "a".repeat(43),
  };
  forger.nonce = request.nonce;
  return {
    forger,
    provider,
    async logIn(query = {}) {
      const now = Date.now();
      const page = { again: false, language: "en", loginHint: null, now };
      try {
        await provider.begin({ ...request, ...page });
        return await provider.finish({
          ...request,
          parameters: new URLSearchParams({
            code: "a-code",
            state: request.state,
            ...query,
          }),
          now,
        });
      } catch (error) {
        assert.ok(error instanceof ProviderError, String(error));
        return `${error.problem}: ${error.message}`;
      }
    },
    [Symbol.asyncDispose]: () => forger[Symbol.asyncDispose](),
  };
}
