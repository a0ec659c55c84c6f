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

/** A valid link, or null. */
type OpenData =
  | {
    readonly token: string;
    readonly address: string;
    readonly requestedHere: boolean;
    /** Whether the browser blocks cookies. Then the link was not used. */
    readonly cookieBlocked?: boolean;
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
    const requestedHere = await isBoundBrowser(ctx, browser);
    return page({ token, address, requestedHere }, {
      headers: { ...TOKEN_PAGE, ...checkCookies(ctx).headers },
    });
  },

  async POST(ctx) {
    const { services, user } = ctx.state;
    const { fields: form, isAgain } = await readReplayable(ctx);
    const { token = "" } = form;
    const cookieBlocked = !isAgain && checkCookies(ctx, form).wasLost;
    if (isAgain || cookieBlocked) {
      return await showAgain(ctx, token, cookieBlocked);
    }
    const link = await useLoginLink(
      services,
      token,
      ctx.state.language.code,
    );
    // After a double click, the first request has used the link and logged the person in.
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
    const continueLink = <a href="/">{open.continueLink}</a>;
    return (
      <DeadLink messages={messages.deadLink}>
        <p>{fill(open.deadLink, { continueLink })}</p>
        <p>
          <a class="button" href="/auth/link">{open.again}</a>
        </p>
      </DeadLink>
    );
  }
  const { token, address, requestedHere, cookieBlocked } = data;
  return (
    <>
      <Title failed={whenFailed({ failure: cookieBlocked }, messages)}>
        {open.title}
      </Title>
      <h1>{open.title}</h1>
      {cookieBlocked && <Failure>{messages.login.cookieBlocked}</Failure>}
      <p>{requestedHere ? messages.tokenForm.moment : open.elsewhere}</p>
      <TokenForm
        action="/auth/link/open"
        token={token}
        button={fill(open.logInAs, { address: <bdi>{address}</bdi> })}
        requestedHere={requestedHere}
      />
    </>
  );
});

/** Shows the page again without using the link, which would be wasted if cookies are blocked. */
async function showAgain(
  ctx: Context<State>,
  token: string,
  cookieBlocked: boolean,
) {
  const link = await findLoginLink(ctx.state.services, token);
  if (!link) return dead();
  const address = shownAddress(link.user.address);
  const headers = { ...TOKEN_PAGE, ...checkCookies(ctx).headers };
  return page(
    { token, address, requestedHere: false, cookieBlocked },
    { status: cookieBlocked ? 400 : 200, headers },
  );
}

function dead() {
  return page(null, { status: 410, headers: TOKEN_PAGE });
}
