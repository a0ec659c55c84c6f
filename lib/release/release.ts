/**
 * Makes a release, wholly or not at all.
 *
 * @module
 */
import { join } from "node:path";
import {
  folderOf,
  packageFile,
  removeArtifacts,
  writeArtifacts,
} from "./artifacts.ts";
import { datedChangelog } from "./changelog.ts";
import { type ReleaseContext, ReleaseError } from "./context.ts";
import { BRANCH, gitIn } from "./git.ts";
import {
  CHANGELOG_FILE,
  currentVersion,
  type ReleasePlan,
  VERSION_FILE,
} from "./plan.ts";
import { type Step, wholly } from "./wholly.ts";

/**
 * Makes a release that was checked. If a step fails, or Ctrl-C is pressed, those before it are
 * taken back.
 *
 * @returns What to say at the end, line by line.
 */
export async function release(
  { root, now }: ReleaseContext,
  { version }: ReleasePlan,
): Promise<string[]> {
  const time = new Date(Math.floor(now() / 1000) * 1000);
  const git = gitIn(root);
  const before = await git.head();
  const tag = `v${version}`;
  let tagged = false;
  const files = [VERSION_FILE, CHANGELOG_FILE];
  await wholly([
    await editing(root, VERSION_FILE, (text) => withVersion(text, version)),
    await editing(
      root,
      CHANGELOG_FILE,
      (text) => datedChangelog(text, version, time.toISOString().slice(0, 10)),
    ),
    {
      run: () => writeArtifacts(root, version, time),
      undo: () => removeArtifacts(root, version),
    },
    {
      async run() {
        await git.commit(files, `Release ${version}`, time);
        const status = await git.status();
        if (status === "") return;
        throw new ReleaseError(
          `Building the package changed files:\n${status}`,
        );
      },
      undo: () => git.resetTo(before),
    },
    {
      async run() {
        await git.tag(tag, `Latchkey ${version}`, time);
        tagged = true;
      },
      // A tag of someone else is never removed.
      undo: async () => tagged && await git.removeTag(tag),
    },
  ]);
  return [
    `Made the release ${version}. Nothing has been published. Next:`,
    `  git push --atomic origin ${BRANCH} ${tag}`,
    `  npm publish ${folderOf(version)}/${packageFile(version)}`,
  ];
}

/**
 * Writes the files of the release that is checked out again.
 *
 * @returns What to say at the end, line by line.
 * @throws {ReleaseError} if the commit is not that of the version's tag.
 */
export async function rebuild({ root }: ReleaseContext): Promise<string[]> {
  const git = gitIn(root);
  const version = await currentVersion(root);
  const isTagged = (await git.headTags()).includes(`v${version}`);
  if (!isTagged || await git.status() !== "") {
    throw new ReleaseError(
      `Run "git switch --detach v${version}" first, without changed files.`,
    );
  }
  await writeArtifacts(root, version, await git.headTime());
  return [
    `Wrote the files of the release ${version} into ${folderOf(version)}/.`,
  ];
}

/** A step that changes a file. */
async function editing(
  root: string,
  file: string,
  change: (text: string) => string,
): Promise<Step> {
  const path = join(root, file);
  const before = await Deno.readTextFile(path);
  return {
    run: () => Deno.writeTextFile(path, change(before)),
    undo: () => Deno.writeTextFile(path, before),
  };
}

/** Sets the version and leaves the rest of the file as it is. */
function withVersion(text: string, version: string): string {
  return text.replace(
    /^( {2}"version": )"[^"]+"/m,
    (_, start: string) => `${start}"${version}"`,
  );
}
