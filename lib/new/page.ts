/**
 * A new page.
 *
 * @module
 */
import { sampleAddress } from "./address.ts";
import { formPageCode } from "./form_page.ts";
import {
  type PageNames,
  pageNames,
  pagePath,
  type PageWish,
  parametersOf,
  titleCode,
} from "./page_names.ts";
import type { NewFile } from "./write.ts";

/** The page itself. */
export function pageFile(wish: PageWish): NewFile {
  const names = pageNames(wish);
  const text = wish.form
    ? formPageCode(names, wish.address)
    : plainPageCode(wish, names);
  return { path: pagePath(wish), text };
}

/** What to do next, for a person. */
export function pageAdvice(wish: PageWish, test: string): string {
  const { address, guarded, form } = wish;
  const signIn = guarded ? "sign in, " : "";
  const steps = [
    `See it: deno task dev, ${signIn}open ${sampleAddress(address)}`,
    `Test it: deno task test ${test}`,
    ...form ? ["Keep what is typed: docs/recipes/data-of-your-own.md"] : [],
    guarded
      ? "Link it, and more: docs/recipes/guarded-page.md"
      : "Link it: components/SiteMap.tsx. In more languages: docs/recipes/another-language.md",
  ];
  return `Next:\n${steps.map((step) => `  ${step}`).join("\n")}`;
}

function plainPageCode(
  { address, guarded }: PageWish,
  names: PageNames,
): string {
  const { component, define, heading, root } = names;
  const given = [
    ...parametersOf(address).length > 0 ? ["params"] : [],
    ...guarded ? ["state"] : [],
  ];
  const props = given.length > 0 ? `{ ${given.join(", ")} }` : "";
  const words = guarded
    ? "Only people who are signed in see this page. You are {state.user.address}."
    : "Everybody may see this page.";
  return `
import { Title } from "${root}/components/Title.tsx";
import { ${define} } from "${root}/lib/state.ts";

export default ${define}.page(function ${component}(${props}) {
  return (
    <>
      ${titleCode(names)}
      <h1>${heading}</h1>
      <p>${words}</p>
    </>
  );
});
`;
}
