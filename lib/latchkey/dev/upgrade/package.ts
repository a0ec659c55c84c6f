/**
 * Gets `create-latchkey` of a release: from the npm registry, a folder, or a tarball.
 *
 * @module
 */
import { join, resolve } from "node:path";
import { CommandFailure } from "../../cli/outcome.ts";
import { run } from "./run.ts";
import { unpackPackage } from "./tarball.ts";
import { isVersion } from "../../version.ts";

const NAME = "create-latchkey";

/** A release, unpacked. */
export interface Release {
  readonly version: string;
  /** Its folder, with `create.js` and `template/`. */
  readonly folder: string;
}

/**
 * The release in a folder or a `.tgz`.
 *
 * @param into Where a tarball is unpacked.
 * @throws {CommandFailure} if it is none.
 */
export async function localRelease(
  source: string,
  into: string,
): Promise<Release> {
  const stats = await Deno.stat(source).catch(() => null);
  if (stats === null) {
    throw new CommandFailure("not_found", `There is no ${source}.`);
  }
  if (stats.isDirectory) return await releaseIn(resolve(source));
  await unpackPackage(source, into);
  return await releaseIn(into);
}

/**
 * The release with this version in the npm registry; without a version, the latest. Deno
 * downloads it, from the registry of `.npmrc` or `NPM_CONFIG_REGISTRY`, verifies its checksum
 * and unpacks it. It waits a day before it takes a release that wasn't asked for by version.
 *
 * @param root The site's folder.
 * @param into Where to install the package.
 * @throws {CommandFailure} if it can't be had.
 */
export async function registryRelease(
  root: string,
  version: string | undefined,
  into: string,
): Promise<Release> {
  const wanted = `${NAME}@${version ?? "latest"}`;
  await Deno.mkdir(into, { recursive: true });
  const config = {
    nodeModulesDir: "auto",
    imports: { [NAME]: `npm:${wanted}` },
  };
  await Deno.writeTextFile(join(into, "deno.json"), JSON.stringify(config));
  await Deno.copyFile(join(root, ".npmrc"), join(into, ".npmrc"))
    .catch(() => {}); // Most sites have none.
  const { code, stderr } = await run("deno", [
    ...["install", "--quiet", `--reload=npm:${NAME}`],
    ...(version === undefined ? [] : ["--minimum-dependency-age=0"]),
  ], into);
  if (code !== 0) throw new CommandFailure("failed", notLoaded(wanted, stderr));
  // The sandbox of create.js needs to know it by its real path.
  const folder = await Deno.realPath(join(into, "node_modules", NAME));
  return await releaseIn(folder);
}

function notLoaded(wanted: string, stderr: string): string {
  if (/minimum dependency/.test(stderr)) {
    const version = /'create-latchkey@(\d[^']*)'/.exec(stderr)?.[1];
    return `${NAME} ${version} is less than a day old. To upgrade to it already, run ` +
      `"deno task upgrade ${version}".`;
  }
  const reason = stderr.replace(/\s*Stack backtrace:[^]*$/, "")
    .replace(/^error: /, "");
  return `${wanted} can't be downloaded, so nothing was changed.\n${reason}\n` +
    "Without the npm registry, use --from and --base: docs/upgrading.md";
}

async function releaseIn(folder: string): Promise<Release> {
  try {
    const text = await Deno.readTextFile(join(folder, "package.json"));
    const { name, version } = JSON.parse(text);
    const { isFile } = await Deno.stat(join(folder, "create.js"));
    if (name === NAME && isFile && isVersion(version)) {
      return { version, folder };
    }
  } catch (error) {
    const expected = error instanceof SyntaxError ||
      error instanceof Deno.errors.NotFound || error instanceof TypeError;
    if (!expected) throw error;
  }
  throw new CommandFailure("failed", `${folder} is not a release of ${NAME}.`);
}
