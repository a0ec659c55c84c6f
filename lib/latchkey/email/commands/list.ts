/** @module */
import type { QueuedMail } from "../queued_mail.ts";
import {
  cliName,
  type CliServices,
  leaf,
  type Runner,
} from "../../cli/command.ts";
import type { Outcome } from "../../cli/outcome.ts";
import { minute, table } from "../../cli/table.ts";
import { allMails, recipientOf, stateOf } from "./queue.ts";

/** `mail list` */
export function mailList(runner: Runner) {
  return leaf("list", "List mails that wait or were given up, oldest first.", [
    "mail list",
    "mail list --json",
  ])
    .action(() => runner.withServices(listMails));
}

const HEADING = [
  "ID",
  "KIND",
  "ASKED (UTC)",
  "STATE",
  "TRIES",
  "NEXT TRY",
  "FOR",
  "LAST ERROR",
] as const;

/** The queue. What was sent is not in it any more. */
export async function listMails(services: CliServices): Promise<Outcome> {
  const now = services.now();
  const mails = await allMails(services);
  const rows = mails.map((mail) => [
    mail.id,
    mail.kind,
    minute(mail.createdAt),
    stateOf(mail, now),
    String(mail.attempts),
    mail.dueAt === null ? "-" : minute(mail.dueAt),
    recipientOf(mail),
    mail.lastError || "-",
  ]);
  const givenUp = mails.filter(({ dueAt }) => dueAt === null).length;
  return {
    text: rows.length === 0 ? "No mail waits." : table(HEADING, rows),
    json: { mails: mails.map((mail) => mailView(mail, now)) },
    advice: givenUp === 0
      ? undefined
      : `Given up: ${givenUp}. Once the reason is gone: ${cliName} mail retry --all`,
  };
}

function mailView(mail: QueuedMail, now: number) {
  const { id, kind, createdAt, dueAt, attempts, lastError } = mail;
  return {
    id,
    kind,
    recipient: recipientOf(mail),
    state: stateOf(mail, now),
    attempts,
    lastError: lastError || null,
    createdAt: new Date(createdAt).toISOString(),
    dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
  };
}
