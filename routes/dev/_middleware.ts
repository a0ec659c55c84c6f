import { HttpError } from "fresh";
import { isDeveloper } from "../../lib/latchkey/dev/developer.ts";
import { define } from "../../lib/state.ts";

/** What is for developers is nowhere else, whatever the mail desk holds, nor behind a proxy where `APP_ENV` was forgotten. */
export default define.middleware((ctx) => {
  if (!ctx.state.services.mail.mailbox || !isDeveloper(ctx)) {
    throw new HttpError(404);
  }
  return ctx.next();
});
