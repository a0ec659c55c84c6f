import { type Context, page } from "fresh";
import { DeadLink } from "../../../components/DeadLink.tsx";
import { Failure } from "../../../components/Failure.tsx";
import { Title, whenFailed } from "../../../components/Title.tsx";
import { TokenForm } from "../../../components/TokenForm.tsx";
import { findLoginLink, shownAddress, useLoginLink } from "@latchkey/core";
import {
  checkCookies,
  isBoundBrowser,
  logInAndRedirect,
  logSecurityEvent,
  readReplayable,
  safeNext,
  TOKEN_PAGE,
} from "@latchkey/core/http";
import { fill } from "@latchkey/core/i18n";
import { define, type State } from "../../../lib/state.ts";

/** A link that holds, as the page shows it; null for one that does not. */
type OpenData =
  | {
    readonly token: string;
    readonly address: string;
    readonly askedHere: boolean;
    /** Whether the browser keeps no cookie, so that the link was not used. */
    readonly notKept?: boolean;
  }
  | null;

export const handlers = define.handlers<OpenData>({
  async GET(ctx) {
    const { services } = ctx.state;
    const token = ctx.url.searchParams.get("token") ?? "";
    const link = await findLoginLink(services, token);
    if (!link) return dead();
    const { user, browser } = link;
    const address = shownAddress(user.address);
    const askedHere = await isBoundBrowser(ctx, browser);
    return page({ token, address, askedHere }, {
      headers: { ...TOKEN_PAGE, ...checkCookies(ctx).headers },
    });
  },

  async POST(ctx) {
    const { services, user } = ctx.state;
    const { fields: form, isAgain } = await readReplayable(ctx);
    const { token = "" } = form;
    const notKept = !isAgain && checkCookies(ctx, form).wasLost;
    if (isAgain || notKept) return await notUsed(ctx, token, notKept);
    const link = await useLoginLink(
      services,
      token,
      ctx.state.language.code,
    );
    // The second of two clicks finds the link used and the person logged in by it.
    if (!link && user) return ctx.redirect("/", 303);
    if (!link) {
      await logSecurityEvent(ctx, "login_failed", { method: "link" });
      return dead();
    }
    return await logInAndRedirect(ctx, link.user, {
      method: "link",
      remembered: link.remembered,
      next: safeNext(link.next),
    });
  },
});

export default define.page<typeof handlers>(function OpenLinkPage(
  { data, state: { language: { messages } } },
) {
  const { open } = messages.loginLink;
  if (!data) {
    const goOn = <a href="/">{open.goOn}</a>;
    return (
      <DeadLink messages={messages.deadLink}>
        <p>{fill(open.void, { goOn })}</p>
        <p>
          <a class="button" href="/auth/link">{open.again}</a>
        </p>
      </DeadLink>
    );
  }
  const { token, address, askedHere, notKept } = data;
  return (
    <>
      <Title failed={whenFailed({ failure: notKept }, messages)}>
        {open.title}
      </Title>
      <h1>{open.title}</h1>
      {notKept && <Failure>{messages.login.notKept}</Failure>}
      <p>{askedHere ? messages.tokenForm.moment : open.elsewhere}</p>
      <TokenForm
        action="/auth/link/open"
        token={token}
        button={fill(open.logInAs, { address: <bdi>{address}</bdi> })}
        askedHere={askedHere}
      />
    </>
  );
});

/** The page once more, with the link that was not used: it would be lost in a browser that keeps no cookie. */
async function notUsed(ctx: Context<State>, token: string, notKept: boolean) {
  const link = await findLoginLink(ctx.state.services, token);
  if (!link) return dead();
  const address = shownAddress(link.user.address);
  const headers = { ...TOKEN_PAGE, ...checkCookies(ctx).headers };
  return page(
    { token, address, askedHere: false, notKept },
    { status: notKept ? 400 : 200, headers },
  );
}

function dead() {
  return page(null, { status: 410, headers: TOKEN_PAGE });
}
