/**
 * The command that invites somebody: `invites create`.
 *
 * @module
 */
import { command } from "../../cli/cli.ts";
import { wholeNumber } from "../../cli/command.ts";
import { english } from "../../cli/english.ts";
import { CommandFailure } from "../../cli/outcome.ts";
import { minute } from "../../cli/table.ts";
import { readAddress } from "../../email/address.ts";
import { originOf } from "../../email/mail_context.ts";
import { shownAddress } from "../../email/shown_address.ts";
import type { Settings } from "../../settings/settings.ts";
import { createInvitation } from "./invitations.ts";

const SECONDS_A_DAY = 24 * 60 * 60;

/** `invites create`. The link is in the outcome and nowhere else. */
export const createInvite = command({
  summary: "Make a link by which one person can sign up. It is shown once.",
  examples: [
    "invites create",
    "invites create --address ada@example.com --days 30",
  ],
  options: {
    address: {
      about: "the only address it is for",
      parse: parseAddress,
      default: "",
    },
    days: wholeNumber("days", "how long it holds", [1, 90], 7),
  },
  async run({ services }, { address, days }) {
    const { settings, mail, now } = services;
    if (!await mail.reaches(address)) {
      throw new CommandFailure("invalid", english("addressUndeliverable"));
    }
    const lifetimeSeconds = days * SECONDS_A_DAY;
    const wish = { address, lifetimeSeconds };
    const token = await createInvitation(services, wish);
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
  },
});

function parseAddress(value: string): string {
  const { address, problem } = readAddress(value);
  if (address !== null) return address;
  throw new CommandFailure("invalid", english(problem));
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
