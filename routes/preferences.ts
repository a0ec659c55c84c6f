import { savePreferences } from "@latchkey/core/http";
import { define } from "../lib/state.ts";

/** Saves the choices from the footer. */
export const handlers = define.handlers({
  GET: (ctx) => ctx.redirect("/", 303),
  POST: savePreferences,
});
