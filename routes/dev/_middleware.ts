import { HttpError } from "fresh";
import { define } from "../../lib/state.ts";

const OWN_MACHINE = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * What is for developers is nowhere else, whatever the mail desk holds: not in
 * production, not behind a proxy where `APP_ENV` was forgotten, and not for a foreign
 * page whose host name was turned to this machine (DNS rebinding).
 */
export default define.middleware((ctx) => {
  const { settings, mail } = ctx.state.services;
  const { headers } = ctx.req;
  const isForwarded = headers.has("x-forwarded-for") ||
    headers.has("forwarded");
  const isOwn = OWN_MACHINE.has(ctx.url.hostname) && !isForwarded;
  if (settings.appEnv === "production" || !mail.mailbox || !isOwn) {
    throw new HttpError(404);
  }
  return ctx.next();
});
