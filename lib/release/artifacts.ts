/**
 * The files of a release, in `dist/<version>/`.
 *
 * @module
 */
import { join } from "node:path";
import { billOfMaterials } from "./bill_of_materials.ts";
import { readChangelog } from "./changelog.ts";
import { ReleaseError } from "./context.ts";
import { importedPackages, installedLicense } from "./installed_packages.ts";
import { readLock } from "./lock_packages.ts";
import { CHANGELOG_FILE } from "./plan.ts";
import { releaseList } from "./release_list.ts";
import { run } from "./run.ts";

/** The folder of a release's files, from the project's. */
export function folderOf(version: string): string {
  return join("dist", version);
}

/** The name of the package that a release publishes. */
export function packageFile(version: string): string {
  return `create-latchkey-${version}.tgz`;
}

/**
 * Writes the files of a release: the package, the bill of materials, the list of releases, the
 * notes and the checksums. The same commit gives the same files.
 *
 * @param time The time of the release's commit.
 */
export async function writeArtifacts(
  root: string,
  version: string,
  time: Date,
): Promise<void> {
  const folder = join(root, folderOf(version));
  await removeArtifacts(root, version);
  await Deno.mkdir(folder, { recursive: true });
  await buildPackage(root, version, folder);
  const changelog = readChangelog(
    await Deno.readTextFile(join(root, CHANGELOG_FILE)),
  );
  const notes = changelog.sections.find((each) => each.version === version);
  const texts: Record<string, string> = {
    [`latchkey-${version}.cdx.json`]: billOfMaterials({
      version,
      time,
      lock: readLock(await Deno.readTextFile(join(root, "deno.lock"))),
      imported: await importedPackages(root),
      licenseOf: (locked) => installedLicense(root, locked),
    }),
    "NOTES.md": `${notes?.text}\n`,
    "releases.json": `${JSON.stringify(releaseList(changelog), null, 2)}\n`,
  };
  for (const [name, text] of Object.entries(texts)) {
    await Deno.writeTextFile(join(folder, name), text);
  }
  const names = [packageFile(version), ...Object.keys(texts)].toSorted();
  await Deno.writeTextFile(
    join(folder, "SHA256SUMS"),
    (await Promise.all(names.map((name) => checksumLine(folder, name))))
      .join(""),
  );
}

/** Removes the files of a release, if there are any. */
export async function removeArtifacts(
  root: string,
  version: string,
): Promise<void> {
  await removeIfThere(join(root, folderOf(version)));
}

/** Where the task `build:create` leaves the package. */
const BUILT = "_create";

/** Builds the package, and copies it into the folder. */
async function buildPackage(root: string, version: string, folder: string) {
  const name = packageFile(version);
  const built = join(root, BUILT, name);
  await removeIfThere(built);
  const args = ["task", "--quiet", "build:create"];
  await run("deno", args, { cwd: root });
  try {
    await Deno.copyFile(built, join(folder, name));
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new ReleaseError(
      `deno task build:create did not write ${BUILT}/${name}.`,
    );
  }
}

async function removeIfThere(path: string) {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** A line as `sha256sum` writes it. */
async function checksumLine(folder: string, name: string): Promise<string> {
  const bytes = await Deno.readFile(join(folder, name));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `${hash.toHex()}  ${name}\n`;
}
