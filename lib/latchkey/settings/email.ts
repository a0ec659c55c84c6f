/**
 * The settings of email.
 *
 * @module
 */
import * as v from "valibot";
import { asciiDomain } from "../email/address.ts";
import { parseSender } from "../email/sender.ts";
import { setting } from "./schemas.ts";
import { serverHost } from "./server_host.ts";
import { isEncoded, serverUrl } from "./server_url.ts";

/** `SMTP_URL`, the mail server. */
export const smtpUrl = setting(
  serverUrl({ protocols: ["smtp:", "smtps:"], problemOf: smtpProblem }),
  {
    means: "the mail server",
    otherwise: null,
    example: "smtp://user:password@mail.example.com:587",
    secret: true,
  },
);

function smtpProblem(url: URL): string | null {
  if (serverHost(url.hostname) === "") return "has no host";
  if (!["", "/"].includes(url.pathname) || url.search || url.hash) {
    return "must have nothing after the host and port";
  }
  if ((url.username === "") !== (url.password === "")) {
    return "must have both a user name and a password, or neither";
  }
  return isEncoded(url.username + url.password)
    ? null
    : "must have each % in the user name and password percent-encoded, as %25";
}

/** `MAIL_FROM`, the sender of emails. */
export const mailFrom = setting(
  v.pipe(
    v.string(),
    v.transform((value) => parseSender(value) && withAsciiDomain(value)),
    v.string("must be one email address, optionally after a name"),
  ),
  {
    means: "the sender of emails",
    otherwise: null,
    example: "Ada <hello@example.com>",
  },
);

/** The sender with its domain in ASCII; null if the domain is invalid. */
function withAsciiDomain(sender: string): string | null {
  const [, before = "", domain = "", after = ""] =
    /^(.*@)([^>]*)(>?)$/.exec(sender) ?? [];
  const ascii = /^[\0-\x7F]*$/.test(domain) ? domain : asciiDomain(domain);
  return ascii === null ? null : before + ascii + after;
}
