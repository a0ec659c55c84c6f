import { ConfirmPassword } from "../../components/ConfirmPassword.tsx";
import { requireRole } from "../../lib/latchkey/features/session/guards.ts";
import { requireRecentSignIn } from "../../lib/latchkey/features/session/step_up.ts";
import { define } from "../../lib/latchkey/state.ts";

const requirePassword = requireRecentSignIn(ConfirmPassword);

/** Admins alone may look; to change something, one who entered the password within ten minutes. */
export default define.middleware([
  requireRole("admin"),
  (ctx) => ctx.req.method === "POST" ? requirePassword(ctx) : ctx.next(),
]);
