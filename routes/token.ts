import { passwordGrant } from "@latchkey/core/http";
import { define } from "../lib/state.ts";

/** Where programs ask for a token. */
export const handlers = define.handlers({ POST: passwordGrant });
