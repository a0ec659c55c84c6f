import { ConfirmIdentity } from "../../../../components/ConfirmIdentity.tsx";
import { requireRecoveryProof } from "@latchkey/core/http";
import { define } from "../../../../lib/state.ts";

const requireProof = requireRecoveryProof(ConfirmIdentity);

/** Starting a recovery from a session requires a recent proof, such as the password. */
export default define.middleware((ctx) =>
  ctx.req.method === "POST" ? requireProof(ctx) : ctx.next()
);
