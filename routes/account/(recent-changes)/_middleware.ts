import { ConfirmIdentity } from "../../../components/ConfirmIdentity.tsx";
import { requireRecentLogin } from "@latchkey/core/http";
import { define } from "../../../lib/state.ts";

const requirePassword = requireRecentLogin(ConfirmIdentity);

/** Changes require a password entered in the last ten minutes (OWASP ASVS 5.0 §7.5.2). */
export default define.middleware((ctx) =>
  ctx.req.method === "POST" ? requirePassword(ctx) : ctx.next()
);
