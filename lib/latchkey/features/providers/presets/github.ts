/**
 * Logging in with GitHub, which has OAuth 2.0 without OpenID
 * (https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps).
 *
 * @module
 */
import * as v from "valibot";
import * as base64url from "jose/base64url";
import { deadline } from "../../../deadline.ts";
import {
  type LoginProvider,
  type ProviderAnswer,
  ProviderError,
  type ProviderIdentity,
  type ProviderRequest,
} from "../login_provider.ts";
import { askProvider } from "../openid/ask.ts";
import { addressIn, lineIn } from "../openid/claims.ts";
import { ANSWER_MS } from "../openid/discovery_document.ts";
import { answeredError, failureOf } from "../openid/failures.ts";
import { fetchAnswer } from "../openid/fetch_answer.ts";
import type { Credentials } from "../provider_settings.ts";

/** The issuer of its identities. */
const GITHUB = "https://github.com";
const API = "https://api.github.com";

/** Its hosts. */
export const GITHUB_HOSTS = ["github.com", "api.github.com"];

/** The scopes that a login needs. */
export const GITHUB_SCOPES = ["read:user", "user:email"];

const tokenShape = v.object({
  access_token: v.string(),
  token_type: v.string(),
});
const failureShape = v.object({ error: v.string() });
const userShape = v.object({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  login: v.string(),
  name: v.nullish(v.string(), ""),
});
const emailsShape = v.array(
  v.object({
    email: v.string(),
    primary: v.boolean(),
    verified: v.boolean(),
  }),
);

/**
 * GitHub as a login provider. A person is known by their number, which stays when they change
 * their user name, and reached at their primary address if it is verified.
 */
export function github(
  credentials: Omit<Credentials, "hosts">,
): LoginProvider {
  return {
    id: "github",
    label: credentials.label ?? "GitHub",
    origins: [GITHUB],
    begin: (request) => loginUrl(credentials, request),
    examine: async () => {
      const { problem: unreachable, date } = await askProvider(new URL(API));
      return { unreachable, problems: [], date };
    },
    finish: async (answer) => {
      const late = () => new ProviderError("down", "timeout");
      try {
        return await deadline(finish(credentials, answer), ANSWER_MS, late);
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}

async function loginUrl(
  { clientId, scopes }: Pick<Credentials, "clientId" | "scopes">,
  { redirectUri, state, verifier, again, scopes: more = [] }: ProviderRequest,
): Promise<URL> {
  const url = new URL("/login/oauth/authorize", GITHUB);
  const bytes = new TextEncoder().encode(verifier);
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  url.search = String(
    new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: [...new Set([...scopes, ...more])].join(" "),
      state,
      code_challenge: base64url.encode(new Uint8Array(hash)),
      code_challenge_method: "S256",
      ...again ? { prompt: "select_account" } : {},
    }),
  );
  return url;
}

async function finish(
  credentials: Pick<Credentials, "clientId" | "clientSecret">,
  answer: ProviderAnswer,
): Promise<ProviderIdentity> {
  const { parameters, state } = answer;
  if (parameters.get("state") !== state) {
    throw new ProviderError("invalid", "another state");
  }
  const error = parameters.get("error");
  if (error !== null) throw answeredError(error);
  const accessToken = await exchange(credentials, answer);
  const [user, emails] = await Promise.all([
    ask("/user", accessToken, userShape),
    ask("/user/emails", accessToken, emailsShape),
  ]);
  const primary = emails.find(({ primary }) => primary);
  const address = addressIn(primary?.email);
  return {
    issuer: GITHUB,
    subject: String(user.id),
    address,
    addressVerified: address !== null && primary?.verified === true,
    name: lineIn(user.name),
    username: lineIn(user.login),
    authenticatedAt: null,
    amr: [],
    tokens: { accessToken, refreshToken: null, expiresAt: null },
  };
}

/** Exchanges the code. GitHub answers failures with status 200. */
async function exchange(
  { clientId, clientSecret }: Pick<Credentials, "clientId" | "clientSecret">,
  { parameters, redirectUri, verifier }: ProviderAnswer,
): Promise<string> {
  const response = await fetchAnswer(`${GITHUB}/login/oauth/access_token`, {
    method: "POST",
    headers: { accept: "application/json" },
    signal: AbortSignal.timeout(ANSWER_MS),
    body: new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      code: parameters.get("code") ?? "",
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  const body = await readAnswer(response);
  if (v.is(failureShape, body)) throw answeredError(body.error);
  return read(tokenShape, body).access_token;
}

async function ask<Shape extends v.GenericSchema>(
  path: string,
  accessToken: string,
  shape: Shape,
): Promise<v.InferOutput<Shape>> {
  const response = await fetchAnswer(API + path, {
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${accessToken}`,
      "user-agent": "latchkey", // GitHub rejects requests without one.
      "x-github-api-version": "2022-11-28",
    },
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  return read(shape, await readAnswer(response));
}

async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.status !== 200) {
    throw answeredError(`status_${response.status}`, response.status);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ProviderError("invalid", "not JSON");
  }
}

function read<Shape extends v.GenericSchema>(
  shape: Shape,
  body: unknown,
): v.InferOutput<Shape> {
  const { success, output } = v.safeParse(shape, body);
  if (success) return output;
  throw new ProviderError("invalid", "an unexpected answer");
}
