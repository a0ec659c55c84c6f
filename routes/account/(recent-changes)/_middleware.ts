import { ConfirmPassword } from "../../../components/ConfirmPassword.tsx";
import { requireRecentLogin } from "@latchkey/core/http";
import { define } from "../../../lib/state.ts";

const requirePassword = requireRecentLogin(ConfirmPassword);

/** Everybody may look; to change something takes a password that was entered within ten minutes (OWASP ASVS 5.0 §7.5.2). */
export default define.middleware((ctx) =>
  ctx.req.method === "POST" ? requirePassword(ctx) : ctx.next()
);
