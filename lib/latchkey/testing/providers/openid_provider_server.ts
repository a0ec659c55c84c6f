/**
 * A certified OpenID provider on a port of its own, for tests.
 *
 * @module
 */
import { createServer, type RequestListener } from "node:http";
import {
  CLIENT,
  createProvider,
  listenerOf,
  type ProviderAccount,
} from "./certified_provider.ts";
import { TestBrowser } from "./test_browser.ts";

/** Options of a provider. */
export interface OpenIdServerOptions {
  readonly accounts: readonly ProviderAccount[];
  /** The origins of sites that may use it. Defaults to that of the tests' site. */
  readonly sites?: readonly string[];
  /** Its id at the sites. Defaults to `acme`. */
  readonly id?: string;
}

/** A running provider. */
export interface OpenIdServer extends AsyncDisposable {
  readonly issuer: string;
  /** The settings of a site that uses it. */
  readonly settings: Readonly<Record<string, string>>;
  /** The accounts, by subject. Changes apply to the next login. */
  readonly accounts: Map<string, ProviderAccount>;
  /** How many requests each path got, such as `/jwks`. */
  readonly requests: ReadonlyMap<string, number>;
  /** Lets another site use it, by its origin. */
  register(site: string): Promise<void>;
  /** A browser without cookies of the provider. */
  browser(): TestBrowser;
  /** Replaces its signing key. */
  rotateKeys(): Promise<void>;
  /** Delays all answers, in milliseconds. */
  delay(milliseconds: number): void;
  /** Answers 503 to everything, until it is called with false. */
  fail(fails: boolean): void;
}

/**
 * Starts a provider on a free port of 127.0.0.1. Its login page has a button for each account,
 * and one to cancel.
 *
 * @example
 * ```ts
 * import { openIdServer } from "@latchkey/core/testing";
 *
 * await using acme = await openIdServer({
 *   accounts: [{ sub: "ada", email: "ada@example.com", email_verified: true }],
 * });
 * ```
 */
export async function openIdServer(
  { accounts, sites = ["http://localhost:8000"], id = "acme" }:
    OpenIdServerOptions,
): Promise<OpenIdServer> {
  const people = new Map(accounts.map((account) => [account.sub, account]));
  const requests = new Map<string, number>();
  let wait = 0;
  let fails = false;
  let listener: RequestListener | undefined;
  const server = createServer(async (req, res) => {
    const { pathname } = new URL(req.url ?? "/", "http://127.0.0.1");
    requests.set(pathname, (requests.get(pathname) ?? 0) + 1);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (fails) res.writeHead(503).end();
    else listener?.(req, res);
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" ? address?.port ?? 0 : 0);
    });
  });
  const issuer = `http://127.0.0.1:${port}`;
  const registered = [...sites];
  const start = async () => {
    const provider = await createProvider(issuer, people, {
      redirect_uris: registered.map((site) =>
        `${site}/auth/provider/${id}/callback`
      ),
      post_logout_redirect_uris: registered.map((site) => `${site}/`),
    });
    listener = listenerOf(provider, people);
  };
  await start();
  const prefix = id.toUpperCase();
  return {
    issuer,
    accounts: people,
    requests,
    settings: {
      PROVIDERS: id,
      [`${prefix}_ISSUER`]: issuer,
      [`${prefix}_CLIENT_ID`]: CLIENT.client_id,
      [`${prefix}_CLIENT_SECRET`]: CLIENT.client_secret,
    },
    async register(site) {
      registered.push(site);
      await start();
    },
    browser: () => new TestBrowser(),
    rotateKeys: start,
    delay: (milliseconds) => void (wait = milliseconds),
    fail: (now) => void (fails = now),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
