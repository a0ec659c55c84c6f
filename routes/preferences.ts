import { chooseLanguage } from "../lib/latchkey/features/account/language.ts";
import { safeNext } from "../lib/latchkey/http/next_path.ts";
import { FORM_OWNER } from "../lib/latchkey/forms/form_owner.ts";
import { keepLanguage } from "../lib/latchkey/http/locale.ts";
import { readForm } from "../lib/latchkey/http/read_form.ts";
import { asksAgain } from "../lib/latchkey/http/posted_page.ts";
import { isTheme, keepTheme } from "../lib/latchkey/http/theme.ts";
import { languageOf } from "../lib/latchkey/i18n/languages.ts";
import { define } from "../lib/latchkey/state.ts";

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
    const chosen = languageOf(language);
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
