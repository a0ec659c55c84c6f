/** @module */
import { type CliServices, leaf, type Runner } from "../../cli/command.ts";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import { allMails, isInHand } from "./queue.ts";

/** Which mails: one, or all. */
export type Which = { readonly id: string } | { readonly all: true };

/** `mail retry [id]` */
export function mailRetry(runner: Runner) {
  return leaf("retry", "Have mails tried again now, given up or waiting.", [
    "mail retry 3f0c…",
    "mail retry --all",
  ])
    .argument("[id]", 'the id that "mail list" shows')
    .option("--all", "all that were given up or wait for longer")
    .action((id, { all }) =>
      runner.withServices((services) => retryMails(services, whichOf(id, all)))
    );
}

function whichOf(id: string | undefined, all: true | undefined): Which {
  if (id !== undefined && !all) return { id };
  if (id === undefined && all) return { all };
  throw new CommandFailure("usage", "Say which mail: an id, or --all.");
}

/** Makes mails due. This process sends none: a running server does. */
export async function retryMails(
  services: CliServices,
  which: Which,
): Promise<Outcome> {
  if (!services.mail.enabled) {
    throw new CommandFailure(
      "settings",
      "No mail can be sent. Set SMTP_URL, here and where the server runs.",
    );
  }
  const ids = "id" in which
    ? [await idOfOne(services, which.id)]
    : await idsOfAll(services);
  let mails = 0;
  for (const id of ids) {
    if (await services.store.mailQueue.retry(id, services.now())) mails++;
  }
  return {
    text: mails === 1 ? "1 mail is due now." : `${mails} mails are due now.`,
    json: { mails },
    advice: mails === 0
      ? undefined
      : "A running server sends them within 15 seconds.",
  };
}

async function idOfOne(services: CliServices, id: string): Promise<string> {
  const mail = await services.store.mailQueue.byId(id);
  if (!mail) {
    throw new CommandFailure(
      "not_found",
      `There is no mail ${id} in the queue; it may have been sent.`,
    );
  }
  if (isInHand(mail, services.now())) {
    throw new CommandFailure(
      "failed",
      "A server is sending that mail, or will within five minutes.",
    );
  }
  return id;
}

async function idsOfAll(services: CliServices): Promise<string[]> {
  const mails = await allMails(services);
  return mails.filter((mail) => !isInHand(mail, services.now()))
    .map(({ id }) => id);
}
