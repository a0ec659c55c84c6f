/**
 * What a person chose at the foot of a page: colours and language.
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
 * Keeps it, and leads back to where it was chosen: to a page that answers a form with 307,
 * so that the browser takes that form along. What does not exist is passed over.
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
  // A page that was left open may be that of another account.
  const isOwn = user?.id === form[FORM_OWNER];
  if (user && isOwn) {
    await services.store.users.update(user.id, { language: chosen.code });
  }
  return response;
}
