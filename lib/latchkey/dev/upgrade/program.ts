/**
 * The command `deno task upgrade`.
 *
 * @module
 */
import { join } from "node:path";
import { Command } from "@commander-js/extra-typings";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import { type Output, runProgram } from "../../cli/run.ts";
import { type Places, wasInterrupted } from "./apply.ts";
import { uncommitted } from "./git.ts";
import { finish, upgrade } from "./upgrade.ts";
import { isVersion } from "../../version.ts";

/** The folders of the upgrade's own files, in one that git ignores. */
const STAGE = ".data/upgrade";
const DRY_STAGE = ".data/upgrade-dry-run";

/** How many uncommitted files are listed. */
const LISTED = 5;

/** Runs the command to its end, as `runProgram` does. */
export function runUpgrade(
  args: readonly string[],
  { io, root, written }: {
    readonly io: Output;
    /** The site's folder. */
    readonly root: string;
    /** Called after each file of the site that was written or deleted. */
    readonly written?: (path: string) => void;
  },
): Promise<number> {
  const places = { root, stage: join(root, STAGE), written };
  return runProgram(args, {
    io,
    task: "upgrade",
    create: (finish) => command(places, finish),
  });
}

function command(places: Places, done: (outcome: Outcome) => void) {
  return new Command("deno task upgrade")
    .description(
      "Bring a later release of Latchkey into the site, and keep what you changed.",
    )
    .argument("[version]", "the release; the latest by default")
    .option("--from <path>", "take the new release from a folder or a .tgz")
    .option("--base <path>", "take the present release from a folder or a .tgz")
    .option("--dry-run", "tell what would change, and change nothing")
    .option("--json", "print one JSON document")
    .addHelpText("after", EXAMPLES)
    .action(async (version, { from, base, dryRun = false }) => {
      if (version !== undefined && !isVersion(version)) {
        throw new CommandFailure(
          "invalid",
          `${version} is not a version. Versions look like 0.2.0.`,
        );
      }
      if (!dryRun && await isToFinish(places)) {
        return done(await finish(places));
      }
      const stage = join(places.root, dryRun ? DRY_STAGE : STAGE);
      done(
        await upgrade({ version, from, base, dryRun }, { ...places, stage }),
      );
    });
}

const EXAMPLES = `
Examples:
  deno task upgrade
  deno task upgrade 0.2.0 --dry-run
  deno task upgrade --base create-latchkey-0.1.0.tgz --from create-latchkey-0.2.0.tgz`;

/**
 * Whether an upgrade was interrupted.
 *
 * @throws {CommandFailure} if there are uncommitted changes of another origin.
 */
async function isToFinish({ root, stage }: Places): Promise<boolean> {
  const changed = await uncommitted(root);
  // After `git stash` nothing is left of an upgrade that was interrupted.
  if (changed.length === 0) return false;
  if (await wasInterrupted(stage)) return true;
  const listed = changed.slice(0, LISTED).map((path) => `  ${path}\n`).join("");
  const more = changed.length - LISTED;
  throw new CommandFailure(
    "failed",
    `There are uncommitted changes:\n${listed}${
      more > 0 ? `  and ${more} more\n` : ""
    }` +
      "Commit or stash them first, so that you can undo the upgrade.",
  );
}
