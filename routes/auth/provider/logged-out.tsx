import { page } from "fresh";
import { LoggedOutElsewhere } from "../../../components/LoggedOutElsewhere.tsx";
import { findProviderLogout } from "@latchkey/core/http";
import { define } from "../../../lib/state.ts";

/** After logging out, for people who may still be logged in at a provider. */
export const handlers = define.handlers({
  async GET(ctx) {
    const logout = await findProviderLogout(ctx);
    return logout ? page(logout) : ctx.redirect("/", 303);
  },
});

export default define.page<typeof handlers>((
  { data, state: { language: { messages } } },
) => <LoggedOutElsewhere {...data} messages={messages.providers.loggedOut} />);
