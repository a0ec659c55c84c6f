/**
 * A login provider without a server, for tests of what accounts make of its answers.
 *
 * @module
 */
import { defineFeature } from "../../feature.ts";
import {
  type LoginProvider,
  ProviderError,
  type ProviderIdentity,
  type ProviderProblem,
} from "../../features/providers/login_provider.ts";
import type { Feature } from "../../services.ts";

/** A fake provider, and what it answers next. */
export interface FakeProvider extends LoginProvider {
  /** Changes who logs in there next, or how it fails. */
  answer(next: Partial<ProviderIdentity> | ProviderProblem): void;
  /**
   * The URL to which it would send a person back.
   *
   * @param location The URL of its login page, from `beginProvider`.
   */
  callback(location: string | null): string;
}

/** The person that a fake provider identifies by default. */
export const FAKE_IDENTITY: ProviderIdentity = {
  issuer: "https://fake.example",
  subject: "248289761001",
  address: "ada@example.com",
  addressVerified: true,
  name: "Ada Lovelace",
  username: "",
  authenticatedAt: null,
  amr: [],
  tokens: null,
};

/** Makes a fake provider. */
export function fakeProvider(
  options: Partial<LoginProvider> = {},
): FakeProvider {
  let answered: Partial<ProviderIdentity> | ProviderProblem = {};
  const fail = (...problems: readonly ProviderProblem[]) => {
    if (typeof answered !== "string" || !problems.includes(answered)) return;
    throw new ProviderError(answered, "the test wants it so");
  };
  return {
    id: "fake",
    label: "Fake",
    origins: ["https://fake.example"],
    // deno-lint-ignore require-await -- It rejects, as others do.
    async begin({ redirectUri, state, nonce, again }) {
      fail("down");
      const url = new URL("https://fake.example/authorize");
      url.searchParams.set("redirect_uri", redirectUri);
      url.searchParams.set("state", state);
      url.searchParams.set("nonce", nonce);
      if (again) url.searchParams.set("prompt", "login");
      return url;
    },
    // deno-lint-ignore require-await -- As above.
    async finish({ parameters }) {
      if (parameters.has("error")) {
        throw new ProviderError("cancelled", "access_denied");
      }
      fail("down", "cancelled", "invalid");
      return { ...FAKE_IDENTITY, ...typeof answered === "object" && answered };
    },
    ...options,
    answer: (next) => void (answered = next),
    callback(location) {
      const { searchParams } = new URL(location ?? "");
      const url = new URL(searchParams.get("redirect_uri") ?? "");
      url.searchParams.set("code", "a-code");
      url.searchParams.set("state", searchParams.get("state") ?? "");
      return url.href;
    },
  };
}

/** A feature that adds login providers to a site. */
export function fakeProviders(
  ...providers: readonly LoginProvider[]
): Feature {
  return defineFeature({
    name: "fake_providers",
    loginProviders: () => providers,
  });
}
