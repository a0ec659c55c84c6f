/**
 * Writes the site of a release, by the release's own `create.js`.
 *
 * @module
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { CommandFailure } from "../../cli/outcome.ts";
import { type Answers, ANSWERS_FILE } from "./answers.ts";
import type { Release } from "./package.ts";
import { run, textOf } from "./run.ts";
import { readTree, type Tree } from "./tree.ts";

/**
 * What the release makes of the answers. Its program may only read the release, and only
 * write below `into`.
 *
 * @param into A folder, which is created.
 * @throws {CommandFailure} if the program fails.
 */
export async function createdSite(
  { folder, version }: Release,
  { options }: Answers,
  into: string,
): Promise<Tree> {
  await Deno.mkdir(into, { recursive: true });
  const site = join(into, "site");
  const { code, stderr, stdout } = await run("deno", [
    ...["run", "--quiet", "--no-prompt", "--no-config", "--no-lock"],
    ...["--no-remote", "--no-npm", "--node-modules-dir=none", "--ignore-env"],
    `--allow-read=${listed(folder)},${listed(into)}`,
    `--allow-write=${listed(into)}`,
    ...[importing(join(folder, "create.js")), site, ...options],
    ...["--yes", "--no-git"],
  ], into);
  const written = code === 0 &&
    await Deno.stat(join(site, ANSWERS_FILE)).then(() => true, () => false);
  if (!written) {
    const said = stderr || textOf(stdout);
    throw new CommandFailure(
      "failed",
      `Release ${version} can't make a site from ${ANSWERS_FILE}:\n${said}`,
    );
  }
  return await readTree(site);
}

/**
 * A module that imports a program when it runs. Deno lets the program that it is started with
 * import any file, and only asks for permission for what is imported later.
 */
function importing(program: string): string {
  const source = `const program = ${
    JSON.stringify(pathToFileURL(program).href)
  };
await import(program);`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/** A path in a list of permissions, in which commas are doubled. */
function listed(path: string): string {
  return path.replaceAll(",", ",,");
}
