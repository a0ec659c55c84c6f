import { ConfirmIdentity } from "../../../components/ConfirmIdentity.tsx";
import { requireRecentFactor } from "@latchkey/core/http";
import { define } from "../../../lib/state.ts";

const requireProof = requireRecentFactor(ConfirmIdentity);

/**
 * Changes require a proof from the last ten minutes: a second factor from an account that has
 * one, else the password (OWASP ASVS 5.0 §7.5.1).
 */
export default define.middleware((ctx) =>
  ctx.req.method === "POST" ? requireProof(ctx) : ctx.next()
);
