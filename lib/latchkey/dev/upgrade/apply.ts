/**
 * Writes what was planned. All of it is in the stage before the first file of the site changes,
 * so that an upgrade that was interrupted can be finished.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import * as v from "valibot";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import { ANSWERS_FILE } from "./answers.ts";
import type { Change } from "./findings.ts";
import { LOCK_FILE } from "./lock.ts";
import { type FileEntry, foldersOf, readFile } from "./tree.ts";

/** The journal in the stage. */
const JOURNAL = "journal.json";

const nullableText = v.nullable(v.string());

const journalSchema = v.object({
  /** Changes when another release could not read the journal. */
  format: v.literal(1),
  outcome: v.object({
    text: v.string(),
    advice: v.string(),
    json: v.unknown(),
  }),
  steps: v.array(v.object({
    path: v.string(),
    before: nullableText,
    after: nullableText,
    executable: v.boolean(),
  })),
});

type Journal = v.InferOutput<typeof journalSchema>;
type Step = Journal["steps"][number];

/** What is told when all is written. */
export type Told = Outcome & { readonly advice: string };

/** Where an upgrade is written. */
export interface Places {
  /** The site's folder. */
  readonly root: string;
  /** The folder of the upgrade's own files. */
  readonly stage: string;
  /** Called after each file that was written or deleted. */
  readonly written?: (path: string) => void;
}

/** Puts the changes into the stage, and then a journal that says so. */
export async function prepare(
  changes: readonly Change[],
  outcome: Told,
  { root, stage }: Places,
): Promise<void> {
  const ordered = changes.toSorted((a, b) => rank(a) - rank(b));
  await Deno.mkdir(join(stage, "result"), { recursive: true });
  const steps: Step[] = [];
  for (const [index, { path, file }] of ordered.entries()) {
    if (file) await Deno.writeFile(resultAt(stage, index), file.bytes);
    steps.push({
      path,
      before: await hashAt(root, path),
      after: file ? hashOf(file.bytes) : null,
      executable: file?.executable ?? false,
    });
  }
  const { text, advice, json } = outcome;
  const journal: Journal = {
    format: 1,
    outcome: { text, advice, json },
    steps,
  };
  const unfinished = join(stage, `${JOURNAL}.new`);
  await Deno.writeTextFile(unfinished, JSON.stringify(journal));
  await Deno.rename(unfinished, join(stage, JOURNAL));
}

/** Deletes first, because names may differ in case only; the site's version comes last. */
function rank({ path, file }: Change): number {
  if (path === ANSWERS_FILE) return 2;
  return file ? 1 : 0;
}

/** Whether an upgrade was interrupted while it wrote. */
export async function wasInterrupted(stage: string): Promise<boolean> {
  return await Deno.stat(join(stage, JOURNAL)).then(() => true, () => false);
}

/**
 * Writes what the journal lists, also if a part is written already.
 *
 * @throws {CommandFailure} before anything is written, if a file is neither as it was nor as
 *   it is to be.
 */
export async function applyJournal(places: Places): Promise<Told> {
  const { root, stage, written = () => {} } = places;
  const { steps, outcome } = await readJournal(stage);
  for (const { path, before, after } of steps) {
    if (path === LOCK_FILE) continue; // Deno may have renewed it already.
    const present = await hashAt(root, path);
    if (present !== null && present !== before && present !== after) {
      throw new CommandFailure("failed", `${path} was changed. ${UNDO}`);
    }
  }
  for (const [index, step] of steps.entries()) {
    if (step.after === null) await remove(root, step.path);
    else await replace(root, step, resultAt(stage, index));
    written(step.path);
  }
  return { ...outcome, json: outcome.json };
}

/** How to start again. */
export const UNDO =
  'To undo the upgrade that was interrupted, run "git stash --include-untracked".';

async function readJournal(stage: string): Promise<Journal> {
  try {
    const text = await Deno.readTextFile(join(stage, JOURNAL));
    return v.parse(journalSchema, JSON.parse(text));
  } catch {
    throw new CommandFailure(
      "failed",
      `The upgrade that was interrupted can't be finished. ${UNDO}`,
    );
  }
}

const resultAt = (stage: string, index: number) =>
  join(stage, "result", `${index}`);

async function replace(
  root: string,
  { path, executable }: Step,
  result: string,
): Promise<void> {
  const file = join(root, path);
  const former = await Deno.lstat(file).catch(() => null);
  const mode = (former?.mode ?? 0o644) & 0o666;
  const beside = `${file}.latchkey-upgrade`;
  await Deno.mkdir(dirname(file), { recursive: true });
  await Deno.writeFile(beside, await Deno.readFile(result));
  if (Deno.build.os !== "windows") {
    await Deno.chmod(beside, executable ? mode | (mode & 0o444) >> 2 : mode);
  }
  await Deno.rename(beside, file);
}

/** Deletes a file, and the folders above that are empty then. */
async function remove(root: string, path: string): Promise<void> {
  await Deno.remove(join(root, path)).catch(ignoreMissing);
  for (const folder of foldersOf(path).reverse()) {
    const entries = await Array.fromAsync(Deno.readDir(join(root, folder)))
      .catch(() => null);
    if (entries?.length !== 0) return;
    await Deno.remove(join(root, folder));
  }
}

function ignoreMissing(error: unknown): void {
  const isMissing = error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.NotADirectory;
  if (!isMissing) throw error;
}

async function hashAt(root: string, path: string): Promise<string | null> {
  const present: FileEntry | null = await readFile(join(root, path))
    .catch((error) => {
      ignoreMissing(error);
      return null;
    });
  return present && hashOf(present.bytes);
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
