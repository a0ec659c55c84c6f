import { ConfirmIdentity } from "../../../../../components/ConfirmIdentity.tsx";
import { requireRecentFactor } from "@latchkey/core/http";
import { define } from "../../../../../lib/state.ts";

const requireFactor = requireRecentFactor(ConfirmIdentity);

/**
 * Asks for the proof before the browser creates a passkey, and not afterwards. The middleware
 * of the folder above has checked forms.
 */
export default define.middleware((ctx) =>
  ctx.req.method === "POST" ? ctx.next() : requireFactor(ctx)
);
