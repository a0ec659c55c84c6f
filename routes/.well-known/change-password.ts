import { define } from "../../lib/state.ts";

/** Where password managers look for the page (W3C, "A Well-Known URL for Changing Passwords"). */
export const handlers = define.handlers({
  GET: (ctx) => ctx.redirect("/account/password", 303),
});
