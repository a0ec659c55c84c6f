import { ConfirmPassword } from "../../../components/ConfirmPassword.tsx";
import { define } from "@latchkey/core";
import { requireRecentSignIn } from "@latchkey/core/http";

const requirePassword = requireRecentSignIn(ConfirmPassword);

/** Everybody may look; to change something takes a password that was entered within ten minutes (OWASP ASVS 5.0 §7.5.2). */
export default define.middleware((ctx) =>
  ctx.req.method === "POST" ? requirePassword(ctx) : ctx.next()
);
