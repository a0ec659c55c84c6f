import { describeApi } from "@latchkey/core/http";
import { define } from "../../../lib/state.ts";

/** For anybody: who wants to ask for a token must know how. */
export const handlers = define.handlers({
  GET: ({ state }) => Response.json(describeApi(state.services)),
});
