import { type Context, page } from "fresh";
import { DeadRecoveryLink } from "../../../components/DeadLink.tsx";
import { PlainForm } from "../../../components/PlainForm.tsx";
import { Title, whenFailed } from "../../../components/Title.tsx";
import {
  SetPasswordForm,
  type SetPasswordView,
} from "../../../components/SetPasswordForm.tsx";
import {
  checkNewPassword,
  findReadyRecovery,
  passwordRules,
  shownAddress,
} from "@latchkey/core";
import { recoveryForm } from "@latchkey/core/new-password";
import {
  finishAccountRecovery,
  logInAndRedirect,
  logSecurityEvent,
  readReplayable,
  TOKEN_PAGE,
  waitResponse,
  withNotice,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { define, type State } from "../../../lib/state.ts";

const PATH = "/auth/account-recovery/finish";

/** A valid link, or null. */
type FinishData =
  | SetPasswordView & {
    /** Whether the account has a password that can be kept. */
    hasPassword: boolean;
  }
  | null;

export const handlers = define.handlers<FinishData>({
  async GET(ctx) {
    const token = ctx.url.searchParams.get("token") ?? "";
    const form = await formFor(ctx, token);
    return form ? page(form, { headers: TOKEN_PAGE }) : dead();
  },

  async POST(ctx) {
    const { language } = ctx.state;
    const { fields: sent, isAgain } = await readReplayable(ctx);
    const { token = "", keep } = sent;
    const form = await formFor(ctx, token);
    if (!form) {
      await logSecurityEvent(ctx, "login_failed", { method: "recovery" });
      return dead();
    }
    if (isAgain) return page(form);
    let password: string | null = null;
    if (keep !== "yes") {
      const checked = await checkNewPassword(recoveryForm(form), sent, form);
      if (!checked.ok) {
        return page({ ...form, problems: checked.problems }, { status: 422 });
      }
      ({ password } = checked.values);
    }
    const result = await finishAccountRecovery(ctx, token, password);
    if (result.reason === "void") return dead();
    if (result.reason === "recovered") {
      const response = await logInAndRedirect(ctx, result.user, {
        method: "recovery",
        next: "/account",
      });
      return withNotice(ctx, response, "account_recovered");
    }
    const { failure, init } = waitResponse(language, result);
    return page({ ...form, failure }, init);
  },
});

export default define.page<typeof handlers>(function FinishRecoveryPage(
  { data, state: { language } },
) {
  const { messages } = language;
  const { finish } = messages.accountRecovery;
  if (!data) {
    return (
      <DeadRecoveryLink
        again="/auth/login"
        texts={finish}
        messages={messages.deadLink}
      />
    );
  }
  const { hasPassword, ...view } = data;
  const { send, sending } = finish;
  return (
    <>
      <Title failed={whenFailed(data, messages)}>{finish.title}</Title>
      <h1>{finish.title}</h1>
      <p>{fill(finish.explained, { address: <b>{data.address}</b> })}</p>
      <ul>
        <li>{finish.factors}</li>
        <li>{finish.loggedOut}</li>
      </ul>
      <p>{finish.then}</p>
      <SetPasswordForm
        {...view}
        action={PATH}
        texts={{ send, sending }}
        language={language}
      />
      <details class="other">
        <summary>{hasPassword ? finish.keep : finish.withoutPassword}</summary>
        <PlainForm action={PATH} button={finish.keepSend}>
          <input type="hidden" name="token" value={data.token} />
          <input type="hidden" name="keep" value="yes" />
        </PlainForm>
      </details>
    </>
  );
});

async function formFor(ctx: Context<State>, token: string) {
  const { services } = ctx.state;
  const linked = await findReadyRecovery(services, token);
  if (!linked) return null;
  const { user } = linked;
  return {
    token,
    address: shownAddress(user.address),
    hasPassword: user.passwordHash !== "",
    ...passwordRules(services),
  };
}

function dead() {
  return page(null, { status: 410, headers: TOKEN_PAGE });
}
