/**
 * An identity that waits for its account: the person must log in first, or fill in a form.
 *
 * @module
 */
import * as v from "valibot";
import { CLOCK_SKEW_SECONDS } from "../../crypto/clock_skew.ts";
import { openValue, sealValue } from "../../crypto/sealed_value.ts";
import { text, time } from "../../database/row_fields.ts";
import { siteCookie } from "../../http/cookies.ts";
import { safeNext } from "../../http/next_path.ts";
import type { RequestContext } from "../../state.ts";
import { bindBrowser, boundBrowser } from "../session/browser_binding.ts";
import { identityPart, linkedLoginRow } from "./linked_login.ts";

/** How long an identity waits: 15 minutes. */
const PENDING_SECONDS = 15 * 60;

/** Holds the identity, sealed. */
const pendingCookie = siteCookie("pending_identity");

/**
 * The most characters of the page that follows: all cookies of a response share 4 KB, see
 * `tests/http/response_head_test.ts`.
 */
const MAX_NEXT_LENGTH = 300;

const pendingIdentity = v.object({
  /** The id of the provider. */
  provider: linkedLoginRow.entries.provider,
  issuer: identityPart,
  subject: identityPart,
  username: linkedLoginRow.entries.username,
  /** In canonical form; empty if the provider gave none. */
  address: text(600),
  /** Whether the provider has confirmed the address. */
  isConfirmed: v.boolean(),
  name: text(200),
  next: text(MAX_NEXT_LENGTH),
  remember: v.boolean(),
  /** The token of an invitation; empty without one. */
  invite: text(100),
  /** When the provider identified the person, in milliseconds since the epoch. */
  at: time,
});

/** An identity that waits for its account. */
export type PendingIdentity = Readonly<v.InferOutput<typeof pendingIdentity>>;

/** The `Set-Cookie` lines that keep an identity in this browser for 15 minutes. */
export async function keepPendingIdentity(
  ctx: RequestContext,
  pending: Omit<PendingIdentity, "at">,
): Promise<readonly string[]> {
  const { services: { secrets, settings, now } } = ctx.state;
  const { browser, setCookie } = await bindBrowser(ctx);
  const next = pending.next.length > MAX_NEXT_LENGTH ? "/" : pending.next;
  const identity = { ...pending, next, at: now() };
  const value = await sealValue(secrets, ownedBy(browser), identity);
  return [setCookie, pendingCookie(settings).write(value, PENDING_SECONDS)];
}

/** The identity that waits in this browser; null if there is none, or it has waited too long. */
export async function pendingIdentityOf(
  ctx: RequestContext,
): Promise<PendingIdentity | null> {
  const { services: { secrets, settings, now } } = ctx.state;
  const browser = await boundBrowser(ctx);
  const value = pendingCookie(settings).read(ctx.req.headers);
  if (value === null || browser === "") return null;
  const read = v.safeParse(
    pendingIdentity,
    await openValue(secrets, ownedBy(browser), value),
  );
  if (!read.success) return null;
  const secondsAgo = (now() - read.output.at) / 1000;
  const isLive = -CLOCK_SKEW_SECONDS <= secondsAgo &&
    secondsAgo < PENDING_SECONDS;
  return isLive ? { ...read.output, next: safeNext(read.output.next) } : null;
}

/** The `Set-Cookie` line that forgets the identity. */
export function forgetPendingIdentity({ state }: RequestContext): string {
  return pendingCookie(state.services.settings).clear();
}

/** The same if this browser has one, such as for the next person at it. */
export function forgetAnyIdentity(
  ctx: Pick<RequestContext, "req" | "state">,
): readonly string[] {
  const cookie = pendingCookie(ctx.state.services.settings);
  return cookie.read(ctx.req.headers) === null ? [] : [cookie.clear()];
}

/** The browser's binding in place of a user: another browser can't open it. */
function ownedBy(browser: string) {
  return { purpose: "pending_identity", userId: browser };
}
