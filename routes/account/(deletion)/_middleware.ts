import { ConfirmIdentity } from "../../../components/ConfirmIdentity.tsx";
import { hasPassword } from "@latchkey/core";
import { requireRecentLogin } from "@latchkey/core/http";
import { loggedIn } from "../../../lib/state.ts";

const requireProof = requireRecentLogin(ConfirmIdentity);

/** The page asks for the password itself. Accounts without one need another proof. */
export default loggedIn.middleware(async (ctx) => {
  const { services, user } = ctx.state;
  return await hasPassword(services, user)
    ? await ctx.next()
    : await requireProof(ctx);
});
