import { page } from "fresh";
import { AccountPage } from "../../../../components/AccountPage.tsx";
import { LogoutWarning } from "../../../../components/LogoutWarning.tsx";
import { PlainForm } from "../../../../components/PlainForm.tsx";
import { removePassword } from "@latchkey/core";
import { loginLink } from "@latchkey/core/features";
import {
  canRemovePassword,
  clientInfoOf,
  redirectLoggedIn,
  withNotice,
} from "@latchkey/core/http";
import { loggedIn } from "../../../../lib/state.ts";
import { site } from "../../../../lib/site.ts";

const ACTION = "/account/password/remove";

export const handlers = loggedIn.handlers({
  async GET(ctx) {
    return await canRemovePassword(ctx)
      ? page()
      : ctx.redirect("/account/password", 303);
  },

  async POST(ctx) {
    const { services, session, user } = ctx.state;
    const toPassword = () => ctx.redirect("/account/password", 303);
    if (!await canRemovePassword(ctx)) return toPassword();
    const clientInfo = await clientInfoOf(ctx);
    const request = { user, session, clientInfo };
    const result = await removePassword(services, request);
    if (!result.ok) return toPassword();
    const response = redirectLoggedIn(ctx, "/account", result);
    return withNotice(ctx, response, "password_removed");
  },
});

export default loggedIn.page<typeof handlers>(function RemovePasswordPage(
  { state },
) {
  const { messages } = state.language;
  const { removePassword: texts } = messages.passwordless;
  return (
    <AccountPage title={texts.title} messages={messages.account}>
      <p>
        {site.features.includes(loginLink)
          ? texts.explained
          : texts.byPasskeyOnly}
      </p>
      <PlainForm action={ACTION} button={texts.send} harm />
      <LogoutWarning {...state} />
    </AccountPage>
  );
});
