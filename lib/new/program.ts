/**
 * The commands of `deno task new`.
 *
 * @module
 */
import { Command } from "@commander-js/extra-typings";
import type { Outcome } from "../cli/outcome.ts";
import { type Output, runProgram } from "../cli/run.ts";
import { readAddress } from "./address.ts";
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
        .description("Writes a page or an island, with its test.")
        .addCommand(pageCommand(root, finish))
        .addCommand(islandCommand(root, finish)),
  });
}

type Finish = (outcome: Outcome) => void;

function pageCommand(root: string, finish: Finish) {
  return new Command("page")
    .description("Write a page and its test.")
    .argument("<path>", "where it is found: /diary, /blog/[slug]")
    .option("--guarded", "only people who are signed in see it")
    .option("--form", "it asks for something, checks it and answers")
    .addHelpText(
      "after",
      examples("page /about", "page /diary --guarded --form"),
    )
    .action(async (typed, { guarded = false, form = false }) => {
      const address = readAddress(typed);
      const wish: PageWish = { address, guarded, form };
      await refuseTaken(root, address);
      const test = await freeOf(root, testPaths(wish));
      const files = [pageFile(wish), pageTest(wish, test)];
      await writeNew(root, files);
      finish(written(files, pageAdvice(wish, test)));
    });
}

function islandCommand(root: string, finish: Finish) {
  return new Command("island")
    .description("Write a part of a page that also runs in the browser.")
    .argument("<Name>", "what it is called: LetterCount")
    .addHelpText("after", examples("island LetterCount"))
    .action(async (typed) => {
      const name = readIslandName(typed);
      await refuseTakenIsland(root, name);
      const files = islandFiles(name);
      await writeNew(root, files);
      finish(written(files, islandAdvice(name)));
    });
}

function examples(...calls: readonly string[]): string {
  const lines = calls.map((call) => `  ${taskName} ${call}`);
  return `\nExamples:\n${lines.join("\n")}`;
}

function written(files: readonly NewFile[], advice: string): Outcome {
  const paths = files.map(({ path }) => path);
  return {
    text: paths.map((path) => `Wrote ${path}`).join("\n"),
    json: { written: paths },
    advice,
  };
}
