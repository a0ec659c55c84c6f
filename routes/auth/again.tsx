import { page } from "fresh";
import { Head } from "fresh/runtime";
import {
  SendKept,
  SignInAgain,
  type SignInAgainProps,
} from "../../components/KeptForm.tsx";
import { safeNext } from "../../lib/auth/next_path.ts";
import { rateLimit } from "../../lib/auth/rate_limit.ts";
import { signIn } from "../../lib/auth/sign_in.ts";
import { SIGN_IN_LIMITS } from "../../lib/auth/tries.ts";
import { check } from "../../lib/forms/check.ts";
import { signInForm } from "../../lib/forms/sign_in_form.ts";
import { askToWait, waitInit } from "../../lib/http/ask_to_wait.ts";
import { keepForm, KEPT_FORM, keptFields } from "../../lib/http/kept_form.ts";
import { type FormFields, readForm } from "../../lib/http/read_form.ts";
import {
  redirectSignedIn,
  signedInHeaders,
} from "../../lib/http/redirect_signed_in.ts";
import { visitOf } from "../../lib/http/visit_of.ts";
import { problemWords } from "../../lib/i18n/form_words.ts";
import { define, viewOf } from "../../lib/state.ts";

const limit = rateLimit("sign-in", SIGN_IN_LIMITS);

type AgainData =
  | SignInAgainProps
  /** The person is signed in; this is what was sent before, and where to. */
  | { readonly to: string; readonly fields: FormFields };

/**
 * Guards send forms here that came after the session's end (307, so with all that was
 * typed), with the id of the account whose session it was: nobody else gets what was typed.
 */
export const handlers = define.handlers<AgainData>({
  GET: (ctx) => ctx.redirect("/auth/login", 303),

  async POST(ctx) {
    const { services, session, language } = ctx.state;
    const { searchParams } = ctx.url;
    const to = safeNext(searchParams.get("to"));
    const whose = searchParams.get("whose") ?? "";
    const action = `/auth/again?${new URLSearchParams({ to, whose })}`;
    const form = await readForm(ctx.req);
    const kept = form[KEPT_FORM];
    if (kept === undefined) {
      return page({ action, kept: keepForm(form) }, { status: 401 });
    }

    const entered = { action, kept, address: form.username };
    const checked = check(signInForm, form);
    if (!checked.ok) {
      const { words } = language;
      const problems = {
        username: problemWords(words, checked.problems.username),
        password: problemWords(words, checked.problems.password),
      };
      return page({ ...entered, problems }, { status: 422 });
    }
    const result = await signIn(services, {
      address: checked.values.username,
      password: checked.values.password,
      remembered: form.remember === "yes",
      visit: await visitOf(ctx),
      replaces: session,
      limit,
    });
    if (result.ok && result.user.id !== whose) {
      return redirectSignedIn(ctx, "/", result);
    }
    if (result.ok) {
      ctx.state.user = viewOf(result.user);
      const headers = signedInHeaders(services.settings, result);
      return page({ to, fields: keptFields(kept) }, { headers });
    }
    if (result.reason === "wrong") {
      const failure = language.words.login.wrong;
      return page({ ...entered, failure }, { status: 401 });
    }
    const failure = askToWait(language, result);
    return page({ ...entered, failure }, waitInit(result));
  },
});

export default define.page<typeof handlers>(function SignInAgainPage(
  { data, state: { language: { words } } },
) {
  const { title, again, ended, kept } = words.signInAgain;
  return (
    <>
      <Head>
        <title>{title} · Latchkey</title>
      </Head>
      <h1>{"to" in data ? again : title}</h1>
      <p role="status">{"to" in data ? kept : ended}</p>
      {"to" in data
        ? <SendKept {...data} words={words.signInAgain} />
        : <SignInAgain {...data} words={words} />}
    </>
  );
});
