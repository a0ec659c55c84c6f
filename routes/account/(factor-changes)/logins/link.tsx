import { page } from "fresh";
import { PendingLink } from "../../../../components/PendingLink.tsx";
import { ProviderFailed } from "../../../../components/ProviderFailed.tsx";
import {
  findPendingLink,
  linkPendingLogin,
  type PendingLink as Found,
  type ProviderFailure,
  withNotice,
} from "@latchkey/core/http";
import { loggedIn } from "../../../../lib/state.ts";

type LinkData = NonNullable<Found> | ProviderFailure;

/** Asks the owner of an account with the same address whether to link the login. */
export const handlers = loggedIn.handlers<LinkData>({
  async GET(ctx) {
    const link = await findPendingLink(ctx);
    return link ? page(link) : ctx.redirect("/account/logins", 303);
  },

  async POST(ctx) {
    const linked = await linkPendingLogin(ctx);
    if (!linked) return ctx.redirect("/account/logins", 303);
    if (!linked.ok) return page(linked.shown, linked.init);
    return withNotice(ctx, linked.response, "login_linked");
  },
});

export default loggedIn.page<typeof handlers>((
  { data, state: { user, language: { messages } } },
) =>
  "reason" in data
    ? <ProviderFailed {...data} messages={messages} />
    : <PendingLink link={data} user={user} messages={messages} />
);
