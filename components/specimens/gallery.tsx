/**
 * Every component of the site in every state, for `/dev/components`. Add a new one to `parts`,
 * or to `pages` if its fields have fixed names.
 *
 * @module
 */
import type { Specimens } from "@latchkey/core/dev";
import type { Language } from "../../lib/messages/language.ts";
import { FACTORS } from "./factors.tsx";
import { FORMS } from "./forms.tsx";
import { inputs } from "./inputs.tsx";
import { PAGES } from "./pages.tsx";
import { PROVIDERS } from "./providers.tsx";
import { texts } from "./texts.tsx";

/** The components that share the first page. */
export function parts(language: Language) {
  return { ...inputs(language), ...texts(language) };
}

const titled = Object.entries({ ...FORMS, ...FACTORS }).map(([name, form]) => [
  name,
  (language: Language) => (
    <>
      <h1>{name}</h1>
      {form(language)}
    </>
  ),
]);

/** The components with a page of their own. */
export const pages: Specimens<Language> = {
  ...Object.fromEntries(titled),
  ...PAGES,
  ...PROVIDERS,
};
