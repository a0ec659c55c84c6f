/**
 * Commands for the email queue: `mail …`.
 *
 * @module
 */
import { command, type Commands } from "../cli/cli.ts";
import { cliName } from "../cli/command.ts";
import { CommandFailure } from "../cli/outcome.ts";
import { isoTime, minute, table } from "../cli/table.ts";
import { allItems } from "../database/pages.ts";
import type { CommandServices } from "../services.ts";
import { LEASE_MS } from "./delivery.ts";
import type { QueuedMail } from "./queued_mail.ts";
import { shownAddress } from "./shown_address.ts";

/** Lists the queue, which sent emails have left. */
const list = command({
  summary: "List emails that are waiting or were given up, oldest first.",
  examples: ["mail list", "mail list --json"],
  async run({ services }) {
    const now = services.now();
    const mails = await allMails(services);
    const givenUp = mails.filter(({ dueAt }) => dueAt === null).length;
    return {
      text: await table(mails, {
        ID: ({ id }) => id,
        KIND: ({ kind }) => kind,
        "CREATED (UTC)": ({ createdAt }) => minute(createdAt),
        STATE: (mail) => stateOf(mail, now),
        ATTEMPTS: ({ attempts }) => String(attempts),
        "NEXT ATTEMPT": ({ dueAt }) => dueAt === null ? "-" : minute(dueAt),
        TO: recipientOf,
        "LAST ERROR": ({ lastError }) => lastError || "-",
      }, "The email queue is empty."),
      json: { mails: mails.map((mail) => mailView(mail, now)) },
      advice: givenUp === 0
        ? undefined
        : `Given up: ${givenUp}. After fixing the cause, run: ${cliName} mail retry --all`,
    };
  },
});

function mailView(mail: QueuedMail, now: number) {
  const { id, kind, createdAt, dueAt, attempts, lastError } = mail;
  return {
    id,
    kind,
    recipient: recipientOf(mail),
    state: stateOf(mail, now),
    attempts,
    lastError: lastError || null,
    createdAt: isoTime(createdAt),
    dueAt: dueAt === null ? null : isoTime(dueAt),
  };
}

/** Makes emails due. A running server sends them. */
const retry = command({
  summary: "Retry emails now that are waiting or were given up.",
  examples: ["mail retry 3f0c…", "mail retry --all"],
  args: { id: { about: 'the ID that "mail list" shows', required: false } },
  options: { all: "all emails that are waiting or were given up" },
  async run({ services }, { id, all }) {
    if ((id === undefined) !== all) {
      throw new CommandFailure(
        "usage",
        "Specify an email by its ID, or --all.",
      );
    }
    if (!services.mail.enabled) {
      throw new CommandFailure(
        "settings",
        "Email is not set up. Set SMTP_URL here and where the server runs.",
      );
    }
    const ids = id === undefined
      ? await idsOfAll(services)
      : [await idOfOne(services, id)];
    let mails = 0;
    for (const id of ids) {
      if (await services.store.mailQueue.retry(id, services.now())) mails++;
    }
    return {
      text: mails === 1
        ? "1 email is due now."
        : `${mails} emails are due now.`,
      json: { mails },
      advice: mails === 0
        ? undefined
        : "A running server sends due emails within 15 seconds.",
    };
  },
});

async function idOfOne(services: CommandServices, id: string): Promise<string> {
  const mail = await services.store.mailQueue.byId(id);
  if (!mail) {
    throw new CommandFailure(
      "not_found",
      `Email not found: ${id}. It may have been sent.`,
    );
  }
  if (isBeingSent(mail, services.now())) {
    throw new CommandFailure(
      "failed",
      "A server is sending this email, or will within five minutes.",
    );
  }
  return id;
}

async function idsOfAll(services: CommandServices): Promise<string[]> {
  const mails = await allMails(services);
  return mails.filter((mail) => !isBeingSent(mail, services.now()))
    .map(({ id }) => id);
}

/** Every email that is waiting or was given up, oldest first. */
async function allMails(
  { store }: CommandServices,
): Promise<readonly QueuedMail[]> {
  const mails = await Array.fromAsync(allItems(store.mailQueue.list));
  return mails.sort((a, b) => a.createdAt - b.createdAt);
}

/** The state of an email. One that is being sent looks like one that is waiting. */
function stateOf({ dueAt, attempts }: QueuedMail, now: number): string {
  if (dueAt === null) return "given up";
  if (dueAt > now) return "waiting";
  return attempts === 0 ? "new" : "due";
}

/** Whether a server may be sending it now or soon, so that it must not be retried. */
function isBeingSent({ dueAt }: QueuedMail, now: number): boolean {
  return dueAt !== null && dueAt <= now + LEASE_MS;
}

/** The recipient, with a shortened address: `a…@example.com`, or the account's ID. */
function recipientOf({ data, userId }: QueuedMail): string {
  const address = data.address ?? data.newAddress ?? data.oldAddress;
  if (typeof address !== "string") return userId;
  const at = address.lastIndexOf("@");
  const [first = ""] = address;
  return `${first}…${at < 0 ? "" : shownAddress(address).slice(at)}`;
}

/** The commands. */
export const emailCommands: Commands = {
  "mail list": list,
  "mail retry": retry,
};
