import { savePreferences } from "@latchkey/core/http";
import { define } from "../lib/state.ts";

/** Where the foot of each page sends what was chosen there. */
export const handlers = define.handlers({
  GET: (ctx) => ctx.redirect("/", 303),
  POST: savePreferences,
});
