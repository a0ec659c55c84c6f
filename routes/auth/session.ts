import { sessionEnd } from "@latchkey/core/http";
import { define } from "../../lib/state.ts";

/** Tells `islands/StayLoggedIn.tsx` when the session ends. */
export const handlers = define.handlers({ GET: sessionEnd });
