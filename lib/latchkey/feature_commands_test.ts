import { TEST_SITE } from "./testing/site.ts";
import assert from "node:assert/strict";
import { commandsOf } from "./commands.ts";
import { wholeNumber } from "./cli/command.ts";
import { CommandFailure } from "./cli/outcome.ts";
import { migrationsOf } from "./tables.ts";
import { openStore } from "./open_store.ts";
import { defineFeature } from "./feature.ts";
import type { Feature } from "./services.ts";
import { type Input, run } from "./testing/cli/run.ts";

type Tables = {
  readonly books: { title: string };
};

/** A site's feature with a table, queries and commands. */
const readingList = defineFeature({
  name: "reading_list",
  migrations: {
    "0001_books": ({ text }) => `create table books (title ${text} not null)`,
  },
  queries: (db) => {
    const own = db.withTables<Tables>();
    return {
      add: (title: string) =>
        own.insertInto("books").values({ title }).execute(),
      titles: async (limit: number) =>
        (await own.selectFrom("books").select("title").orderBy("title")
          .limit(limit).execute()).map(({ title }) => title),
    };
  },
  commandSummary: "Look after the books that people want to read.",
  commands: (command) => ({
    add: command({
      summary: "Add a book.",
      details: "Everybody sees it.",
      examples: ["reading_list add Emma"],
      args: { title: "what it is called" },
      options: { dryRun: "add nothing" },
      async run({ queries }, { title, dryRun }) {
        if (title === "Ulysses") {
          throw new CommandFailure("invalid", "Nobody reads that.");
        }
        if (!dryRun) await queries.add(title);
        return { text: `Added ${title}.`, json: { title, dryRun } };
      },
    }),
    list: command({
      summary: "List the books.",
      options: {
        limit: wholeNumber("limit", "books", [1, 9], 2),
      },
      async run({ queries }, { limit }) {
        const titles = await queries.titles(limit);
        return {
          text: titles.join("\n"),
          json: { titles },
          ...(titles.length === 0 && { failed: true, advice: "Add a book." }),
        };
      },
    }),
  }),
});

/**
 * Runs commands of a site with the feature, one after another, on one database.
 */
async function withBooks(
  test: (
    cli: (args: readonly string[], input?: Input) => ReturnType<typeof run>,
  ) => Promise<void>,
) {
  const features = [readingList];
  const { store, database } = await openStore(
    { databaseUrl: null, databaseFile: ":memory:" },
    migrationsOf({ features }),
  );
  try {
    await test((args, input) =>
      run(store, args, { features, database, ...input })
    );
  } finally {
    await store.close();
  }
}

Deno.test("a feature's commands use its queries, as text and as JSON", () =>
  withBooks(async (cli) => {
    const emma = await cli(["reading_list", "add", "Emma"]);
    assert.deepEqual(emma, { code: 0, out: "Added Emma.", err: "" });
    await cli(["reading_list", "add", "Dune"]);
    await cli(["reading_list", "add", "Zorba"]);
    const tried = await cli(
      ["reading_list", "add", "Beowulf", "--dry-run", "--json"],
    );
    assert.deepEqual(JSON.parse(tried.out), { title: "Beowulf", dryRun: true });
    assert.equal((await cli(["reading_list", "list"])).out, "Dune\nEmma");
    const all = await cli(["reading_list", "list", "--limit=9", "--json"]);
    assert.deepEqual(JSON.parse(all.out), {
      titles: ["Dune", "Emma", "Zorba"],
    });
  }));

