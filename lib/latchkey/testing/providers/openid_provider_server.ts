/**
 * A certified OpenID provider on a port of its own, for tests.
 *
 * @module
 */
import { createServer, type RequestListener } from "node:http";
import { exportJWK } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import type { Configuration, Provider as OidcProvider } from "oidc-provider";
import { TestBrowser } from "./test_browser.ts";

/** A person with an account at the provider. */
export interface ProviderAccount {
  /** The subject, which never changes. */
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly name?: string;
  readonly preferred_username?: string;
  /** How they log in there (RFC 8176). */
  readonly amr?: readonly string[];
}

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
  /** A browser without cookies of the provider. */
  browser(): TestBrowser;
  /** Replaces its signing key. */
  rotateKeys(): Promise<void>;
  /** Delays all answers, in milliseconds. */
  delay(milliseconds: number): void;
  /** Answers 503 to everything, until it is called with false. */
  fail(fails: boolean): void;
}

/** What the site is called there. */
const CLIENT = { client_id: "books", client_secret: "a-secret-of-a-test-site" };

/** The pages on which people choose who they are. */
const INTERACTION = /^\/interaction\/([\w-]+)/;

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
  const callbacks = sites.map((site) => `${site}/auth/provider/${id}/callback`);
  const start = async () => {
    const provider = await createProvider(issuer, people, callbacks, sites);
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

async function createProvider(
  issuer: string,
  accounts: ReadonlyMap<string, ProviderAccount>,
  callbacks: readonly string[],
  sites: readonly string[],
): Promise<OidcProvider> {
  const { Provider } = await quietly(() => import("oidc-provider"));
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const key = { ...await exportJWK(privateKey), kid: crypto.randomUUID() };
  const configuration: Configuration = {
    clients: [{
      ...CLIENT,
      redirect_uris: [...callbacks],
      post_logout_redirect_uris: sites.map((site) => `${site}/`),
      id_token_signed_response_alg: "ES256",
    }],
    jwks: { keys: [{ ...key, alg: "ES256", use: "sig" }] },
    cookies: { keys: ["a-key-of-a-test"] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 3_600,
      Interaction: 600,
      Session: 600,
    },
    claims: {
      openid: ["sub", "amr"],
      email: ["email", "email_verified"],
      profile: ["name", "preferred_username"],
    },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => {
      const { amr: _, ...claims } = accounts.get(sub) ?? { sub };
      return { accountId: sub, claims: () => ({ ...claims }) };
    },
    // Everyone has already agreed.
    async loadExistingGrant({ oidc }) {
      const clientId = oidc.client?.clientId;
      const accountId = oidc.session?.accountId;
      const grant = new oidc.provider.Grant({ clientId, accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  };
  return quietly(() => new Provider(issuer, configuration));
}

/** The provider with its login page. */
function listenerOf(
  provider: OidcProvider,
  accounts: ReadonlyMap<string, ProviderAccount>,
): RequestListener {
  const others = provider.callback();
  return async (req, res) => {
    const url = new URL(req.url ?? "/", "http://127.0.0.1");
    const [page] = INTERACTION.exec(url.pathname) ?? [];
    if (page === undefined) return void others(req, res);
    const chosen = url.searchParams.get("account");
    if (chosen === null) {
      const html = loginPage(page, accounts);
      return void res.writeHead(200, { "content-type": "text/html" }).end(html);
    }
    const account = accounts.get(chosen);
    await provider.interactionFinished(
      req,
      res,
      account
        ? { login: { accountId: account.sub, amr: [...account.amr ?? []] } }
        : { error: "access_denied", error_description: "The person said no." },
    );
  };
}

/** Links, since this page has nothing to protect. */
function loginPage(
  page: string,
  accounts: ReadonlyMap<string, ProviderAccount>,
): string {
  const links = [...accounts.keys(), ""].map((sub) =>
    `<p><a href="${page}?account=${encodeURIComponent(sub)}">${
      sub === "" ? "Cancel" : `Log in as ${sub}`
    }</a></p>`
  );
  return `<!doctype html><html lang="en"><title>Acme</title><main><h1>Acme</h1>${
    links.join("")
  }</main></html>`;
}

/** Leaves out what the provider prints about Deno and its settings. */
async function quietly<Result>(
  work: () => Result | Promise<Result>,
): Promise<Result> {
  const { info, warn } = console;
  Object.assign(console, { info: () => {}, warn: () => {} });
  try {
    return await work();
  } finally {
    Object.assign(console, { info, warn });
  }
}
