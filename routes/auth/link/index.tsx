import { page } from "fresh";
import { AddressForm } from "../../../components/AddressForm.tsx";
import { LinkMailed } from "../../../components/LinkMailed.tsx";
import { Title, whenFailed } from "../../../components/Title.tsx";
import { requestLoginLink, shownAddress, TOKEN_SECONDS } from "@latchkey/core";
import {
  addToReplay,
  bindBrowser,
  checkAddress,
  rateLimit,
  readReplayable,
  safeNext,
} from "@latchkey/core/http";
import { plural, type Problem, problemMessage } from "@latchkey/core/i18n";
import { define } from "../../../lib/state.ts";

const EXPIRES_MINUTES = TOKEN_SECONDS.login_link / 60;

/**
 * Limits each client, but not each address, because anyone could use up the owner's attempts.
 * `lib/latchkey/email/limits.ts` limits the emails to an address; the page doesn't show it.
 */
const limit = rateLimit("login-link", {
  client: { burst: 20, refillSeconds: 60 },
});

interface LinkData {
  /** Where to go after logging in: a path of this site. */
  readonly next: string;
  readonly remembered?: boolean;
  readonly address?: string;
  readonly problem?: Problem;
  readonly failure?: string;
  /** The address the email was sent to. */
  readonly mailedTo?: string;
}

export const handlers = define.handlers<LinkData>({
  async GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    if (ctx.state.user) return ctx.redirect(next, 303);
    const { setCookie } = await bindBrowser(ctx);
    return page({ next }, { headers: { "set-cookie": setCookie } });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const { fields: form, isAgain } = await readReplayable(ctx);
    const remembered = form.remember === "yes";
    const { address } = form;
    const entered = { next: safeNext(form.next), remembered, address };
    if (isAgain) return page({ ...entered, mailedTo: form.mailed_to });
    const checked = await checkAddress(services, form);
    if (!checked.ok) {
      const problem = checked.problems.address;
      return page({ ...entered, problem }, { status: 422 });
    }
    const { address: wanted } = checked.values;
    const wait = await limit.check(ctx);
    if (wait) return page({ ...entered, failure: wait.failure }, wait.init);
    const { browser, setCookie } = await bindBrowser(ctx);
    const { next } = entered;
    await requestLoginLink(services, {
      address: wanted,
      browser,
      language: ctx.state.language.code,
      remembered,
      next,
    });
    const mailedTo = shownAddress(wanted);
    addToReplay(ctx.state, { mailed_to: mailedTo });
    return page({ next, mailedTo }, { headers: { "set-cookie": setCookie } });
  },
});

export default define.page<typeof handlers>(function LinkPage(
  { data, state: { language: { locale, messages } } },
) {
  const { mailed, loginLink } = messages;
  const { next, remembered, mailedTo, ...form } = data;
  const here = next === "/"
    ? "/auth/link"
    : `/auth/link?next=${encodeURIComponent(next)}`;
  if (mailedTo !== undefined) {
    return (
      <LinkMailed
        address={mailedTo}
        expires={plural(locale, mailed.expiresInMinutes, EXPIRES_MINUTES)}
        again={here}
        messages={mailed}
      />
    );
  }
  return (
    <>
      <Title failed={whenFailed(data, messages)}>{loginLink.title}</Title>
      <h1>{loginLink.title}</h1>
      <p>{loginLink.explained}</p>
      <AddressForm
        action="/auth/link"
        label={loginLink.email}
        button={loginLink.sendLink}
        {...form}
        problem={problemMessage(messages, form.problem)}
      >
        <label class="choice">
          <input
            type="checkbox"
            name="remember"
            value="yes"
            checked={remembered}
          />{" "}
          {loginLink.remember}
        </label>
        <input type="hidden" name="next" value={next} />
      </AddressForm>
      <p class="after">
        <a href="/auth/login">{loginLink.byPassword}</a>
      </p>
    </>
  );
});
