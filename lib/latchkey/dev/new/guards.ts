/**
 * Which middlewares a new file will be behind, and so who gets to see it.
 *
 * @module
 */
import { dirname, join } from "node:path/posix";
import { CommandFailure } from "../../cli/outcome.ts";
import { isBelow, middlewaresAbove, type RouteFile } from "./routes.ts";

/** Where a new file belongs. */
export interface Place {
  /** Its path in the project, without extension: `routes/(logged-in)/diary`. */
  readonly file: string;
  /** Whether it is behind a guard that only lets logged-in users pass. */
  readonly guarded: boolean;
  /** The roles that the guard asks for as well. */
  readonly roles: readonly string[];
}

/** What a middleware does. */
interface Guard {
  /** Whether it redirects to the login page, or answers in JSON. */
  readonly of: "pages" | "api";
  readonly roles: readonly string[];
}

/**
 * The words of middlewares that this command can read: guards of this project, and what
 * puts them together. A middleware with any other word may do anything.
 */
const KNOWN_WORDS = new Set(
  `const default define export middleware ctx method next req Context POST State
  requirePassword requireProof ConfirmIdentity requireRecentFactor
  requireRecentLogin requireRole requireToken
  requireUser requireVerifiedAddress`.split(/\s+/),
);

/**
 * Finds the place of a page. Below a folder with a guard of its own it is that folder;
 * elsewhere `routes/`, or `routes/(logged-in)/` for a guarded page.
 *
 * @throws {CommandFailure} when it can't be told who would see the page, or nobody would.
 */
export async function placeOfPage(
  root: string,
  path: string,
  isGuarded: boolean,
): Promise<Place> {
  const above = middlewaresAbove(root, path);
  const beside = above.filter((one) => holdsFor(one, `routes${path}`));
  const folder = isGuarded && beside.length === 0
    ? "routes/(logged-in)"
    : "routes";
  const file = `${folder}${path}`;
  const guard = await readGuard(root, above, file);
  if (guard?.of === "api") {
    throw new CommandFailure(
      "usage",
      `The middleware above ${path} guards API routes, not pages. Choose another ` +
        `path, or write an API route: deno task new api ${path}`,
    );
  }
  return {
    file: withIndex(file, above),
    guarded: isGuarded || guard !== null,
    roles: guard?.roles ?? [],
  };
}

/**
 * Finds the place of an API route: for a guarded one below a folder whose guard answers
 * in JSON, for an open one outside it.
 *
 * @throws {CommandFailure} when there is none.
 */
export async function placeOfApi(
  root: string,
  path: string,
  isGuarded: boolean,
): Promise<Place> {
  const above = middlewaresAbove(root, path);
  const guard = await readGuard(root, above, `routes${path}`);
  if (guard?.of === "pages") {
    throw new CommandFailure(
      "usage",
      `The middleware above ${path} guards pages, and redirects to the login page. ` +
        `Put the API route below /api/: deno task new api /api${path}`,
    );
  }
  if (isGuarded && guard === null) {
    throw new CommandFailure(
      "usage",
      "A guarded API route must be below /api/, whose guard answers in JSON: " +
        `deno task new api /api${path} --guarded`,
    );
  }
  const file = guard !== null && !isGuarded
    ? `routes/(open)${path}`
    : withIndex(`routes${path}`, above);
  return { file, guarded: isGuarded, roles: [] };
}

/**
 * Reads the middlewares above a file, which are all of one kind.
 *
 * @returns What they do together; null when there is none.
 * @throws {CommandFailure} when one of them can't be read, is of another kind, or doesn't
 * hold for the file although its folder has the same path on the site.
 */
async function readGuard(
  root: string,
  middlewares: readonly RouteFile[],
  file: string,
): Promise<Guard | null> {
  const guards: Guard[] = [];
  for (const middleware of middlewares) {
    const path = `routes/${middleware.file}`;
    const guard = holdsFor(middleware, file)
      ? guardIn(await Deno.readTextFile(join(root, path)))
      : null;
    if (guard === null || guards.some(({ of }) => of !== guard.of)) {
      throw new CommandFailure(
        "failed",
        `${path} decides who can open what is below ${middleware.at}, and this ` +
          "command can't tell who that is. Write the file by hand in " +
          `${dirname(path)}/.`,
      );
    }
    guards.push(guard);
  }
  return guards.length === 0
    ? null
    : { of: guards[0].of, roles: guards.flatMap(({ roles }) => roles) };
}

/** What a middleware does, by its code; null when that can't be told. */
function guardIn(code: string): Guard | null {
  const roles: string[] = [];
  const words: readonly string[] = code.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, "")
    .replaceAll(/^import\b[^;]*;/gm, "")
    .replaceAll(/\brequireRole\("(\w+)"\)/g, (_, role) => {
      roles.push(role);
      return "requireRole";
    })
    .match(/[\w$]+/g) ?? [];
  if (words.some((word) => !KNOWN_WORDS.has(word))) return null;
  if (words.includes("requireToken")) return { of: "api", roles };
  return words.some((word) => word.startsWith("require"))
    ? { of: "pages", roles }
    : null;
}

/** Whether a middleware holds for a file: it does for all that is in its folder. */
function holdsFor({ file }: RouteFile, path: string): boolean {
  return isBelow(path, `routes/${dirname(file)}`);
}

/** A file that is at the very path of a folder with a middleware goes into the folder. */
function withIndex(file: string, middlewares: readonly RouteFile[]): string {
  const isFolder = middlewares.some((one) =>
    `routes/${dirname(one.file)}` === file
  );
  return isFolder ? `${file}/index` : file;
}
