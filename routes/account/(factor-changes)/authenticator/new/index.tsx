import { type Context, page } from "fresh";
import { AccountPage } from "../../../../../components/AccountPage.tsx";
import {
  AuthenticatorSetupForm,
  type AuthenticatorSetupProps,
} from "../../../../../components/AuthenticatorSetup.tsx";
import { LogoutWarning } from "../../../../../components/LogoutWarning.tsx";
import { showNewRecoveryCodes } from "../../../../../components/NewRecoveryCodes.tsx";
import { whenFailed } from "../../../../../components/Title.tsx";
import { confirmAuthenticator, readRecoveryCodes } from "@latchkey/core";
import { authenticatorApp, recoveryCodes } from "@latchkey/core/features";
import { check } from "@latchkey/core/forms";
import {
  authenticatorForm,
  clientInfoOf,
  rateLimit,
  readReplayable,
  withNotice,
} from "@latchkey/core/http";
import { loggedIn, type LoggedInState } from "../../../../../lib/state.ts";

/** A wrong code is a typing mistake or a wrong clock, but nobody needs more. */
const limit = rateLimit("authenticator-setup", {
  account: { burst: 20, refillSeconds: 60 },
});

const MINUTE_MS = 60_000;

type SetupContext = Context<LoggedInState>;

export const handlers = loggedIn.handlers<
  Omit<AuthenticatorSetupProps, "language">
>({
  GET: async (ctx) => await showSetup(ctx, {}),

  async POST(ctx) {
    const { services, session, language: { messages } } = ctx.state;
    const { fields: form, isAgain } = await readReplayable(ctx);
    const typed = { name: form.name };
    const { appAdded } = messages.recoveryCodes.fresh;
    if (isAgain) {
      const shown = readRecoveryCodes(form.codes ?? "");
      return shown
        ? await showNewRecoveryCodes(ctx, shown, appAdded)
        : await showSetup(ctx, typed);
    }
    const checked = check(authenticatorForm, form);
    if (!checked.ok) {
      const { problems } = checked;
      return await showSetup(ctx, { ...typed, problems }, { status: 422 });
    }
    const wait = await limit.check(ctx);
    if (wait) {
      const { failure, init } = wait;
      return await showSetup(ctx, { ...typed, failure }, init);
    }
    const added = await confirmAuthenticator(services, session, {
      ...checked.values,
      id: setupOf(ctx),
      clientInfo: await clientInfoOf(ctx),
    });
    if (!added) {
      const failure = messages.authenticator.setup.wrong;
      return await showSetup(ctx, { ...typed, failure }, { status: 422 });
    }
    return added.recoveryCodes
      ? await showNewRecoveryCodes(ctx, added.recoveryCodes, appAdded)
      : toList(ctx, "app_added");
  },
});

export default loggedIn.page<typeof handlers>(function NewAuthenticatorPage(
  { data, state },
) {
  const { language } = state;
  const { account, authenticator } = language.messages;
  return (
    <AccountPage
      title={authenticator.setup.title}
      failed={whenFailed(data, language.messages)}
      messages={account}
    >
      <AuthenticatorSetupForm {...data} language={language} />
      <LogoutWarning {...state} />
    </AccountPage>
  );
});

function setupOf({ url }: SetupContext): string {
  return url.searchParams.get("setup") ?? "";
}

/** Shows the app to set up, or the list if it isn't being set up. */
async function showSetup(
  ctx: SetupContext,
  shown: Pick<AuthenticatorSetupProps, "name" | "problems" | "failure">,
  init?: ResponseInit,
) {
  const { services, user } = ctx.state;
  const apps = services.use(authenticatorApp);
  const id = setupOf(ctx);
  const setup = await apps.setup(user.id, id, user.address);
  if (!setup) {
    const done = (await apps.list(user.id)).find((app) => app.id === id);
    const doneAt = done?.lastUsedAt ?? 0;
    // A form that was sent twice shows recovery codes in its first answer only.
    if (hasCodes(ctx) && services.now() - doneAt < MINUTE_MS) {
      const codes = ctx.redirect("/account/recovery-codes", 303);
      return withNotice(ctx, codes, "codes_unseen");
    }
    return toList(ctx, done ? "app_added" : "setup_over");
  }
  const { encode } = await import("uqr"); // Only this page needs it.
  const { data: modules } = encode(setup.uri, { border: 4 });
  return page({ ...shown, setup, modules }, init);
}

function hasCodes({ state: { services } }: SetupContext): boolean {
  return services.site.features.includes(recoveryCodes);
}

function toList(ctx: SetupContext, notice: string): Response {
  return withNotice(ctx, ctx.redirect("/account/authenticator", 303), notice);
}
