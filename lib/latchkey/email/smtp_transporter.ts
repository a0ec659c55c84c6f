/**
 * A way to the mail server, as the settings want it.
 *
 * @module
 */
import { isIP } from "node:net";
import { createTransport, type Transporter } from "nodemailer";
import { connectByName } from "../settings/named_socket.ts";
import { isThisMachine, serverHost } from "../settings/server_host.ts";
import type { Settings } from "../settings/settings.ts";
import { domainOf, parseSender } from "./sender.ts";
import { helloListener } from "./smtp_utf8.ts";

/**
 * Makes what sends by the server of `SMTP_URL`. Nothing is connected yet.
 *
 * @param details How long one step may take, in milliseconds, a certificate to trust
 * besides those of the system, and who wants to know what the server offers.
 */
export function openTransporter(
  { smtpUrl, mailFrom, appEnv }: Settings,
  { stepMs, ca, hear }: {
    readonly stepMs: number;
    readonly ca: string | undefined;
    /** Told whether the server offers SMTPUTF8 (RFC 6531). */
    readonly hear: (offersUtf8: boolean) => void;
  },
): Transporter {
  if (smtpUrl === null) throw new TypeError("SMTP_URL is not set.");
  const sender = parseSender(mailFrom);
  const host = serverHost(smtpUrl.hostname);
  const local = isThisMachine(host);
  const port = portOf(smtpUrl);
  return createTransport({
    host,
    port,
    getSocket(_options, callback) {
      connectByName(host, port, stepMs).then(
        (connection) => callback(null, { connection }),
        (error) => callback(socketError(error), {}),
      );
    },
    auth: smtpUrl.username === "" ? undefined : {
      user: decodeURIComponent(smtpUrl.username),
      pass: decodeURIComponent(smtpUrl.password),
    },
    ...encryptionFor(smtpUrl, appEnv, local),
    tls: {
      ca,
      rejectUnauthorized: !local || smtpUrl.protocol === "smtps:",
      minVersion: "TLSv1.2",
      servername: isIP(host) ? undefined : host,
    },
    name: sender ? domainOf(sender) : undefined,
    connectionTimeout: stepMs,
    greetingTimeout: stepMs,
    socketTimeout: stepMs,
    logger: helloListener(hear),
    transactionLog: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** What went wrong with the connection, marked as nodemailer marks it on sockets of its own. */
function socketError(error: NodeJS.ErrnoException): Error {
  const { code } = error;
  return code === "ENOTFOUND" || code === "ETIMEDOUT"
    ? error
    : Object.assign(error, { code: "ESOCKET", originalCode: code });
}

function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "smtps:" ? 465 : 587; // RFC 8314 §3.3, RFC 6409 §3.1
}

/**
 * TLS from the first byte for `smtps:`. Otherwise STARTTLS wherever it is offered; without
 * it nothing is sent in production, and no password anywhere. On this machine itself nobody
 * listens in and certificates are seldom good: there TLS is for servers that insist on it,
 * as before they take a password (RFC 4954 §6, code 538).
 */
function encryptionFor(
  { protocol, username }: URL,
  appEnv: Settings["appEnv"],
  local: boolean,
) {
  return {
    secure: protocol === "smtps:",
    opportunisticTLS: local,
    requireTLS: !local && (appEnv === "production" || username !== ""),
  };
}