Deno.test("help lists a feature's commands like the library's", () =>
  withBooks(async (cli) => {
    const { out } = await cli(["--help"]);
    assert.match(out, /^ {2}reading_list +Look after the books that people/m);
    assert.match(out, /^ {2}users /m);
    const group = await cli(["reading_list", "--help"]);
    assert.match(group.out, /^Usage: deno task cli reading_list \[/);
    assert.match(group.out, /^ {2}add \[options\] <title> +Add a book\.$/m);
    const add = await cli(["reading_list", "add", "--help"]);
    assert.match(
      add.out,
      /^Usage: deno task cli reading_list add \[options\] <title>\n\nAdd a book\.\n\nEverybody sees it\./,
    );
    assert.match(add.out, /title +what it is called/);
    assert.match(add.out, /--dry-run +add nothing/);
    assert.match(add.out, /--json /);
    assert.match(add.out, /Example:\n {2}deno task cli reading_list add Emma$/);
    const list = await cli(["reading_list", "list", "--help"]);
    assert.match(list.out, /--limit <number> +books, 1 to 9 \(default: 2\)/);
    assert.doesNotMatch(list.out, /Example/);
  }));

Deno.test("a failing feature command sets its exit code", () =>
  withBooks(async (cli) => {
    const failed = await cli(["reading_list", "list"]);
    assert.deepEqual(failed, { code: 1, out: "", err: "Add a book." });
    const invalid = await cli(["reading_list", "add", "Ulysses", "--json"]);
    assert.equal(invalid.code, 2);
    assert.deepEqual(JSON.parse(invalid.err), {
      error: { code: "invalid", message: "Nobody reads that." },
    });
    const limit = await cli(["reading_list", "list", "--limit", "10"]);
    assert.equal(limit.code, 2);
    assert.match(limit.err, /^--limit must be a whole number from 1 to 9\. /);
    const production = { APP_ENV: "production", DATABASE_FILE: ":memory:" };
    const keyless = await cli(["reading_list", "list"], { env: production });
    assert.equal(keyless.code, 1);
    assert.match(keyless.err, /JWT_KEYS/);
  }));

Deno.test("an unknown command of a feature exits with 2 and a hint", () =>
  withBooks(async (cli) => {
    for (
      const [args, hint] of [
        [["reading_list", "lst"], /Did you mean list\?/],
        [["reading_lst", "list"], /Did you mean reading_list\?/],
        [["reading_list"], /Specify a command\. --help lists them all\.$/],
        [["reading_list", "add"], /missing required argument 'title'/],
        [["reading_list", "add", "a", "b"], /too many arguments/],
      ] as const
    ) {
      const { code, out, err } = await cli(args);
      assert.deepEqual([code, out], [2, ""], args.join(" "));
      assert.match(err, hint);
    }
  }));

Deno.test("a site without the feature has none of its commands", () =>
  withBooks(async (cli) => {
    const grant = ["users", "grant", "ada@example.com", "admin"];
    const { code, err } = await cli(grant, { features: [] });
    assert.equal(code, 2);
    assert.match(err, /unknown command 'grant'/);
    const { out } = await cli(["--help"], { features: [] });
    assert.doesNotMatch(out, /invites/);
  }));

/** A feature with one command that does nothing. */
function withCommand(name: string, command: string): Feature {
  return defineFeature({
    name,
    commands: (make) => ({
      [command]: make({
        summary: "Do nothing.",
        run: () => Promise.resolve({ text: "", json: null }),
      }),
    }),
  });
}

for (
  const [features, why] of [
    [
      [withCommand("keys", "rotate")],
      'The command "keys rotate" of the feature "keys" conflicts with the command "keys rotate".',
    ],
    [
      [withCommand("backup", "all")],
      'conflicts with the command "backup".',
    ],
    [
      [withCommand("a", "books list"), withCommand("b", "books list")],
      'The command "books list" of the feature "b" conflicts',
    ],
    [[withCommand("a", "help")], 'conflicts with the command "a help"'],
    [
      [withCommand("a", "--all")],
      'The command "a --all" of the feature "a" has an invalid name',
    ],
    [[withCommand("a", "one two three")], "has an invalid name"],
  ] as const
) {
  Deno.test(`every command reports clashing names: ${why}`, () =>
    withBooks(async (cli) => {
      const { code, out, err } = await cli(["users", "list"], { features });
      assert.deepEqual([code, out], [1, ""]);
      assert.ok(err.includes(why), err);
      assert.match(err, /Rename it\.$/);
    }));
}

Deno.test("a feature can add a command to one of the library's groups", () => {
  const site = {
    ...TEST_SITE,
    features: [withCommand("notes", "users count")],
  };
  const { groups, commands } = commandsOf(site);
  assert.ok("users count" in commands && "users list" in commands);
  assert.match(groups.users, /^Manage accounts/);
});
