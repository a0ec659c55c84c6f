import { page } from "fresh";
import { ProviderFailed } from "../../../../components/ProviderFailed.tsx";
import {
  explainFailure,
  finishProvider,
  providerButtons,
  type ProviderFailure,
  relayFormPost,
  withNotice,
} from "@latchkey/core/http";
import { define } from "../../../../lib/state.ts";

/** The redirect address that is registered with the provider. */
export const handlers = define.handlers<ProviderFailure>({
  async GET(ctx) {
    const outcome = await finishProvider(ctx, ctx.params.provider);
    if (!outcome.ok) return page(outcome.shown, outcome.init);
    const { isLinked, response } = outcome;
    return isLinked ? withNotice(ctx, response, "login_linked") : response;
  },

  /** Apple answers by a form, and is led to the page above. */
  async POST(ctx) {
    const { provider } = ctx.params;
    const relayed = await relayFormPost(ctx, provider);
    const outcome = relayed.ok
      ? relayed
      : explainFailure(ctx, provider, relayed);
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
