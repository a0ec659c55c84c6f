/**
 * Configures nodemailer from the settings.
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
 * Creates a transporter for the server of `SMTP_URL`. It doesn't connect yet.
 *
 * @param details The timeout of one step in milliseconds, a CA certificate to trust in addition
 * to the system's, and a callback.
 */
export function openTransporter(
  { smtpUrl, mailFrom, appEnv }: Settings,
  { stepMs, ca, onHello }: {
    readonly stepMs: number;
    readonly ca: string | undefined;
    /** Called with whether the server offers SMTPUTF8 (RFC 6531). */
    readonly onHello: (offersUtf8: boolean) => void;
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
    logger: helloListener(onHello),
    transactionLog: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** Adds the properties that nodemailer gives errors of its own sockets. */
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
 * Implicit TLS for `smtps:`, otherwise STARTTLS wherever it is offered. Without it, nothing is
 * sent in production, and no password anywhere. Connections to this machine can't be
 * intercepted and its certificates are rarely valid, so there TLS is used only for servers that
 * require it before they accept a password (RFC 4954 §6, code 538).
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
