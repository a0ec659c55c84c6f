import { sessionEnd } from "@latchkey/core/http";
import { define } from "../../lib/state.ts";

/** What a page asks that is about to warn of the session's end. */
export const handlers = define.handlers({ GET: sessionEnd });
