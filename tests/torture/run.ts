/**
 * The long form of the torture: `deno task torture [kills] [seed]`, on Deno KV and on
 * PostgreSQL. Prints a table that can go into `bench/RESULTS.md`; exit code 1 on a loss.
 *
 * @module
 */
import { startPostgres } from "../postgres/server.ts";
import { withFolder } from "../unshaken/app_process.ts";
import { torture, type TortureReport } from "./torture.ts";

const [kills = 100, seed = crypto.getRandomValues(new Uint32Array(1))[0]] = Deno
  .args.map(Number);

console.error(`seed ${seed}`);
const columns = new Map<string, TortureReport>();
await withFolder(async (folder) => {
  columns.set("Deno KV", await run({ KV_PATH: `${folder}/latchkey.db` }));
});
await using postgres = await startPostgres();
if (postgres) {
  const DATABASE_URL = await postgres.createDatabase();
  columns.set("PostgreSQL", await run({ DATABASE_URL }));
}
console.log(table(columns));

function run(database: Record<string, string>): Promise<TortureReport> {
  return torture({
    kills,
    seed,
    database,
    progress: (kill) => {
      if (kill % 10 === 0) console.error(`${kill} of ${kills} kills`);
    },
  });
}

function table(columns: ReadonlyMap<string, TortureReport>): string {
  const reports = [...columns.values()];
  const row = (what: string, of: (report: TortureReport) => number) =>
    `| ${[what, ...reports.map(of)].join(" | ")} |`;
  const deeds = Object.keys(reports[0].acknowledged).toSorted();
  return [
    `| seed ${seed} | ${[...columns.keys()].join(" | ")} |`,
    `|---|${"---|".repeat(columns.size)}`,
    row("kills", ({ kills }) => kills),
    row("requests", ({ requests }) => requests),
    row("accounts", ({ accounts }) => accounts),
    ...deeds.map((deed) =>
      row(
        `acknowledged: ${deed}`,
        ({ acknowledged }) => acknowledged[deed] ?? 0,
      )
    ),
    row("never answered", ({ unanswered }) => unanswered),
    row("ended sessions tried again", ({ endedSessions }) => endedSessions),
    row("mails", ({ mails }) => mails),
    row("mails that came twice", ({ copies }) => copies),
    `| lost, revived or doubled | ${reports.map(() => 0).join(" | ")} |`,
  ].join("\n");
}
