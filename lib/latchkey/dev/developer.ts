/**
 * Recognises developers on their own machine, and shows them errors.
 *
 * @module
 */
import { type Context, HttpError } from "fresh";
import type { VNode } from "preact";
import type { State } from "../state.ts";

const OWN_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Headers that proxies add. If a proxy is trusted, the second one sets the request's host. */
const FORWARDING = ["x-forwarded-for", "x-forwarded-host", "forwarded"];

/**
 * Whether a request comes from the machine that the site runs on: not through a proxy, and
 * not from a foreign page whose host name resolves to this machine (DNS rebinding). Never in
 * production.
 */
export function isDeveloper(
  { req: { headers }, url, state }: Pick<
    Context<State>,
    "req" | "url" | "state"
  >,
): boolean {
  const isForwarded = FORWARDING.some((name) => headers.has(name));
  return state.services.settings.appEnv !== "production" && !isForwarded &&
    OWN_MACHINE.has(url.hostname);
}

/** Renders an internal error for a developer; null for other visitors and for HTTP errors. */
export async function errorForDeveloper(
  ctx: Pick<Context<State>, "req" | "url" | "state" | "error">,
): Promise<VNode | null> {
  const { appEnv } = ctx.state.services.settings;
  if (appEnv !== "development" || !isDeveloper(ctx)) return null;
  if (ctx.error instanceof HttpError) return null;
  const { devError } = await import("./DevError.tsx"); // Production never loads it.
  return await devError(ctx.error);
}
