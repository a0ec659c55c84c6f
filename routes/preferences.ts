import { chooseLanguage } from "@latchkey/core";
import { FORM_OWNER } from "@latchkey/core/forms";
import {
  asksAgain,
  isTheme,
  keepLanguage,
  keepTheme,
  readForm,
  safeNext,
} from "@latchkey/core/http";
import { languageOf } from "@latchkey/core/i18n";
import { define } from "../lib/state.ts";

/**
 * Keeps what was chosen at the foot of a page, and leads back there: to a page that answers
 * a form with 307, so that the browser takes that form along. What does not exist is passed over.
 */
export const handlers = define.handlers({
  GET: (ctx) => ctx.redirect("/", 303),

  async POST(ctx) {
    const { services, user } = ctx.state;
    const form = await readForm(ctx.req);
    const { theme, language, back } = form;
    const status = asksAgain(form) ? 307 : 303;
    const response = ctx.redirect(safeNext(back), status);
    if (isTheme(theme)) {
      response.headers.append(
        "set-cookie",
        keepTheme(services.settings, theme),
      );
    }
    const chosen = languageOf(services.site, language);
    if (chosen) {
      response.headers.append(
        "set-cookie",
        keepLanguage(services.settings, chosen),
      );
      // A page that was left open may be that of another account.
      const isOwn = user?.id === form[FORM_OWNER];
      if (user && isOwn) await chooseLanguage(services, user.id, chosen);
    }
    return response;
  },
});
