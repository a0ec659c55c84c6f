import type { Context } from "fresh";
import { ConfirmIdentity } from "../../components/ConfirmIdentity.tsx";
import { requireRecentLogin, requireRole } from "@latchkey/core/http";
import { define, type State } from "../../lib/state.ts";

const requirePassword = requireRecentLogin(ConfirmIdentity);

/** For admins only. Changes require a password entered in the last ten minutes. */
export default define.middleware([
  requireRole("admin"),
  (ctx: Context<State>) =>
    ctx.req.method === "POST" ? requirePassword(ctx) : ctx.next(),
]);
