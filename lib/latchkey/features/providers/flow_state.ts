/**
 * What a login with a provider carries along as `state` (RFC 6749 §10.12, OWASP ASVS 5.0
 * §10.1.2): sealed, and bound to the browser that started it.
 *
 * @module
 */
import * as v from "valibot";
import * as base64url from "jose/base64url";
import { randomId } from "../../crypto/random_id.ts";
import { openValue, sealValue } from "../../crypto/sealed_value.ts";
import { sha256 } from "../../crypto/sha256.ts";
import {
  type CookieSettings,
  crossSiteCookie,
  siteCookie,
} from "../../http/cookies.ts";
import type { Services } from "../../services.ts";

/** How long a person has at the provider: ten minutes, in milliseconds. */
export const FLOW_MS = 10 * 60_000;

/**
 * The most characters of the page that follows. Sealed, everything together has to stay below
 * the 2,000 characters that providers return reliably.
 */
const MAX_NEXT_LENGTH = 1_000;

/** A login with a provider that was started here. */
export interface ProviderFlow {
  /** The id of the provider. */
  readonly provider: string;
  /**
   * To log in or sign up (`log_in`), to link the provider to the account that is logged in
   * (`link`), or to confirm who that is (`step_up`).
   */
  readonly purpose: "log_in" | "link" | "step_up";
  /** The path to go to afterwards. It has passed `safeNext`. */
  readonly next: string;
  /** Whether the person stays logged in. */
  readonly remember: boolean;
  /** The token of an invitation; empty without one. Not yet checked. */
  readonly invite: string;
  /** The session that started it; null if nobody was logged in. */
  readonly sessionId: string | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** The same, with its secret. */
export interface SealedFlow extends ProviderFlow {
  /** The PKCE verifier (RFC 7636 §4.1). */
  readonly verifier: string;
}

/** Binds a login to the browser. Two tabs share it. */
export const flowCookie = siteCookie("provider_flow");

/**
 * The same for a provider that answers with a form of its own site, which comes without
 * `SameSite=Lax` cookies. Contains only the hash of the other one.
 */
export const formPostCookie = crossSiteCookie("provider_post");

const flowShape: v.GenericSchema<SealedFlow> = v.object({
  provider: v.string(),
  purpose: v.picklist(["log_in", "link", "step_up"]),
  next: v.string(),
  remember: v.boolean(),
  invite: v.string(),
  sessionId: v.nullable(v.string()),
  startedAt: v.number(),
  verifier: v.string(),
});

/** The shape of `randomId`. */
const SECRET_SHAPE = /^[\w-]{22}$/;

/** RFC 7636 §7.1 recommends 256 bits. */
const VERIFIER_BYTES = 32;

/** The secret of a browser; a new one if it has none yet. */
export function browserSecret(
  settings: CookieSettings,
  headers: Headers,
): string {
  const secret = flowCookie(settings).read(headers) ?? "";
  return SECRET_SHAPE.test(secret) ? secret : randomId();
}

/** The browser of a request, as states are bound to it; null if it has started no login. */
export async function flowBrowser(
  settings: CookieSettings,
  headers: Headers,
): Promise<string | null> {
  const secret = flowCookie(settings).read(headers) ?? "";
  return SECRET_SHAPE.test(secret) ? await sha256(secret) : null;
}

/** A new PKCE verifier. */
export function newVerifier(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(VERIFIER_BYTES));
  return base64url.encode(bytes);
}

/** The nonce of a login. The verifier never leaves the server unsealed, so nobody can guess it. */
export async function nonceOf(
  { verifier }: Pick<SealedFlow, "verifier">,
): Promise<string> {
  return await sha256(`nonce ${verifier}`);
}

/** Seals a login as `state`. A `next` that is too long becomes "/". */
export async function sealFlow(
  { secrets }: Pick<Services, "secrets">,
  browser: string,
  flow: SealedFlow,
): Promise<string> {
  const next = flow.next.length > MAX_NEXT_LENGTH ? "/" : flow.next;
  return await sealValue(secrets, ownedBy(browser), { ...flow, next });
}

/** Opens a `state`; null unless it was sealed here for this browser. */
export async function openFlow(
  { secrets }: Pick<Services, "secrets">,
  browser: string,
  state: string,
): Promise<SealedFlow | null> {
  const value = await openValue(secrets, ownedBy(browser), state);
  const flow = v.safeParse(flowShape, value);
  return flow.success ? flow.output : null;
}

function ownedBy(browser: string) {
  return { purpose: "provider state", userId: browser };
}
