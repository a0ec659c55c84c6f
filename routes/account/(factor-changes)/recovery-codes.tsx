import { page } from "fresh";
import { AccountPage } from "../../../components/AccountPage.tsx";
import { showNewRecoveryCodes } from "../../../components/NewRecoveryCodes.tsx";
import {
  RecoveryCodes,
  type RecoveryCodesProps,
} from "../../../components/RecoveryCodes.tsx";
import { whenFailed } from "../../../components/Title.tsx";
import {
  readRecoveryCodes,
  replaceRecoveryCodes,
  viewRecoveryCodes,
} from "@latchkey/core";
import {
  clientInfoOf,
  rateLimit,
  readReplayable,
  safeNext,
  takeNotice,
} from "@latchkey/core/http";
import { format, onDay } from "@latchkey/core/i18n";
import { loggedIn, type LoggedInState } from "../../../lib/state.ts";

/** Limited because each change is recorded and emailed. */
const limit = rateLimit("recovery-codes", {
  account: { burst: 10, refillSeconds: 600 },
});

export const handlers = loggedIn.handlers<
  Omit<RecoveryCodesProps, "language">
>({
  async GET(ctx) {
    const { services, user, language: { messages } } = ctx.state;
    const { notices } = messages.recoveryCodes;
    const { notice: done, headers } = takeNotice(ctx, notices);
    const next = ctx.url.searchParams.get("next");
    return page({
      codes: await viewRecoveryCodes(services, user.id),
      next: next === null ? undefined : safeNext(next),
      done,
    }, { headers });
  },

  async POST(ctx) {
    const { services, user, session } = ctx.state;
    const { fields: { codes: sent }, isAgain } = await readReplayable(ctx);
    const known = readRecoveryCodes(sent ?? "");
    const codes = await viewRecoveryCodes(services, user.id);
    if (isAgain) {
      return known ? await showNewRecoveryCodes(ctx, known) : page({ codes });
    }
    if (known) return download(ctx.state, known);
    if (sent !== undefined) {
      const failure = ctx.state.language.messages.recoveryCodes.fresh.gone;
      return page({ codes, failure }, { status: 422 });
    }
    const wait = await limit.check(ctx);
    if (wait) return page({ codes, failure: wait.failure }, wait.init);
    const clientInfo = await clientInfoOf(ctx);
    const fresh = await replaceRecoveryCodes(services, session, clientInfo);
    return fresh
      ? await showNewRecoveryCodes(ctx, fresh)
      : page({ codes }, { status: 409 });
  },
});

export default loggedIn.page<typeof handlers>(function RecoveryCodesPage(
  { data, state: { language } },
) {
  const { account, recoveryCodes: { title } } = language.messages;
  return (
    <AccountPage
      title={title}
      failed={whenFailed(data, language.messages)}
      messages={account}
    >
      <RecoveryCodes {...data} language={language} />
    </AccountPage>
  );
});

/** The codes as a text file. They come from the page, because the database has only hashes. */
function download(
  { services, user, language }: LoggedInState,
  codes: readonly string[],
): Response {
  const { fresh } = language.messages.recoveryCodes;
  const lines = [
    services.site.name,
    format(fresh.heading, { address: user.address }),
    format(fresh.fileNote, { day: onDay(language, services.now()) }),
    "",
    ...codes,
    "",
  ];
  return new Response(lines.join("\r\n"), {
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": 'attachment; filename="recovery-codes.txt"',
      "cache-control": "no-store",
    },
  });
}
