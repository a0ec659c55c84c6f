import { HttpError } from "fresh";
import { define } from "../../lib/state.ts";

/** What is for developers is nowhere else, whatever the mail desk holds. */
export default define.middleware((ctx) => {
  const { settings, mail } = ctx.state.services;
  if (settings.appEnv === "production" || !mail.mailbox) {
    throw new HttpError(404);
  }
  return ctx.next();
});
