/**
 * The command line of `deno task release`.
 *
 * @module
 */
import { Argument, Command, CommanderError } from "@commander-js/extra-typings";
import { type ReleaseContext, ReleaseError } from "./context.ts";
import { checkedPlan } from "./plan.ts";
import { rebuild, release } from "./release.ts";
import { BUMPS } from "./version.ts";

/**
 * Runs the command to its end.
 *
 * @returns The exit code: 0 done, 1 failed, 2 called incorrectly.
 */
export async function runRelease(
  args: readonly string[],
  context: ReleaseContext,
): Promise<number> {
  try {
    await parser(context).parseAsync([...args], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    context.err(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** By default the parser reads the environment. */
const noColors = () => false;

function parser(context: ReleaseContext) {
  const { out, err } = context;
  return new Command("deno task release")
    .description(
      "Make a release: check, set the version, date the changelog, commit, tag, and " +
        "write the files to publish into dist/<version>/. Publishes nothing.",
    )
    .addArgument(
      new Argument(
        "[version]",
        `${
          BUMPS.join(", ")
        } or a version such as 1.2.3; by default the version of ` +
          "lib/latchkey/deno.json, if it has not been released",
      ),
    )
    .option("--checked", "don't run check and test: they have just passed")
    .option("--dry-run", "check everything, and say what would be done")
    .option(
      "--rebuild",
      "write the files of the tagged release that is checked out",
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => out(text.trimEnd()),
      writeErr: (text) => err(text.trimEnd()),
      getOutHasColors: noColors,
      getErrHasColors: noColors,
    })
    .action(
      async (version, { checked = false, dryRun = false, rebuild: again }) => {
        if (again) {
          if (version !== undefined || dryRun) {
            throw new ReleaseError(
              "--rebuild takes no version and no --dry-run.",
            );
          }
          return out((await rebuild(context)).join("\n"));
        }
        const plan = await checkedPlan(context, { version, checked });
        if (dryRun) return out(plan.steps.join("\n"));
        out((await release(context, plan)).join("\n"));
      },
    );
}
