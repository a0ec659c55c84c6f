/**
 * New pages and API routes.
 *
 * @module
 */
import type { Address } from "./address.ts";
import type { Place } from "./guards.ts";
import { pascalCase, sentenceCase } from "./names.ts";
import { freeOf, type Plan } from "./write.ts";

/** Plans a page, with a form or without. */
export function planPage(
  root: string,
  address: Address,
  place: Place,
  form: boolean,
): Plan {
  const values = { ...routeValues(root, address, place, "page"), form };
  return {
    files: {
      [`${place.file}.tsx`]: form ? "form_page.tsx" : "page.tsx",
      [values.test]: "page_test.ts",
    },
    next: "page_next",
    values: { ...values, ...pageNames(address) },
  };
}

/** Plans an API route, which takes JSON by `POST` as well or does not. */
export function planApi(
  root: string,
  address: Address,
  place: Place,
  post: boolean,
): Plan {
  const values = { ...routeValues(root, address, place, "route"), post };
  return {
    files: { [`${place.file}.ts`]: "api.ts", [values.test]: "api_test.ts" },
    next: "api_next",
    values: {
      ...values,
      inApi: address.path.startsWith("/api/"),
      needsSite: place.guarded || post,
    },
  };
}

/** @param kind What tells the test from others of the same name. */
function routeValues(
  root: string,
  { path, sample, parameters }: Address,
  { file, guarded, roles }: Place,
  kind: string,
) {
  const name = path.replaceAll(/[^\w]+/g, "_").replaceAll(/^_|_$/g, "")
    .toLowerCase();
  const params = Object.keys(parameters).length > 0;
  return {
    path,
    sample,
    // From its folder to the project's.
    root: file.split("/").slice(1).map(() => "..").join("/"),
    test: freeOf(root, [
      `tests/routes/${name}_test.ts`,
      `tests/routes/${name}_${kind}_test.ts`,
    ]),
    define: guarded ? "loggedIn" : "define",
    guarded,
    roles: roles.join(" and "),
    rolesInCode: JSON.stringify(roles),
    grants: roles
      .map((role) => `deno task cli users grant user1@gmail.com ${role}`)
      .join(" && "),
    severalRoles: roles.length > 1,
    logIn: guarded && roles.length === 0,
    params: params && JSON.stringify(parameters),
    props: [...params ? ["params"] : [], ...guarded ? ["state"] : []]
      .join(", "),
  };
}

function pageNames({ segments, parameters }: Address) {
  const title = sentenceCase(
    segments.findLast((one) => !one.startsWith("[")) ?? segments[0],
  );
  const names = Object.keys(parameters).map((name) => `{params.${name}}`);
  const heading = [title, ...names.length > 0 ? [names.join(", ")] : []]
    .join(": ");
  const component = segments.map(pascalCase).join("");
  return {
    heading,
    // A title is one string.
    title: names.length > 0 ? `{\`${heading.replaceAll("{", "${")}\`}` : title,
    headingPattern: heading.replaceAll(
      /\{params\.(\w+)\}/g,
      (_, name) => parameters[name].replaceAll("/", "\\/"),
    ),
    component: `${component}Page`,
    // No two pages may have the same.
    notice: component.replaceAll(/(?<!^)[A-Z]/g, "_$&").toLowerCase() + "_sent",
  };
}
