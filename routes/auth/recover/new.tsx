import { page } from "fresh";
import { DeadLink } from "../../../components/DeadLink.tsx";
import { Title, whenFailed } from "../../../components/Title.tsx";
import RecoveryForm, {
  type RecoveryFormProps,
} from "../../../islands/RecoveryForm.tsx";
import {
  checkRecovery,
  completeSignIn,
  findRecovery,
  passwordRules,
  recover,
  shownAddress,
} from "@latchkey/core";
import { recoveryForm } from "@latchkey/core/forms";
import {
  askToWait,
  noteSecurityEvent,
  readSent,
  redirectSignedIn,
  TOKEN_PAGE,
  visitOf,
  withNotice,
} from "@latchkey/core/http";
import { fill, formWords, plural } from "@latchkey/core/i18n";
import { define } from "../../../lib/state.ts";

export const handlers = define.handlers<
  Omit<RecoveryFormProps, "words"> | null
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
    const { services, session } = ctx.state;
    const { fields: sent, isAgain } = await readSent(ctx);
    const { token = "" } = sent;
    const user = await findRecovery(services, token);
    if (!user) {
      await noteSecurityEvent(ctx, "login_failed", { method: "recovery" });
      return dead();
    }
    const address = shownAddress(user.address);
    const form = { token, address, ...passwordRules(services) };
    if (isAgain) return page(form);
    const checked = await checkRecovery(sent, form);
    if (!checked.ok) {
      const { problems } = checked;
      return page({ ...form, problems }, { status: 422 });
    }

    const { password } = checked.values;
    const visit = await visitOf(ctx);
    const result = await recover(services, token, {
      password,
      language: ctx.state.language.code,
      visit,
    });
    if (result.reason === "recovered") {
      const signedIn = await completeSignIn(services, result.user, {
        method: "recovery",
        remembered: false,
        visit,
        replaces: session,
      });
      const response = redirectSignedIn(ctx, "/account", signedIn);
      return withNotice(ctx, response, "password_changed");
    }
    if (result.reason === "void") return dead();
    const { failure, init } = askToWait(ctx.state.language, result);
    return page({ ...form, failure }, init);
  },
});

export default define.page<typeof handlers>(function NewPasswordPage(
  { data, state: { language } },
) {
  const { locale, words } = language;
  const { passwordMeter, recovery } = words;
  if (!data) {
    const goOn = <a href="/account">{recovery.goOn}</a>;
    return (
      <DeadLink words={words.deadLink}>
        <p>{fill(recovery.void, { goOn })}</p>
        <p>
          <a class="button" href="/auth/recover">{recovery.again}</a>
        </p>
      </DeadLink>
    );
  }
  const { minLength } = data;
  const hint = plural(locale, recovery.passwordHint, minLength);
  const forForm = formWords(language, recoveryForm(data), minLength);
  return (
    <>
      <Title failed={whenFailed(data, words)}>{recovery.title}</Title>
      <h1>{recovery.title}</h1>
      <p>{fill(hint, { address: <b>{data.address}</b> })}</p>
      <RecoveryForm
        {...data}
        words={{ ...forForm, ...passwordMeter, ...recovery.form }}
      />
    </>
  );
});

function dead() {
  return page(null, { status: 410, headers: TOKEN_PAGE });
}
