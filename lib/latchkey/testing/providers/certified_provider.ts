/**
 * `oidc-provider`, which is certified, with a login page of its own.
 *
 * @module
 */
import type { RequestListener } from "node:http";
import { exportJWK } from "jose/key/export";
import { generateKeyPair } from "jose/key/generate/keypair";
import type {
  ClientMetadata,
  Configuration,
  Provider as OidcProvider,
} from "oidc-provider";

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

/** What the site is called there. */
export const CLIENT = {
  client_id: "books",
  client_secret: "a-secret-of-a-test-site",
};

/** The pages on which people choose who they are. */
const INTERACTION = /^\/interaction\/([\w-]+)/;

/** Makes a provider with a new key. */
export async function createProvider(
  issuer: string,
  accounts: ReadonlyMap<string, ProviderAccount>,
  registered: Pick<
    ClientMetadata,
    "redirect_uris" | "post_logout_redirect_uris"
  >,
): Promise<OidcProvider> {
  const { Provider } = await quietly(() => import("oidc-provider"));
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const key = { ...await exportJWK(privateKey), kid: crypto.randomUUID() };
  const configuration: Configuration = {
    clients: [{
      ...CLIENT,
      ...registered,
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
export function listenerOf(
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
