import type { Context } from "fresh";
import { ConfirmIdentity } from "../../components/ConfirmIdentity.tsx";
import { requireRecentFactor, requireRole } from "@latchkey/core/http";
import { define, type State } from "../../lib/state.ts";

const requireProof = requireRecentFactor(ConfirmIdentity);

/**
 * For admins only. Changes require a proof of identity in the last ten minutes: a second factor
 * if the admin has one, else the password.
 */
export default define.middleware([
  requireRole("admin"),
  (ctx: Context<State>) =>
    ctx.req.method === "POST" ? requireProof(ctx) : ctx.next(),
]);
