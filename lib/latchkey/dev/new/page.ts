/**
 * A new page.
 *
 * @module
 */
import { parametersOf, sampleAddress } from "./address.ts";
import { formPageCode } from "./form_page.ts";
import type { Place } from "./guards.ts";
import {
  type PageNames,
  pageNames,
  type PageWish,
  titleCode,
} from "./page_names.ts";
import type { NewFile } from "./write.ts";

/** The page itself. */
export function pageFile(wish: PageWish): NewFile {
  const names = pageNames(wish);
  const text = wish.form
    ? formPageCode(names, wish.address)
    : plainPageCode(wish, names);
  return { path: `${wish.place.file}.tsx`, text };
}

/** What to do next, for a person. */
export function pageAdvice(
  { address, place, form }: PageWish,
  test: string,
): readonly string[] {
  const path = sampleAddress(address);
  const logIn = place.guarded ? "log in, " : "";
  return [
    ...place.roles.map((role) =>
      `Give yourself the role: deno task cli users grant user1@gmail.com ${role}`
    ),
    `See it: run deno task dev, ${logIn}and open http://localhost:8000${path}`,
    `Test it: deno task test ${test}`,
    ...form ? ["Save what people enter: docs/recipes/data-of-your-own.md"] : [],
    "Link to it from every page: components/SiteMap.tsx",
    place.guarded
      ? "More: docs/recipes/guarded-page.md"
      : "Translate it: docs/recipes/another-language.md",
  ];
}

function plainPageCode(
  { address, place }: PageWish,
  names: PageNames,
): string {
  const { component, define, heading, root } = names;
  const given = [
    ...parametersOf(address).size > 0 ? ["params"] : [],
    ...place.guarded ? ["state"] : [],
  ];
  const props = given.length > 0 ? `{ ${given.join(", ")} }` : "";
  const greeting = place.guarded
    ? "<p>You are logged in as {state.user.address}.</p>"
    : "";
  return `
import { Title } from "${root}/components/Title.tsx";
import { ${define} } from "${root}/lib/state.ts";

export default ${define}.page(function ${component}(${props}) {
  return (
    <>
      ${titleCode(names)}
      <h1>${heading}</h1>
      <p>${audienceOf(place)} can see this page.</p>
      ${greeting}
    </>
  );
});
`;
}

/** Who gets to see what is at a place. */
export function audienceOf({ guarded, roles }: Place): string {
  if (roles.length > 0) return `Only users with the ${rolesIn(roles)}`;
  return guarded ? "Only logged-in users" : "Everyone";
}

/** `admin role`, or `admin and editor roles`. */
export function rolesIn(roles: readonly string[]): string {
  return `${roles.join(" and ")} ${roles.length === 1 ? "role" : "roles"}`;
}
