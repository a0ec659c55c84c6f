import { page } from "fresh";
import { PendingLink } from "../../../../components/PendingLink.tsx";
import { ProviderFailed } from "../../../../components/ProviderFailed.tsx";
import {
  findPendingLink,
  linkPendingLogin,
  type PendingLink as Found,
  providerButtons,
  type ProviderFailure,
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
    return linked.ok ? linked.response : page(linked.shown, linked.init);
  },
});

export default loggedIn.page<typeof handlers>(({ data, state }) => {
  const { user, language: { messages } } = state;
  if ("reason" in data) {
    const providers = providerButtons({ state });
    return <ProviderFailed {...data} {...{ providers, messages }} />;
  }
  return <PendingLink link={data} user={user} messages={messages} />;
});
