/**
 * Who is taken for a developer at their own machine, and what only they get to see.
 *
 * @module
 */
import { type Context, HttpError } from "fresh";
import type { VNode } from "preact";
import type { State } from "../state.ts";

const OWN_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** What proxies add; where one is trusted, the second gives the request its host. */
const FORWARDING = ["x-forwarded-for", "x-forwarded-host", "forwarded"];

/**
 * Whether a request comes from the machine the site runs on, as far as the site can tell:
 * by no proxy, and not by a foreign page whose host name was turned to this machine
 * (DNS rebinding). Never in production.
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

/** Shows what failed inside the site to a developer in development; null for anyone else, and when nothing did. */
export async function errorForDeveloper(
  ctx: Pick<Context<State>, "req" | "url" | "state" | "error">,
): Promise<VNode | null> {
  const { appEnv } = ctx.state.services.settings;
  if (appEnv !== "development" || !isDeveloper(ctx)) return null;
  if (ctx.error instanceof HttpError) return null;
  const { devError } = await import("./DevError.tsx"); // Production never loads it.
  return await devError(ctx.error);
}
