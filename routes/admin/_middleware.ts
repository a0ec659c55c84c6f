import { ConfirmPassword } from "../../components/ConfirmPassword.tsx";
import { define } from "@latchkey/core";
import { requireRecentSignIn, requireRole } from "@latchkey/core/http";

const requirePassword = requireRecentSignIn(ConfirmPassword);

/** Admins alone may look; to change something, one who entered the password within ten minutes. */
export default define.middleware([
  requireRole("admin"),
  (ctx) => ctx.req.method === "POST" ? requirePassword(ctx) : ctx.next(),
]);
