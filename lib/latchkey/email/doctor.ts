/** @module */
import { smtpTransport } from "./smtp.ts";
import type { Settings } from "../settings/settings.ts";
import { type Finding, findingsOf, reason } from "../cli/finding.ts";

const finding = findingsOf("mail", "Email");

/** The timeout of each step with the mail server, in milliseconds. */
const STEP_MS = 10_000;

/**
 * Whether email is set up and the mail server accepts the login. Sends nothing.
 *
 * @param feature The name of the feature that sends emails, if there is one.
 */
export async function checkMail(
  settings: Settings,
  feature?: string,
): Promise<Finding> {
  if (feature !== undefined) {
    return finding(
      "ok",
      `sent by the feature ${feature}, which was not tested.`,
    );
  }
  if (settings.smtpUrl === null) return withoutServer(settings);
  const { host } = settings.smtpUrl;
  try {
    await smtpTransport(settings, { stepMs: STEP_MS }).verify();
    return finding("ok", `${host} accepts email from ${settings.mailFrom}.`);
  } catch (error) {
    return finding(
      "fail",
      `${host} cannot be used: ${reason(error)}. Check SMTP_URL.`,
    );
  }
}

function withoutServer(
  { appEnv, requireVerifiedAddress }: Settings,
): Finding {
  if (appEnv !== "production") {
    return finding(
      "ok",
      "not sent. A running server shows it at /dev/mail.",
    );
  }
  const unverified = requireVerifiedAddress
    ? "unverified accounts stay locked out, "
    : "";
  return finding(
    "warn",
    `SMTP_URL is not set, so sign-up is closed, ${unverified}users cannot reset a ` +
      "forgotten password, and nobody is notified of a login from a new device.",
  );
}
