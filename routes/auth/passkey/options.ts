import { HttpError } from "fresh";
import { passkeyLoginOptions } from "@latchkey/core/http";
import { define } from "../../../lib/state.ts";

/** The options for `navigator.credentials.get`. Each has a new challenge. */
export const handlers = define.handlers({
  async GET(ctx) {
    const options = await passkeyLoginOptions(ctx);
    if (!options) throw new HttpError(404);
    return Response.json(options, { headers: { "cache-control": "no-store" } });
  },
});
