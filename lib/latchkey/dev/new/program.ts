/**
 * The commands of `deno task new`.
 *
 * @module
 */
import { Command } from "@commander-js/extra-typings";
import type { Outcome } from "../../cli/outcome.ts";
import { type Output, runProgram } from "../../cli/run.ts";
import { readAddress } from "./address.ts";
import { planFeature } from "./feature.ts";
import { placeOfApi, placeOfPage } from "./guards.ts";
import { planIsland } from "./island.ts";
import { planApi, planPage } from "./page.ts";
import { refuseTaken } from "./routes.ts";
import { writeNew } from "./write.ts";

const taskName = "deno task new";

const EXAMPLES = {
  page: [
    "page /about",
    "page /diary --guarded --form",
    "page /admin/reports",
    "page '/blog/[slug]'",
  ],
  api: [
    "api /api/books",
    "api /api/books --guarded --post",
    "api '/api/books/[id]' --guarded",
  ],
  island: ["island Counter"],
  feature: ["feature reading-list"],
};

const PATHS = `
Parts of the path in brackets are parameters: /blog/[slug] matches /blog/one, and
/docs/[...path] everything below /docs. Put such a path in quotes.`;

/** Runs one of the commands to its end, as `runProgram` does. */
export function runNew(
  args: readonly string[],
  { io, root }: {
    readonly io: Output;
    /** The project's folder. */
    readonly root: string;
  },
): Promise<number> {
  return runProgram(args, {
    io,
    task: "new",
    create: (finish) =>
      new Command(taskName)
        .description(
          "Write a page, an API route, an island or a feature, and its test.",
        )
        .addCommand(pageCommand(root, finish))
        .addCommand(apiCommand(root, finish))
        .addCommand(islandCommand(root, finish))
        .addCommand(featureCommand(root, finish))
        .addHelpText("after", examples(Object.values(EXAMPLES).flat())),
  });
}

type Finish = (outcome: Outcome) => void;

function pageCommand(root: string, finish: Finish) {
  return new Command("page")
    .description("Write a page and its test.")
    .argument("<path>", "the path of its URL: /diary, /blog/[slug]")
    .option("--guarded", "only logged-in users can see it")
    .option("--form", "add a form that checks its input on the server")
    .addHelpText(
      "after",
      `${PATHS}

Below a folder with a guard of its own, such as /admin or /account, a page is
behind that guard, with --guarded and without.
${examples(EXAMPLES.page)}`,
    )
    .action(async (typed, { guarded = false, form = false }) => {
      const address = readAddress(typed);
      refuseTaken(root, address.path);
      const place = await placeOfPage(root, address.path, guarded);
      finish(await writeNew(root, planPage(root, address, place, form)));
    });
}

function apiCommand(root: string, finish: Finish) {
  return new Command("api")
    .description("Write an API route, which answers in JSON, and its test.")
    .argument("<path>", "the path of its URL: /api/books, /api/books/[id]")
    .option("--guarded", "only logged-in users can use it, by token or cookie")
    .option("--post", "take JSON by POST as well, and check it by a schema")
    .addHelpText(
      "after",
      `${PATHS}

A guarded route has to be below /api/, where the guard answers in JSON.
${examples(EXAMPLES.api)}`,
    )
    .action(async (typed, { guarded = false, post = false }) => {
      const address = readAddress(typed);
      refuseTaken(root, address.path);
      const place = await placeOfApi(root, address.path, guarded);
      finish(await writeNew(root, planApi(root, address, place, post)));
    });
}

function islandCommand(root: string, finish: Finish) {
  return new Command("island")
    .description(
      "Write an island, which also runs in the browser, and its test.",
    )
    .argument("<Name>", "the name of its component: Counter")
    .addHelpText("after", examples(EXAMPLES.island))
    .action(async (name) => {
      finish(await writeNew(root, planIsland(root, name)));
    });
}

function featureCommand(root: string, finish: Finish) {
  return new Command("feature")
    .description(
      "Write a feature, which keeps data of users in a table, and its test.",
    )
    .argument("<name>", "its name: reading-list")
    .addHelpText("after", examples(EXAMPLES.feature))
    .action(async (name) => {
      finish(await writeNew(root, await planFeature(root, name)));
    });
}

function examples(calls: readonly string[]): string {
  const lines = calls.map((call) => `  ${taskName} ${call}`);
  return `\nExamples:\n${lines.join("\n")}`;
}
