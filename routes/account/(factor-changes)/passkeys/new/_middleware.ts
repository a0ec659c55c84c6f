import { ConfirmIdentity } from "../../../../../components/ConfirmIdentity.tsx";
import { requireRecentFactor } from "@latchkey/core/http";
import { define } from "../../../../../lib/state.ts";

const requireProof = requireRecentFactor(ConfirmIdentity);

/** Asks for the proof before the browser creates a passkey. Forms have given it. */
export default define.middleware((ctx) =>
  ctx.req.method === "POST" ? ctx.next() : requireProof(ctx)
);
