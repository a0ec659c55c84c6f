import { page } from "fresh";
import { DeadRecoveryLink } from "../../../components/DeadLink.tsx";
import { Title, whenFailed } from "../../../components/Title.tsx";
import {
  SetPasswordForm,
  type SetPasswordView,
} from "../../../components/SetPasswordForm.tsx";
import {
  checkNewPassword,
  findRecovery,
  passwordRules,
  recover,
  shownAddress,
} from "@latchkey/core";
import { recoveryForm } from "@latchkey/core/new-password";
import {
  clientInfoOf,
  logInAndRedirect,
  logSecurityEvent,
  readReplayable,
  TOKEN_PAGE,
  waitResponse,
  withNotice,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { define } from "../../../lib/state.ts";

export const handlers = define.handlers<
  SetPasswordView | null
>({
  async GET(ctx) {
    const { services } = ctx.state;
    const token = ctx.url.searchParams.get("token") ?? "";
    const user = await findRecovery(services, token);
    if (!user) return dead();
    const address = shownAddress(user.address);
    const rules = passwordRules(services);
    return page({ token, address, ...rules }, { headers: TOKEN_PAGE });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const { fields: sent, isAgain } = await readReplayable(ctx);
    const { token = "" } = sent;
    const user = await findRecovery(services, token);
    if (!user) {
      await logSecurityEvent(ctx, "login_failed", { method: "recovery" });
      return dead();
    }
    const address = shownAddress(user.address);
    const form = { token, address, ...passwordRules(services) };
    if (isAgain) return page(form);
    const checked = await checkNewPassword(recoveryForm(form), sent, form);
    if (!checked.ok) {
      const { problems } = checked;
      return page({ ...form, problems }, { status: 422 });
    }

    const { password } = checked.values;
    const result = await recover(services, token, {
      password,
      language: ctx.state.language.code,
      clientInfo: await clientInfoOf(ctx),
    });
    if (result.reason === "recovered") {
      const response = await logInAndRedirect(ctx, result.user, {
        method: "recovery",
        next: "/account",
      });
      return withNotice(ctx, response, "password_changed");
    }
    if (result.reason === "void") return dead();
    const { failure, init } = waitResponse(ctx.state.language, result);
    return page({ ...form, failure }, init);
  },
});

export default define.page<typeof handlers>(function NewPasswordPage(
  { data, state: { language } },
) {
  const { messages } = language;
  const { recovery } = messages;
  if (!data) {
    return (
      <DeadRecoveryLink
        again="/auth/recover"
        texts={recovery}
        messages={messages.deadLink}
      />
    );
  }
  return (
    <>
      <Title failed={whenFailed(data, messages)}>{recovery.title}</Title>
      <h1>{recovery.title}</h1>
      <p>{fill(recovery.forAccount, { address: <b>{data.address}</b> })}</p>
      <SetPasswordForm
        {...data}
        action="/auth/recover/new"
        language={language}
      />
    </>
  );
});

function dead() {
  return page(null, { status: 410, headers: TOKEN_PAGE });
}
