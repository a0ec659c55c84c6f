/**
 * The connection to an OpenID provider.
 *
 * @module
 */
import type { Configuration, ServerMetadata } from "openid-client";
import { CLOCK_SKEW_SECONDS } from "../../../crypto/clock_skew.ts";
import { ProviderError } from "../login_provider.ts";
import { settingName } from "../provider_settings.ts";
import {
  ANSWER_MS,
  createDiscoveryDocument,
  discoveryUrl,
} from "./discovery_document.ts";
import { fetchAnswer } from "./fetch_answer.ts";
import type { OpenIdOptions } from "./openid_options.ts";

type Library = typeof import("openid-client");

/** A provider, ready for requests. */
export interface Client {
  readonly library: Library;
  readonly config: Configuration;
  readonly metadata: ServerMetadata;
}

/** Opens the connection to a provider when it is needed. The library is loaded at the first login. */
export function createClient(
  options: OpenIdOptions,
): (now: number) => Promise<Client> {
  const document = createDiscoveryDocument(discoveryUrl(options.issuer));
  return async (now) => {
    const [library, text] = await Promise.all([
      import("openid-client"),
      document.read(now),
    ]);
    return await openClient(options, library, text, now);
  };
}

async function openClient(
  options: OpenIdOptions,
  library: Library,
  document: string,
  now: number,
): Promise<Client> {
  const { issuer, clientId } = options;
  const isPlain = issuer.protocol === "http:"; // Only on this machine.
  const config = await library.discovery(
    issuer,
    clientId,
    {
      [library.clockTolerance]: CLOCK_SKEW_SECONDS,
      [library.clockSkew]: Math.round((now - Date.now()) / 1000),
    },
    await authentication(options, library, document, now),
    {
      [library.customFetch]: () =>
        Promise.resolve(
          new Response(document, {
            headers: { "content-type": "application/json" },
          }),
        ),
      timeout: ANSWER_MS / 1000,
      execute: isPlain ? [library.allowInsecureRequests] : [],
    },
  );
  // All other requests are real. They have a form, or nothing.
  config[library.customFetch] = (url, { body, ...init }) =>
    fetchAnswer(url, {
      ...init,
      body: body instanceof URLSearchParams ? body : undefined,
    });
  const metadata = config.serverMetadata();
  if (metadata.jwks_uri === undefined) {
    throw new ProviderError("invalid", "discovery names no jwks_uri");
  }
  checkHosts(options, metadata);
  return { library, config, metadata };
}

/**
 * How this site authenticates at the token endpoint: as the provider knows, in the body if it
 * has the choice, since implementations differ in how they encode the header.
 */
async function authentication(
  { clientSecret }: OpenIdOptions,
  library: Library,
  document: string,
  now: number,
) {
  const secret = typeof clientSecret === "string"
    ? clientSecret
    : await clientSecret(now);
  const { token_endpoint_auth_methods_supported: methods } = JSON.parse(
    document,
  );
  const canPost = Array.isArray(methods) &&
    methods.includes("client_secret_post");
  return canPost
    ? library.ClientSecretPost(secret)
    : library.ClientSecretBasic(secret);
}

/** The hosts of a provider that are not configured. */
export function missingHosts(
  { issuer, hosts, userInfo = true }: Pick<
    OpenIdOptions,
    "issuer" | "hosts" | "userInfo"
  >,
  metadata: ServerMetadata,
): readonly string[] {
  const known = [issuer.host, ...hosts];
  // Without TLS, someone else could answer.
  const isSafe = ({ protocol, host }: URL) =>
    known.includes(host) && ["https:", issuer.protocol].includes(protocol);
  const needed = [
    metadata.authorization_endpoint,
    metadata.token_endpoint,
    metadata.jwks_uri,
    userInfo ? metadata.userinfo_endpoint : undefined,
  ].flatMap((url) => url === undefined ? [] : URL.parse(url) ?? []);
  const missing = needed.filter((url) => !isSafe(url)).map(
    ({ origin, host }) => known.includes(host) ? origin : host,
  );
  return [...new Set(missing)];
}

function checkHosts(options: OpenIdOptions, metadata: ServerMetadata): void {
  const missing = missingHosts(options, metadata);
  if (missing.length === 0) return;
  throw new ProviderError(
    "invalid",
    `not in ${settingName(options.id, "HOSTS")}: ${missing.join(", ")}`,
  );
}
