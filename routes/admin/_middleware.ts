import { ConfirmPassword } from "../../components/ConfirmPassword.tsx";
import { requireRole } from "../../lib/auth/guards.ts";
import { requireRecentSignIn } from "../../lib/auth/step_up.ts";
import { define } from "../../lib/state.ts";

const requirePassword = requireRecentSignIn(ConfirmPassword);

/** Admins alone may look; to change something, one who entered the password within ten minutes. */
export default define.middleware([
  requireRole("admin"),
  (ctx) => ctx.req.method === "POST" ? requirePassword(ctx) : ctx.next(),
]);
