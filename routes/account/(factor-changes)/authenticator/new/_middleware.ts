import { ConfirmIdentity } from "../../../../../components/ConfirmIdentity.tsx";
import { requireRecentFactor } from "@latchkey/core/http";
import { define } from "../../../../../lib/state.ts";

const requireProof = requireRecentFactor(ConfirmIdentity);

/** The page shows the secret of an app, so it needs the proof too. Forms have given it. */
export default define.middleware((ctx) =>
  ctx.req.method === "POST" ? ctx.next() : requireProof(ctx)
);
