import { passkeys } from "@latchkey/core/features";
import { readForm, safeNext } from "@latchkey/core/http";
import { define } from "../../../lib/state.ts";

/** Declines the offer for good, and returns to the page that made it. */
export const handlers = define.handlers({
  async POST(ctx) {
    const { services, user } = ctx.state;
    const { back } = await readForm(ctx.req);
    if (user) await services.use(passkeys).decline(user.id);
    return ctx.redirect(safeNext(back), 303);
  },
});
