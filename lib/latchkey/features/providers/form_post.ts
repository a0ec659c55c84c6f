/**
 * Answers that a provider's page sends as a form (OAuth 2.0 Form Post Response Mode §2). They
 * come from another site, so the browser leaves out the session's cookie. The form is sealed,
 * and a redirect brings it to the page that reads all answers.
 *
 * @module
 */
import { HttpError } from "fresh";
import * as v from "valibot";
import { openValue, sealValue } from "../../crypto/sealed_value.ts";
import { readForm } from "../../http/read_form.ts";
import { rateLimit } from "../../limits/rate_limit.ts";
import type { Services } from "../../services.ts";
import type { RequestContext } from "../../state.ts";
import { requireProvider } from "./require_provider.ts";
import { formPostCookie, openFlow } from "./flow_state.ts";
import type { LoginProvider } from "./login_provider.ts";
import { type FailedFlow, noteFailure } from "./outcomes.ts";

/** The parameter with the form, sealed: it can contain a name. The state already is. */
const FORM = "form";

/** The most characters of a form without its state, so that it fits into a URL once sealed. */
const MAX_FORM_LENGTH = 1_000;

/** The shape of a SHA-256 hash in hex. */
const BROWSER_SHAPE = /^[0-9a-f]{64}$/;

/** Forms of one client. Nobody guesses a sealed state, so this only limits the work. */
const limit = rateLimit("provider-form", {
  client: { burst: 60, refillSeconds: 5 },
});

/** The result of {@linkcode relayFormPost}. */
export type RelayedForm =
  | { readonly ok: true; readonly response: Response }
  | FailedFlow;

/**
 * Accepts a provider's form if this browser started the login, and redirects (303) to the
 * callback with a GET, which `answerProvider` reads.
 *
 * @param id The id of the provider, from the path of the callback.
 * @throws {HttpError} 404 if the site has no such provider, or it answers by a link; what
 * `readForm` throws.
 *
 * @example
 * ```ts
 * import { relayFormPost } from "@latchkey/core/http";
 * import type { State } from "@latchkey/core";
 * import type { Context } from "fresh";
 *
 * export async function POST(ctx: Context<State>) {
 *   const relayed = await relayFormPost(ctx, ctx.params.provider);
 *   return relayed.ok ? relayed.response : new Response(relayed.problem, { status: 400 });
 * }
 * ```
 */
export async function relayFormPost(
  ctx: RequestContext,
  id: string,
): Promise<RelayedForm> {
  const { services } = ctx.state;
  const { answersBy } = requireProvider(services, id);
  if (answersBy !== "form_post") throw new HttpError(404);
  const wait = await limit.check(ctx);
  if (wait) {
    services.telemetry.metrics.providers.add(id, "limited");
    return { ok: false, problem: "limited", flow: null, wait };
  }
  const refuse = async (problem: "expired" | "invalid", why: string) => {
    await noteFailure(ctx, id, problem, why);
    return { ok: false, problem, flow: null } as const;
  };
  const cookie = formPostCookie(services.settings);
  const browser = cookie.read(ctx.req.headers) ?? "";
  if (!BROWSER_SHAPE.test(browser)) {
    return await refuse("expired", "no login in this browser");
  }
  const { state = "", ...rest } = await readForm(ctx.req);
  const flow = await openFlow(services, browser, state);
  if (flow?.provider !== id) return await refuse("invalid", "unknown state");
  if (JSON.stringify(rest).length > MAX_FORM_LENGTH) {
    return await refuse("invalid", "the form is too large");
  }
  const sealed = await sealValue(services.secrets, ownedBy(browser), rest);
  const query = new URLSearchParams({ state, [FORM]: sealed });
  return {
    ok: true,
    response: new Response(null, {
      status: 303,
      headers: {
        location: `${ctx.url.pathname}?${query}`,
        "cache-control": "no-store",
        "set-cookie": cookie.clear(),
      },
    }),
  };
}

/**
 * The parameters of an answer; null if one occurs twice (RFC 6749 §3.1), or it didn't come the
 * way that the provider answers.
 */
export async function answerParameters(
  { url: { searchParams }, state: { services } }: RequestContext,
  { answersBy }: LoginProvider,
  browser: string,
): Promise<URLSearchParams | null> {
  const names = [...searchParams.keys()];
  if (new Set(names).size < names.length) return null;
  return answersBy === "form_post"
    ? await openForm(services, browser, searchParams)
    : searchParams;
}

const formShape = v.record(v.string(), v.string());

async function openForm(
  { secrets }: Pick<Services, "secrets">,
  browser: string,
  query: URLSearchParams,
): Promise<URLSearchParams | null> {
  const sealed = query.get(FORM) ?? "";
  const value = await openValue(secrets, ownedBy(browser), sealed);
  const form = v.safeParse(formShape, value);
  if (!form.success) return null;
  const state = query.get("state") ?? "";
  return new URLSearchParams({ ...form.output, state });
}

function ownedBy(browser: string) {
  return { purpose: "provider form", userId: browser };
}
