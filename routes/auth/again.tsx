import { type Context, page } from "fresh";
import {
  SendKept,
  SignInAgain,
  type SignInAgainProps,
} from "../../components/KeptForm.tsx";
import { Title, whenFailed } from "../../components/Title.tsx";
import { type SignedIn, signIn, viewOf } from "@latchkey/core";
import { addressProblem, check, signInForm } from "@latchkey/core/forms";
import {
  askToWait,
  keepForm,
  KEPT_FORM,
  keptFields,
  leaveForm,
  loginCookies,
  rateLimit,
  readSent,
  readWaiting,
  redirectSignedIn,
  safeNext,
  setLanguage,
  SIGN_IN_LIMITS,
  takeForm,
  visitOf,
  type WaitingForm,
  waitInit,
  withoutSecrets,
} from "@latchkey/core/http";
import { problemWords } from "@latchkey/core/i18n";
import { define, type State } from "../../lib/state.ts";

/** The name of the field in which the foot of the page carries a form that is offered. */
const OFFERED_FORM = "offered_form";

const limit = rateLimit("sign-in", SIGN_IN_LIMITS);

/** Asks who it is; or the person is signed in, and this is what was sent before. */
type AgainData = SignInAgainProps | WaitingForm;

/**
 * Guards send forms here that came after the session's end (307, so with all that was
 * typed), with the id of the account whose session it was: nobody else gets what was typed.
 */
export const handlers = define.handlers<AgainData>({
  GET(ctx) {
    const { services: { settings }, user } = ctx.state;
    const taken = takeForm(settings, ctx.req.headers, user?.id);
    return taken
      ? offer(ctx.state, taken.form, { headers: taken.headers })
      : ctx.redirect("/auth/login", 303);
  },

  async POST(ctx) {
    const { services, session, language, user } = ctx.state;
    const { fields: form, isAgain } = await readSent(ctx);
    const { searchParams } = ctx.url;
    const to = safeNext(searchParams.get("to"));
    const whose = searchParams.get("whose") ?? "";
    if (isAgain && OFFERED_FORM in form) {
      const offered = readWaiting(form[OFFERED_FORM], user?.id);
      return offered
        ? offer(ctx.state, offered)
        : ctx.redirect("/auth/login", 303);
    }
    if (!(KEPT_FORM in form) && user?.id === whose) {
      return offer(ctx.state, { whose, to, fields: withoutSecrets(form) });
    }
    const action = `/auth/again?${new URLSearchParams({ to, whose })}`;
    const kept = form[KEPT_FORM] ?? keepForm(form);
    ctx.state.shown = { form: { [KEPT_FORM]: kept }, also: {} };
    if (!(KEPT_FORM in form)) return page({ action, kept }, { status: 401 });

    const entered = { action, kept, address: form.username };
    if (isAgain) return page(entered);
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
    if (result.ok) return sendOn(ctx, result, { whose, to, kept });
    if (result.reason === "wrong") {
      const failure = language.words.login.wrong;
      const username = addressProblem(checked.values.username) ?? undefined;
      const problems = { username: problemWords(language.words, username) };
      return page({ ...entered, failure, problems }, { status: 401 });
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
      <Title failed={whenFailed("to" in data ? {} : data, words)}>
        {title}
      </Title>
      <h1>{"to" in data ? again : title}</h1>
      <p role="status">{"to" in data ? kept : ended}</p>
      {"to" in data
        ? (
          <SendKept
            to={data.to}
            fields={data.fields}
            words={words.signInAgain}
          />
        )
        : <SignInAgain {...data} words={words} />}
    </>
  );
});

/** Shows the form that waits; the foot of the page carries it along. */
function offer(state: State, form: WaitingForm, init?: ResponseInit) {
  state.shown = { form: {}, also: { [OFFERED_FORM]: JSON.stringify(form) } };
  return page(form, init);
}

/**
 * By a redirect, so that to load the page anew does not send the password again. What is
 * too long for the way is shown at once.
 */
function sendOn(
  ctx: Context<State>,
  signedIn: SignedIn,
  { whose, to, kept }: Omit<WaitingForm, "fields"> & { readonly kept: string },
) {
  const { state } = ctx;
  const { user, session } = signedIn;
  if (user.id !== whose) return redirectSignedIn(ctx, "/", signedIn);
  const form = { whose, to, fields: keptFields(kept) };
  const waiting = leaveForm(state.services.settings, form);
  if (waiting === null) {
    state.cookies = loginCookies(state, signedIn);
    state.user = viewOf(user);
    state.session = session;
    setLanguage(state, user.language);
    return offer(state, form);
  }
  const response = redirectSignedIn(ctx, "/auth/again", signedIn);
  response.headers.append("set-cookie", waiting);
  return response;
}
