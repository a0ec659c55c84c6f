import { describeApi } from "../../../lib/latchkey/openapi/document.ts";
import { define } from "../../../lib/latchkey/state.ts";

/** For anybody: who wants to ask for a token must know how. */
export const handlers = define.handlers({
  GET: ({ state }) => Response.json(describeApi(state.services)),
});
