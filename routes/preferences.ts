import { chooseLanguage } from "../lib/accounts/language.ts";
import { safeNext } from "../lib/auth/next_path.ts";
import { FORM_OWNER } from "../lib/forms/form_owner.ts";
import { keepLanguage } from "../lib/http/language.ts";
import { readForm } from "../lib/http/read_form.ts";
import { isTheme, keepTheme } from "../lib/http/theme.ts";
import { languageOf } from "../lib/i18n/languages.ts";
import { define } from "../lib/state.ts";

/** Keeps what was chosen at the foot of a page, and leads back there. What does not exist is passed over. */
export const handlers = define.handlers({
  GET: (ctx) => ctx.redirect("/", 303),

  async POST(ctx) {
    const { services, user } = ctx.state;
    const form = await readForm(ctx.req);
    const { theme, language, back } = form;
    const response = ctx.redirect(safeNext(back), 303);
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
