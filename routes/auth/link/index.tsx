import { page } from "fresh";
import { AddressForm } from "../../../components/AddressForm.tsx";
import { MailOnItsWay } from "../../../components/MailOnItsWay.tsx";
import { Title, whenFailed } from "../../../components/Title.tsx";
import { askSignInLink, shownAddress, TOKEN_SECONDS } from "@latchkey/core";
import {
  askToWait,
  checkAddress,
  markAskingBrowser,
  rateLimit,
  readSent,
  safeNext,
  showAlso,
  visitOf,
} from "@latchkey/core/http";
import { plural, type Problem, problemWords } from "@latchkey/core/i18n";
import { define } from "../../../lib/state.ts";

const HOLDS_MINUTES = TOKEN_SECONDS.sign_in_link / 60;

/**
 * Attempts of one client. None at one address, since a stranger could use them up; how many
 * emails go there is limited by `lib/latchkey/email/limits.ts`, and the page says the same either way.
 */
const limit = rateLimit("sign-in-link", {
  client: { burst: 20, refillSeconds: 60 },
});

interface LinkData {
  /** Where to go after signing in: a path of this site. */
  readonly next: string;
  readonly remembered?: boolean;
  readonly address?: string;
  readonly problem?: Problem;
  readonly failure?: string;
  /** Where the mail went, once it was asked for. */
  readonly mailedTo?: string;
}

export const handlers = define.handlers<LinkData>({
  async GET(ctx) {
    const next = safeNext(ctx.url.searchParams.get("next"));
    if (ctx.state.user) return ctx.redirect(next, 303);
    const { setCookie } = await markAskingBrowser(ctx);
    return page({ next }, { headers: { "set-cookie": setCookie } });
  },

  async POST(ctx) {
    const { services } = ctx.state;
    const { fields: form, isAgain } = await readSent(ctx);
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
    const { clientAddress: client } = await visitOf(ctx);
    const denied = await limit.take(services, { client });
    if (denied) {
      const { failure, init } = askToWait(ctx.state.language, denied);
      return page({ ...entered, failure }, init);
    }
    const { browser, setCookie } = await markAskingBrowser(ctx);
    const { next } = entered;
    await askSignInLink(services, {
      address: wanted,
      browser,
      language: ctx.state.language.code,
      remembered,
      next,
    });
    const mailedTo = shownAddress(wanted);
    showAlso(ctx.state, { mailed_to: mailedTo });
    return page({ next, mailedTo }, { headers: { "set-cookie": setCookie } });
  },
});

export default define.page<typeof handlers>(function LinkPage(
  { data, state: { language: { locale, words } } },
) {
  const { mailed, signInLink } = words;
  const { next, remembered, mailedTo, ...form } = data;
  const here = next === "/"
    ? "/auth/link"
    : `/auth/link?next=${encodeURIComponent(next)}`;
  if (mailedTo !== undefined) {
    return (
      <MailOnItsWay
        address={mailedTo}
        holds={plural(locale, mailed.holdsMinutes, HOLDS_MINUTES)}
        again={here}
        words={mailed}
      />
    );
  }
  return (
    <>
      <Title failed={whenFailed(data, words)}>{signInLink.title}</Title>
      <h1>{signInLink.title}</h1>
      <p>{signInLink.explained}</p>
      <AddressForm
        action="/auth/link"
        label={signInLink.email}
        button={signInLink.mailLink}
        {...form}
        problem={problemWords(words, form.problem)}
      >
        <label class="choice">
          <input
            type="checkbox"
            name="remember"
            value="yes"
            checked={remembered}
          />{" "}
          {signInLink.remember}
        </label>
        <input type="hidden" name="next" value={next} />
      </AddressForm>
      <p class="after">
        <a href="/auth/login">{signInLink.byPassword}</a>
      </p>
    </>
  );
});
