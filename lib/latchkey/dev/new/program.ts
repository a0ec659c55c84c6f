/**
 * The commands of `deno task new`.
 *
 * @module
 */
import { Command } from "@commander-js/extra-typings";
import type { Outcome } from "../../cli/outcome.ts";
import { type Output, runProgram } from "../../cli/run.ts";
import { fileAddress, readAddress } from "./address.ts";
import { apiAdvice, apiFile, type ApiWish } from "./api.ts";
import { apiTest } from "./api_tests.ts";
import { placeOfApi, placeOfPage } from "./guards.ts";
import {
  islandAdvice,
  islandFiles,
  readIslandName,
  refuseTakenIsland,
} from "./island.ts";
import { pageAdvice, pageFile } from "./page.ts";
import { type PageWish, testPaths } from "./page_names.ts";
import { pageTest } from "./page_tests.ts";
import { refuseTaken } from "./routes.ts";
import { freeOf, type NewFile, writeNew } from "./write.ts";

const taskName = "deno task new";

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
        .description("Write a page, an API route or an island, and its test.")
        .addCommand(pageCommand(root, finish))
        .addCommand(apiCommand(root, finish))
        .addCommand(islandCommand(root, finish))
        .addHelpText(
          "after",
          examples([
            ...PAGE_EXAMPLES,
            ...API_EXAMPLES,
            ...ISLAND_EXAMPLES,
          ]),
        ),
  });
}

type Finish = (outcome: Outcome) => void;

const PAGE_EXAMPLES = [
  "page /about",
  "page /diary --guarded --form",
  "page /admin/reports",
  "page '/blog/[slug]'",
];

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
${examples(PAGE_EXAMPLES)}`,
    )
    .action(async (typed, { guarded = false, form = false }) => {
      const address = readAddress(typed);
      await refuseTaken(root, fileAddress(address));
      const place = await placeOfPage(root, address, guarded);
      const wish: PageWish = { address, place, form };
      const test = await freeOf(root, testPaths(address, "page"));
      const files = [pageFile(wish), pageTest(wish, test)];
      finish(await written(root, files, pageAdvice(wish, test)));
    });
}

const API_EXAMPLES = [
  "api /api/books",
  "api /api/books --guarded --post",
  "api '/api/books/[id]' --guarded",
];

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
${examples(API_EXAMPLES)}`,
    )
    .action(async (typed, { guarded = false, post = false }) => {
      const address = readAddress(typed);
      await refuseTaken(root, fileAddress(address));
      const place = await placeOfApi(root, address, guarded);
      const wish: ApiWish = { address, place, post };
      const test = await freeOf(root, testPaths(address, "route"));
      const files = [apiFile(wish), apiTest(wish, test)];
      finish(await written(root, files, apiAdvice(wish, test)));
    });
}

const ISLAND_EXAMPLES = ["island Counter"];

function islandCommand(root: string, finish: Finish) {
  return new Command("island")
    .description(
      "Write an island, which also runs in the browser, and its test.",
    )
    .argument("<Name>", "the name of its component: Counter")
    .addHelpText("after", examples(ISLAND_EXAMPLES))
    .action(async (typed) => {
      const name = readIslandName(typed);
      await refuseTakenIsland(root, name);
      finish(await written(root, islandFiles(name), islandAdvice(name)));
    });
}

function examples(calls: readonly string[]): string {
  const lines = calls.map((call) => `  ${taskName} ${call}`);
  return `\nExamples:\n${lines.join("\n")}`;
}

/** Writes the files, and says so and what to do next. */
async function written(
  root: string,
  files: readonly NewFile[],
  advice: readonly string[],
): Promise<Outcome> {
  await writeNew(root, files);
  const paths = files.map(({ path }) => path);
  return {
    text: paths.map((path) => `Wrote ${path}`).join("\n"),
    json: { written: paths },
    advice: `Next:\n${advice.map((line) => `  ${line}`).join("\n")}`,
  };
}
