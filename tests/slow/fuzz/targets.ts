/**
 * The targets in a request's first line.
 *
 * @module
 */
import fc from "fast-check";
import { pagesOf } from "@latchkey/core/testing";
import { pathOf } from "./forms.ts";
import { encoded, junk, path, token } from "./texts.ts";

/** Every path of the site: file routes and others. */
export const PATHS = [
  ...pagesOf(".").map(({ at }) => at).toSorted(),
  ...["", "/[id]", "/[id]/html"].map((rest) => `/dev/mail${rest}`),
  ...["", "/[id]"].map((rest) => `/dev/components${rest}`),
  "/api/nothing",
  "/styles.css",
  "/latchkey.svg",
  "/nowhere",
].map((path) => pathOf(path).replaceAll(/\[[^\]]+\]/g, "{id}"));

const query = fc.array(
  fc.tuple(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          "token",
          "next",
          "invite",
          "q",
          "after",
          "from",
          "state",
          "code",
          "error",
        ),
      },
      { weight: 1, arbitrary: junk },
    ),
    fc.oneof({ weight: 3, arbitrary: token }, { weight: 1, arbitrary: path }, {
      weight: 2,
      arbitrary: junk,
    }),
  ),
  { maxLength: 3 },
).map((pairs) =>
  pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&")
);

/** Other spellings of a path. */
const rewrite = fc.constantFrom<(path: string) => string>(
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => `/.${path}`,
  (path) => `/x/..${path}`,
  (path) => path.toUpperCase(),
  (path) => path.replaceAll("a", "%61"),
  (path) => `${path}%00`,
  (path) => `${path}%zz`,
  (path) => `${path}%c0%af`,
  (path) => `${path}\\`,
  (path) => `${path};x=1`,
  (path) => `${path}/${"x/".repeat(200)}`,
);

/** Any path and query. */
export const target = fc.tuple(
  fc.constantFrom(...PATHS),
  fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, {
    weight: 1,
    arbitrary: rewrite,
  }),
  fc.oneof({ weight: 2, arbitrary: fc.constant("") }, {
    weight: 1,
    arbitrary: query,
  }),
).map(([path, change, query]) =>
  (change?.(path) ?? path) + (query && `?${query}`)
);
