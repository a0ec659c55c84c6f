/**
 * Every component of the site in every state: what `/dev/components` shows. Add a new one to
 * the parts or, if its fields have fixed names, to the pages.
 *
 * @module
 */
import type { Specimens } from "@latchkey/core/dev";
import type { Language } from "../../lib/messages/language.ts";
import { FORMS } from "./forms.tsx";
import { inputs } from "./inputs.tsx";
import { PAGES } from "./pages.tsx";
import { texts } from "./texts.tsx";

/** What shares the first page. */
export function parts(language: Language) {
  return { ...inputs(language), ...texts(language) };
}

const forms = Object.entries(FORMS).map(([name, form]) => [
  name,
  (language: Language) => (
    <>
      <h1>{name}</h1>
      {form(language)}
    </>
  ),
]);

/** What has a page of its own. */
export const pages: Specimens<Language> = {
  ...Object.fromEntries(forms),
  ...PAGES,
};
