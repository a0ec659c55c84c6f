/**
 * Settings of mail, and of what cannot do without it.
 *
 * @module
 */
import { asciiDomain } from "../email/address.ts";
import { parseSender } from "../email/sender.ts";
import type { EnvironmentName, Settings } from "./settings.ts";
import { serverHost } from "./server_host.ts";
import { quoted, type SettingReader, unencodedProblem } from "./values.ts";

type MailSettings = Pick<
  Settings,
  "signUp" | "requireVerifiedAddress" | "smtpUrl" | "mailFrom"
>;

/**
 * Reads them. In production mails go through `SMTP_URL` or nowhere, and without mail
 * nobody can confirm an address, so that sign-up is closed.
 */
export function readMail(
  reader: SettingReader<EnvironmentName>,
  { appEnv, publicUrl, siteName }:
    & Pick<Settings, "appEnv" | "publicUrl">
    & { readonly siteName: string },
): MailSettings {
  const production = appEnv === "production";
  const smtpUrl = readSmtpUrl(reader);
  const mailable = !production || reader.text("SMTP_URL") !== undefined;
  const signUp = reader.oneOf(
    "SIGN_UP",
    mailable ? ["open", "invite", "closed"] : ["closed", "open", "invite"],
  );
  if (signUp !== "closed" && !mailable) {
    reader.refuse(
      "SIGN_UP",
      `is "${signUp}", but without SMTP_URL no mail can be sent to confirm ` +
        "an address. Set SMTP_URL too, or close it",
      "closed",
    );
  }
  if (production && smtpUrl && reader.text("PUBLIC_URL") === undefined) {
    reader.refuse(
      "PUBLIC_URL",
      "is not set, but SMTP_URL is, and the links in mails must lead somewhere",
      "https://example.com",
    );
  }
  return {
    signUp,
    requireVerifiedAddress:
      reader.oneOf("REQUIRE_VERIFIED_ADDRESS", ["no", "yes"]) === "yes",
    smtpUrl,
    mailFrom: readMailFrom(reader, siteName) ??
      `${siteName} <no-reply@${publicUrl?.hostname ?? "localhost"}>`,
  };
}

// What it holds is never repeated: it may be a password, mistyped or not.
function readSmtpUrl(reader: SettingReader<EnvironmentName>): URL | null {
  const value = reader.text("SMTP_URL");
  if (value === undefined) return null;
  const url = URL.parse(value);
  const problem = smtpProblem(url);
  if (problem === null) return url;
  reader.refuse(
    "SMTP_URL",
    unencodedProblem(value) ?? problem,
    "smtp://user:password@mail.example.com:587",
  );
  return null;
}

function smtpProblem(url: URL | null): string | null {
  if (url === null || !["smtp:", "smtps:"].includes(url.protocol)) {
    return "must be an address that begins with smtp:// or smtps://";
  }
  if (serverHost(url.hostname) === "") return "names no mail server";
  if (!["", "/"].includes(url.pathname) || url.search || url.hash) {
    return "must end after the host and port";
  }
  if ((url.username === "") !== (url.password === "")) {
    return "must hold a user name and a password, or neither";
  }
  try {
    decodeURIComponent(url.username + url.password);
  } catch {
    return "must percent-encode each % of the user name and password, as %25";
  }
  return null;
}

function readMailFrom(
  reader: SettingReader<EnvironmentName>,
  siteName: string,
): string | undefined {
  const value = reader.text("MAIL_FROM");
  if (value === undefined) return value;
  const sender = parseSender(value) && withAsciiDomain(value);
  if (sender) return sender;
  reader.refuse(
    "MAIL_FROM",
    `is ${quoted(value)}, but must be one address, alone or after a name`,
    `${siteName} <hello@example.com>`,
  );
}

/** The sender with the domain as mail servers know it; null when it is no domain. */
function withAsciiDomain(sender: string): string | null {
  const [, before = "", domain = "", after = ""] =
    /^(.*@)([^>]*)(>?)$/.exec(sender) ?? [];
  const ascii = /^[\0-\x7F]*$/.test(domain) ? domain : asciiDomain(domain);
  return ascii === null ? null : before + ascii + after;
}
