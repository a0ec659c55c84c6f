/** @module */
import { smtpTransport } from "./smtp.ts";
import type { Settings } from "../settings/settings.ts";
import { type Finding, findingsOf, reason } from "../cli/finding.ts";

const finding = findingsOf("mail", "Mail");

/** A mail server that needs longer for one step is not well, in milliseconds. */
const STEP_MS = 10_000;

/**
 * Whether mail is set up, and whether the mail server lets us in. Nothing is sent.
 *
 * @param feature The name of the feature that carries emails, if one does.
 */
export async function checkMail(
  settings: Settings,
  feature?: string,
): Promise<Finding> {
  if (feature !== undefined) {
    return finding(
      "ok",
      `is sent by the feature ${feature}, which was not tried.`,
    );
  }
  if (settings.smtpUrl === null) return withoutServer(settings);
  const { host } = settings.smtpUrl;
  try {
    await smtpTransport(settings, { stepMs: STEP_MS }).verify();
    return finding("ok", `${host} takes mail from ${settings.mailFrom}.`);
  } catch (error) {
    return finding(
      "fail",
      `nothing can be sent by ${host}. ${reason(error)}. Look at SMTP_URL.`,
    );
  }
}

function withoutServer(
  { appEnv, requireVerifiedAddress }: Settings,
): Finding {
  if (appEnv !== "production") {
    return finding(
      "ok",
      "none is sent; a running server shows it at /dev/mail.",
    );
  }
  const lost = requireVerifiedAddress
    ? "an account that is not confirmed stays shut out, and nobody who " +
      "forgot a password gets in again"
    : "nobody who forgot a password gets in again";
  return finding(
    "warn",
    `SMTP_URL is not set, so sign-up is closed, ${lost}, and nobody is ` +
      "warned of a stranger's login.",
  );
}
