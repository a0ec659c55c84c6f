import type { Context } from "fresh";
import { ConfirmPassword } from "../../components/ConfirmPassword.tsx";
import { requireRecentLogin, requireRole } from "@latchkey/core/http";
import { define, type State } from "../../lib/state.ts";

const requirePassword = requireRecentLogin(ConfirmPassword);

/** Admins alone may look; to change something, one who entered the password within ten minutes. */
export default define.middleware([
  requireRole("admin"),
  (ctx: Context<State>) =>
    ctx.req.method === "POST" ? requirePassword(ctx) : ctx.next(),
]);
