import { passwordGrant } from "@latchkey/core/http";
import { define } from "../lib/state.ts";

/** The token endpoint for programs. */
export const handlers = define.handlers({ POST: passwordGrant });
