import { page } from "fresh";
import { CONFIRM_LINK, PendingLink } from "../../../components/PendingLink.tsx";
import { findPendingLink } from "@latchkey/core/http";
import { define } from "../../../lib/state.ts";

/** For people whose address has an account already: they log in to it first. */
export const handlers = define.handlers({
  async GET(ctx) {
    const link = await findPendingLink(ctx);
    if (!link) return ctx.redirect("/auth/login", 303);
    return link.is === "confirm" ? ctx.redirect(CONFIRM_LINK, 303) : page(link);
  },
});

export default define.page<typeof handlers>((
  { data, state: { user, language: { messages } } },
) => <PendingLink link={data} user={user} messages={messages} />);
