/** @module */
import { createInvitation } from "./invitations.ts";
import { readAddress } from "../../email/address.ts";
import { shownAddress } from "../../email/shown_address.ts";
import { originOf } from "../../email/mail_context.ts";
import type { Settings } from "../../settings/settings.ts";
import { type CliServices, leaf, type Runner } from "../../cli/command.ts";
import { CommandFailure, type Outcome } from "../../cli/outcome.ts";
import { minute } from "../../cli/table.ts";
import { english } from "../../cli/english.ts";

const SECONDS_A_DAY = 24 * 60 * 60;

/** `invites create` */
export function invitesCreate(runner: Runner) {
  return leaf(
    "create",
    "Make a link by which one person can sign up. It is shown once.",
    [
      "invites create",
      "invites create --address ada@example.com --days 30",
    ],
  )
    .option("--address <address>", "the only address it is for", parseAddress)
    .option("--days <number>", "how long it holds, 1 to 90", parseDays, 7)
    .action((options) =>
      runner.withServices((services) => inviteSomebody(services, options))
    );
}

function parseAddress(value: string): string {
  const { address, problem } = readAddress(value);
  if (address !== null) return address;
  throw new CommandFailure("invalid", english(problem));
}

function parseDays(value: string): number {
  const days = /^\d{1,2}$/.test(value) ? Number(value) : 0;
  if (days >= 1 && days <= 90) return days;
  throw new CommandFailure(
    "usage",
    "--days must be a whole number from 1 to 90. For example: --days 7",
  );
}

/** Makes an invitation. Its link is in the outcome and nowhere else. */
export async function inviteSomebody(
  services: CliServices,
  { address = "", days }: { readonly address?: string; readonly days: number },
): Promise<Outcome> {
  const { settings, mail, now } = services;
  if (!await mail.reaches(address)) {
    throw new CommandFailure("invalid", english("addressUndeliverable"));
  }
  const lifetimeSeconds = days * SECONDS_A_DAY;
  const token = await createInvitation(services, { address, lifetimeSeconds });
  const link = `${originOf(settings)}/auth/signup?invite=${token}`;
  const shown = shownAddress(address);
  const expiresAt = now() + lifetimeSeconds * 1000;
  return {
    text: link,
    json: { link, address: shown || null, expiresAt },
    advice: [
      `Good for one account until ${minute(expiresAt)} UTC` +
      (shown === "" ? "." : `, for ${shown} alone.`),
      ...adviceFor(settings),
    ].join("\n"),
  };
}

/** What keeps an invitation from being of use. */
function adviceFor({ signUp, publicUrl }: Settings): string[] {
  const advice: string[] = [];
  if (signUp === "closed") {
    advice.push("Sign-up is closed. Set SIGN_UP=invite, and the link works.");
  }
  if (signUp === "open") {
    advice.push("Sign-up is open: nobody needs an invitation.");
  }
  if (publicUrl === null) {
    advice.push("Set PUBLIC_URL, so that links lead to your site.");
  }
  return advice;
}
