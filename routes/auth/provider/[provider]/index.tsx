import { page } from "fresh";
import { ProviderFailed } from "../../../../components/ProviderFailed.tsx";
import {
  beginProvider,
  nextQuery,
  type ProviderFailure,
  readForm,
  safeNext,
} from "@latchkey/core/http";
import { define } from "../../../../lib/state.ts";

export const handlers = define.handlers<ProviderFailure>({
  // The buttons are on other pages: this address may be reloaded or bookmarked.
  GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    return ctx.redirect(`/auth/login${nextQuery(next)}`, 303);
  },

  async POST(ctx) {
    const { purpose, next, remember, invite } = await readForm(ctx.req);
    const begun = await beginProvider(ctx, ctx.params.provider, {
      purpose: purpose === "step_up" ? "step_up" : "login",
      next,
      remember: remember === "yes",
      invite,
    });
    return begun.ok ? begun.response : page(begun.shown, begun.init);
  },
});

export default define.page<typeof handlers>((
  { data, state: { language: { messages } } },
) => <ProviderFailed {...data} messages={messages} />);
