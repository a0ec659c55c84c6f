import { describeApi } from "@latchkey/core";
import { define } from "../../../lib/state.ts";

/** For anybody: who wants to ask for a token must know how. The paths of your own routes go into `describeApi`. */
export const handlers = define.handlers({
  GET: ({ state }) => Response.json(describeApi(state.services)),
});
