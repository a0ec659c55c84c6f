/**
 * The theme and language that visitors choose in the page footer.
 *
 * @module
 */
import { FORM_OWNER } from "../../forms/form_owner.ts";
import { languageOf } from "../../i18n/languages.ts";
import type { RequestContext } from "../../state.ts";
import { storeLanguage } from "../../http/locale.ts";
import { safeNext } from "../../http/next_path.ts";
import { isReplay } from "../../http/page_replay.ts";
import { readForm } from "../../http/read_form.ts";
import { isTheme, storeTheme } from "../../http/theme.ts";

/**
 * Saves the theme and language of the footer's form, in cookies and in the account of a
 * person who is logged in. Redirects back with 303, or with 307 if the page answered a
 * form, so that the browser sends that form again. Unknown themes and languages are
 * ignored.
 *
 * @example
 * ```ts
 * import { savePreferences } from "@latchkey/core/http";
 *
 * export const handler = { POST: savePreferences };
 * ```
 */
export async function savePreferences(ctx: RequestContext): Promise<Response> {
  const { services, user } = ctx.state;
  const form = await readForm(ctx.req);
  const { theme, language, back } = form;
  const response = ctx.redirect(safeNext(back), isReplay(form) ? 307 : 303);
  const { headers } = response;
  if (isTheme(theme)) {
    headers.append("set-cookie", storeTheme(services.settings, theme));
  }
  const chosen = languageOf(ctx.state.services.site, language);
  if (!chosen) return response;
  headers.append("set-cookie", storeLanguage(services.settings, chosen));
  // An open page may belong to another account.
  const isOwn = user?.id === form[FORM_OWNER];
  if (user && isOwn) {
    await services.store.users.update(user.id, { language: chosen.code });
  }
  return response;
}
