/**
 * An upgrade from one release to another.
 *
 * @module
 */
import { join } from "node:path";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import { announcements } from "./announcements.ts";
import { type Answers, ANSWERS_FILE, readAnswers } from "./answers.ts";
import { applyJournal, type Places, prepare, type Told } from "./apply.ts";
import { notesBetween } from "./changelog.ts";
import { createdSite } from "./create.ts";
import { renamedFiles, trackedFiles } from "./git.ts";
import { LOCK_FILE, RENEW_BY_HAND, renewLock } from "./lock.ts";
import { localRelease, registryRelease, type Release } from "./package.ts";
import { planUpgrade } from "./plan.ts";
import { report } from "./report.ts";
import { readSite } from "./tree.ts";
import { compareVersions } from "../../version.ts";

/** What is wanted. */
export interface Wanted {
  /** The new release; the latest if undefined. */
  readonly version: string | undefined;
  /** Where the new release is; in the registry if undefined. */
  readonly from: string | undefined;
  /** Where the site's present release is; in the registry if undefined. */
  readonly base: string | undefined;
  readonly dryRun: boolean;
}

/**
 * Upgrades a site. Changes nothing before everything is known and in the stage.
 *
 * @throws {CommandFailure} if a release can't be had, or is not a later one.
 */
export async function upgrade(
  wanted: Wanted,
  places: Places,
): Promise<Outcome> {
  const { stage, root } = places;
  const answers = await readAnswers(root);
  const tracked = await trackedFiles(root);
  if (!tracked.has(ANSWERS_FILE)) {
    throw new CommandFailure(
      "failed",
      `${ANSWERS_FILE} is not in git. Add it.`,
    );
  }
  await clear(stage);
  await Deno.mkdir(stage, { recursive: true, mode: 0o700 });
  try {
    const next = await newRelease(wanted, places);
    const order = compareVersions(next.version, answers.version);
    if (order === 0) return nothingToDo(next);
    if (order < 0) {
      throw new CommandFailure(
        "failed",
        `The site is at ${answers.version}, which is later than ${next.version}. ` +
          "To go back, use git.",
      );
    }
    const base = await presentRelease(wanted, answers, places);
    const told = await stageUpgrade(
      { base, next, answers, tracked, dryRun: wanted.dryRun },
      places,
    );
    if (wanted.dryRun) return told;
  } catch (error) {
    await clear(stage);
    throw error;
  } finally {
    if (wanted.dryRun) await clear(stage);
  }
  return await finish(places);
}

/** Writes what is in the stage, renews the lock file and clears the stage. */
export async function finish(places: Places): Promise<Outcome> {
  const told = await applyJournal(places);
  const problem = await renewedLock(places.root);
  await clear(places.stage);
  if (problem === null) return told;
  return { ...told, text: `${told.text}\n\n${problem}` };
}

async function renewedLock(root: string): Promise<string | null> {
  const hasLock = await Deno.stat(join(root, LOCK_FILE)).then(
    () => true,
    () => false,
  );
  if (!hasLock) return null;
  const reason = await renewLock(root);
  return reason === null
    ? null
    : `${LOCK_FILE} could not be renewed. Once that is possible, run\n  ` +
      `${RENEW_BY_HAND}\n${reason}`;
}

function nothingToDo({ version }: Release): Outcome {
  return {
    text: `The site is at ${version} already.`,
    json: { from: version, to: version, written: false },
  };
}

async function newRelease(
  { version, from }: Wanted,
  { root, stage }: Places,
): Promise<Release> {
  const into = join(stage, "next-package");
  if (from === undefined) return await registryRelease(root, version, into);
  return expected(await localRelease(from, into), version, from);
}

async function presentRelease(
  { base }: Wanted,
  { version }: Answers,
  { root, stage }: Places,
): Promise<Release> {
  const into = join(stage, "base-package");
  if (base === undefined) return await registryRelease(root, version, into);
  return expected(await localRelease(base, into), version, base);
}

function expected(
  release: Release,
  version: string | undefined,
  source: string,
): Release {
  if (version === undefined || release.version === version) return release;
  throw new CommandFailure(
    "invalid",
    `${source} is release ${release.version}, not ${version}.`,
  );
}

/** Makes the sites of both releases, merges them with the present one, and stages the result. */
async function stageUpgrade(
  { base, next, answers, tracked, dryRun }: {
    readonly base: Release;
    readonly next: Release;
    readonly answers: Answers;
    readonly tracked: ReadonlySet<string>;
    readonly dryRun: boolean;
  },
  places: Places,
): Promise<Told> {
  const { stage, root } = places;
  const before = await createdSite(base, answers, join(stage, "base"));
  const after = await createdSite(next, answers, join(stage, "next"));
  const paths = new Set([...before.keys(), ...after.keys()]);
  const plan = await planUpgrade({
    base: before,
    next: after,
    site: await readSite(root, paths, tracked),
    tracked,
    renamed: await renamedFiles(stage),
    context: { stage, labels: { base: base.version, next: next.version } },
  });
  const changelog = await Deno.readTextFile(join(next.folder, "CHANGELOG.md"))
    .catch(() => "");
  const told = report({
    from: base.version,
    to: next.version,
    notes: notesBetween(changelog, base.version, next.version),
    plan,
    dryRun,
    ...announcements(before, after),
  });
  if (!dryRun) await prepare(plan.changes, told, places);
  return told;
}

async function clear(stage: string): Promise<void> {
  await Deno.remove(stage, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
