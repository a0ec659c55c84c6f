import { page } from "fresh";
import { ProviderFailed } from "../../../../components/ProviderFailed.tsx";
import {
  beginProvider,
  explainFailure,
  nextQuery,
  providerButtons,
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
    const { provider } = ctx.params;
    const begun = await beginProvider(ctx, provider, {
      purpose: purpose === "step_up" ? "step_up" : "log_in",
      next,
      remember: remember === "yes",
      invite,
    });
    const outcome = begun.ok ? begun : explainFailure(ctx, provider, begun);
    return outcome.ok ? outcome.response : page(outcome.shown, outcome.init);
  },
});

export default define.page<typeof handlers>(({ data, state }) => (
  <ProviderFailed
    {...data}
    providers={providerButtons({ state })}
    messages={state.language.messages}
  />
));
