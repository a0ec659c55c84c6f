/**
 * The command that creates invitations: `invites create`.
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

/** `invites create`. The link is only in its output. */
export const createInvite = command({
  summary: "Create a link that lets one person sign up. It is shown only once.",
  examples: [
    "invites create",
    "invites create --address ada@example.com --days 30",
  ],
  options: {
    address: {
      about: "the only email address that can use the link",
      parse: parseAddress,
    },
    days: wholeNumber("days", "days until the link expires", [1, 90], 7),
  },
  async run({ services }, { address = "", days }) {
    const { settings, mail, now } = services;
    if (!await mail.reaches(address)) {
      throw new CommandFailure("invalid", english("addressUndeliverable"));
    }
    const lifetimeSeconds = days * SECONDS_A_DAY;
    const invitation = { address, lifetimeSeconds };
    const token = await createInvitation(services, invitation);
    const link = `${originOf(settings)}/auth/signup?invite=${token}`;
    const shown = shownAddress(address);
    const expiresAt = now() + lifetimeSeconds * 1000;
    return {
      text: link,
      json: { link, address: shown || null, expiresAt },
      advice: [
        `Valid for one sign-up until ${minute(expiresAt)} UTC` +
        (shown === "" ? "." : `, only for ${shown}.`),
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

/** Settings that keep the invitation from working. */
function adviceFor({ signUp, publicUrl }: Settings): string[] {
  const advice: string[] = [];
  if (signUp === "closed") {
    advice.push("Sign-up is closed. For the link to work, set SIGN_UP=invite.");
  }
  if (signUp === "open") {
    advice.push("Sign-up is open, so nobody needs an invitation.");
  }
  if (publicUrl === null) {
    advice.push("Set PUBLIC_URL so that the link points to your site.");
  }
  return advice;
}
