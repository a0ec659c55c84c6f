import { define } from "@latchkey/core";
import { sessionEnd } from "@latchkey/core/http";

/** What a page asks that is about to warn of the session's end. */
export const handlers = define.handlers({ GET: sessionEnd });
