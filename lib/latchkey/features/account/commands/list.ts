/** @module */
import { accountState } from "../operator_actions.ts";
import { shownAddress } from "../../../email/shown_address.ts";
import { isId } from "../../../database/row_fields.ts";
import {
  cliName,
  type CliServices,
  leaf,
  type Runner,
} from "../../../cli/command.ts";
import { CommandFailure, type Outcome } from "../../../cli/outcome.ts";
import { minute, table } from "../../../cli/table.ts";
import { userView } from "./user_view.ts";

/** `users list` */
export function usersList(runner: Runner) {
  return leaf("list", "List accounts, a page at a time, in order of id.", [
    "users list --limit 20",
    "users list --json",
  ])
    .option("--limit <number>", "accounts a page, 1 to 500", parseLimit, 50)
    .option("--cursor <cursor>", "where the page before ended", parseCursor)
    .action((options) =>
      runner.withServices((services) => listUsers(services, options))
    );
}

function parseLimit(value: string): number {
  const limit = /^\d{1,3}$/.test(value) ? Number(value) : 0;
  if (limit >= 1 && limit <= 500) return limit;
  throw new CommandFailure(
    "usage",
    "--limit must be a whole number from 1 to 500. For example: --limit 50",
  );
}

function parseCursor(value: string): string {
  if (isId(value)) return value;
  throw new CommandFailure(
    "usage",
    '--cursor must be what the page before ended with; "users list" prints it.',
  );
}

const HEADING = [
  "ID",
  "STATE",
  "CREATED (UTC)",
  "VERIFIED",
  "ROLES",
  "ADDRESS",
] as const;

/** One page of accounts. The cursor to the next one is advice, and `cursor` in JSON (null on the last page). */
export async function listUsers(
  { store }: CliServices,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string },
): Promise<Outcome> {
  const page = await store.users.list({ limit, cursor });
  const rows = page.items.map((user) => [
    user.id,
    accountState(user),
    minute(user.createdAt),
    user.verifiedAt === null ? "no" : "yes",
    user.roles.join(" ") || "-",
    user.name
      ? `${shownAddress(user.address)} (${user.name})`
      : shownAddress(user.address),
  ]);
  return {
    text: rows.length === 0 ? "No accounts." : table(HEADING, rows),
    json: { users: page.items.map(userView), cursor: page.cursor ?? null },
    advice: page.cursor === undefined
      ? undefined
      : `There are more: ${cliName} users list --limit ${limit} --cursor=${page.cursor}`,
  };
}
