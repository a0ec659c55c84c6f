/**
 * Logging in with any OpenID provider (OpenID Connect Core 1.0), by the authorization code
 * flow.
 *
 * @module
 */
import { deadline } from "../../../deadline.ts";
import {
  type LoginProvider,
  type ProviderAnswer,
  ProviderError,
  type ProviderIdentity,
  type ProviderRequest,
  type ProviderTokens,
} from "../login_provider.ts";
import { type Claims, identityIn } from "./claims.ts";
import { type Client, createClient } from "./client.ts";
import { ANSWER_MS } from "./discovery_document.ts";
import { examineOpenId } from "./examine.ts";
import { failureOf } from "./failures.ts";
import type { OpenIdOptions } from "./openid_options.ts";
import { createIdTokenVerifier, type IdTokenVerifier } from "./id_token.ts";

/**
 * Makes a login provider of an OpenID provider. Nothing is fetched before the first login.
 */
export function openIdProvider(options: OpenIdOptions): LoginProvider {
  const open = createClient(options);
  const verifier = createIdTokenVerifier();
  const { id, label, issuer, answersBy, trustsFactors } = options;
  const { tellsTime = true } = options;
  const { pageHosts = options.hosts } = options;
  const others = pageHosts.map((host) => `${issuer.protocol}//${host}`);
  return {
    id,
    label,
    answersBy,
    trustsFactors,
    tellsTime,
    origins: [issuer.origin, ...others],
    begin: (request) => inTime(begin(options, open, request)),
    finish: (answer) => inTime(finish(options, open, verifier, answer)),
    examine: () => examineOpenId(options),
    refresh: (refreshToken, now) => inTime(refresh(open, refreshToken, now)),
    ...options.logsOut
      ? {
        logoutUrl: ({ returnTo, language, now }) =>
          inTime(endSession(open, returnTo, language, now)),
      } satisfies Partial<LoginProvider>
      : {},
  };
}

/**
 * The oldest login there that counts here: a year, in seconds. A provider that is asked for any
 * limit tells the time of the login (OpenID Connect Core 1.0 §2, `auth_time`).
 */
const LONGEST_SECONDS = "31536000";

type Open = (now: number) => Promise<Client>;

/** Limits the time, and turns all errors into those of providers. */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const late = () => new ProviderError("down", "timeout");
  try {
    return await deadline(work, ANSWER_MS, late);
  } catch (error) {
    throw failureOf(error);
  }
}

async function begin(
  options: OpenIdOptions,
  open: Open,
  request: ProviderRequest,
): Promise<URL> {
  const { config, library } = await open(request.now);
  const { redirectUri, state, nonce, verifier, again, language, loginHint } =
    request;
  const { scopes, pkce = true, tellsTime = true } = options;
  const maxAge = tellsTime ? LONGEST_SECONDS : null;
  const parameters: Record<string, string | null> = {
    redirect_uri: redirectUri,
    scope: [...new Set([...scopes, ...request.scopes ?? []])].join(" "),
    state,
    nonce,
    code_challenge: pkce
      ? await library.calculatePKCECodeChallenge(verifier)
      : null,
    code_challenge_method: pkce ? "S256" : null,
    prompt: again ? "login" : null,
    max_age: again ? "0" : maxAge,
    ui_locales: language,
    login_hint: loginHint,
    ...options.parameters?.(request),
  };
  const given = Object.entries(parameters)
    .flatMap(([name, value]) => value === null ? [] : [[name, value]]);
  return library.buildAuthorizationUrl(config, new URLSearchParams(given));
}

async function finish(
  options: OpenIdOptions,
  open: Open,
  verifier: IdTokenVerifier,
  answer: ProviderAnswer,
): Promise<ProviderIdentity> {
  const client = await open(answer.now);
  const { config, library, metadata } = client;
  const { pkce = true, clientId, issuerOf } = options;
  const url = new URL(answer.redirectUri);
  url.search = String(answer.parameters);
  // A provider with many issuers can't name the one that was discovered.
  if (issuerOf) url.searchParams.delete("iss");
  const tokens = await library.authorizationCodeGrant(config, url, {
    expectedState: answer.state,
    expectedNonce: answer.nonce,
    idTokenExpected: true,
    pkceCodeVerifier: pkce ? answer.verifier : undefined,
  });
  const claims = await verifier.verify(tokens.id_token ?? "", {
    jwksUri: metadata.jwks_uri ?? "",
    clientId,
    issuer: (claims) => issuerOf?.(metadata.issuer, claims) ?? metadata.issuer,
    now: answer.now,
  });
  const named = answer.parameters.get("iss");
  if (named !== null && named !== claims.iss) {
    throw new ProviderError("invalid", "another issuer");
  }
  const access = tokens.access_token;
  const identity = identityIn(
    await withUserInfo(options, client, claims, access),
  );
  return {
    ...options.read?.(identity, claims, answer) ?? identity,
    tokens: tokensIn(tokens, answer.now),
  };
}

/** Uses a refresh token. */
async function refresh(
  open: Open,
  refreshToken: string,
  now: number,
): Promise<ProviderTokens> {
  const { config, library } = await open(now);
  return tokensIn(await library.refreshTokenGrant(config, refreshToken), now);
}

/** The tokens of an answer (RFC 6749 §5.1). */
function tokensIn(
  { access_token: accessToken, refresh_token, expires_in }: {
    readonly access_token: string;
    readonly refresh_token?: string;
    readonly expires_in?: number;
  },
  now: number,
): ProviderTokens {
  const expiresAt = expires_in === undefined ? null : now + expires_in * 1000;
  return { accessToken, refreshToken: refresh_token ?? null, expiresAt };
}

/**
 * The claims with those of the user info, where a provider may leave the address (OpenID
 * Connect Core 1.0 §5.4). Its subject must be the same (§5.3.2).
 */
async function withUserInfo(
  { userInfo = true }: OpenIdOptions,
  { config, library, metadata }: Client,
  claims: Claims,
  accessToken: string,
): Promise<Claims> {
  const isNeeded = userInfo && claims.email === undefined &&
    metadata.userinfo_endpoint !== undefined;
  if (!isNeeded) return claims;
  const more = await library.fetchUserInfo(
    config,
    accessToken,
    String(claims.sub),
  );
  const { email, email_verified, name, preferred_username } = more;
  return { name, preferred_username, ...claims, email, email_verified };
}

async function endSession(
  open: Open,
  returnTo: string,
  language: string,
  now: number,
): Promise<URL | null> {
  const { config, library, metadata } = await open(now);
  if (metadata.end_session_endpoint === undefined) return null;
  return library.buildEndSessionUrl(config, {
    post_logout_redirect_uri: returnTo,
    ui_locales: language,
  });
}
