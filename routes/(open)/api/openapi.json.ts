import { describeApi } from "@latchkey/core";
import { define } from "../../../lib/state.ts";

/** Public, because it explains how to get a token. Pass your own paths to `describeApi`. */
export const handlers = define.handlers({
  GET: ({ state }) => Response.json(describeApi(state.services)),
});
