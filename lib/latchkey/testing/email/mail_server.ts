/**
 * Mail servers for tests: a working one, and one that follows a script.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { simpleParser } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/**
 * A received email, as {@linkcode startMailServer} collects it.
 *
 * @example
 * ```ts
 * import type { ArrivedMail } from "@latchkey/core/testing";
 *
 * const isFor = (mail: ArrivedMail, address: string) => mail.recipients.includes(address);
 * ```
 */
export interface ArrivedMail {
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly from: string;
  readonly to: string;
  readonly headers: ReadonlyMap<string, unknown>;
  /** The recipients of the envelope. */
  readonly recipients: readonly string[];
  /** Whether it was sent over TLS. */
  readonly secure: boolean;
  /** The user who logged in; empty without a login. */
  readonly user: string;
}

/**
 * A running mail server. Dispose of it with `await using`.
 *
 * @example
 * ```ts
 * import type { MailServer } from "@latchkey/core/testing";
 *
 * const urlOf = ({ port }: MailServer): string => `smtp://127.0.0.1:${port}`;
 * ```
 */
export interface MailServer extends AsyncDisposable {
  readonly port: number;
  readonly arrived: readonly ArrivedMail[];
}

/**
 * Starts a mail server that accepts everything, unless `options` (those of smtp-server) say
 * otherwise.
 *
 * @returns The server, with its port and the emails that arrived.
 * @throws the errors of invalid options.
 *
 * @example
 * ```ts
 * import { startMailServer } from "@latchkey/core/testing";
 *
 * await using server = await startMailServer();
 * const settings = { SMTP_URL: `smtp://127.0.0.1:${server.port}` };
 * ```
 */
export async function startMailServer(
  options: SMTPServerOptions = {},
  { host = "127.0.0.1", port = 0 } = {},
): Promise<MailServer> {
  const arrived: ArrivedMail[] = [];
  const server = new SMTPServer({
    name: "mail.test",
    authOptional: true,
    disabledCommands: options.cert ? [] : ["STARTTLS"],
    ...options,
    async onData(stream, session, done) {
      const chunks: Uint8Array[] = [];
      try {
        for await (const chunk of stream) chunks.push(chunk);
      } catch {
        return; // The client disconnected before the end.
      }
      const mail = await simpleParser(Buffer.concat(chunks));
      arrived.push({
        messageId: mail.messageId ?? "",
        subject: mail.subject ?? "",
        text: mail.text ?? "",
        html: mail.html || "",
        from: mail.from?.text ?? "",
        to: [mail.to ?? []].flat().map(({ text }) => text).join(),
        headers: mail.headers,
        recipients: session.envelope.rcptTo.map(({ address }) => address),
        secure: session.secure,
        user: session.user ?? "",
      });
      done();
    },
  });
  server.on("error", () => {}); // Some tests disconnect on purpose.
  const listening = Promise.withResolvers<void>();
  server.listen(port, host, () => listening.resolve());
  await listening.promise;
  const address = server.server.address();
  if (typeof address !== "object" || address === null) {
    throw new Error("The mail server has no port.");
  }
  return {
    port: address.port,
    arrived,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => server.close(() => closed())),
  };
}

/** The response to a command. Null never responds, and "drop" disconnects. */
export type Script = (command: string) => string | null | "drop";

/** Passed to a script instead of a command when the whole message has arrived. */
export const MESSAGE = ".";

/** The end of a message (RFC 5321 §4.1.1.4). */
const END_OF_MESSAGE = "\r\n.\r\n";

/** Accepts each command. */
export const polite: Script = (command) =>
  ({ DATA: "354 go on", "": "220 hello" })[command] ?? "250 ok";

/**
 * Starts a server that follows a script. The script is first called with an empty command, for
 * the greeting.
 *
 * @param script Returns the response to a command, null for none, or "drop" to disconnect.
 *
 * @example
 * ```ts
 * import { startScriptedServer } from "@latchkey/core/testing";
 *
 * await using server = startScriptedServer((command) =>
 *   command === "MAIL" ? "451 try later" : "250 ok"
 * );
 * ```
 */
export function startScriptedServer(script: Script): MailServer {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.Conn>();
  const talks: Promise<void>[] = [];
  const accepting = (async () => {
    for await (const connection of listener) {
      open.add(connection);
      talks.push(talk(connection, script).catch(() => {}));
    }
  })();
  return {
    port: listener.addr.port,
    arrived: [],
    async [Symbol.asyncDispose]() {
      for (const resource of [listener, ...open]) {
        try {
          resource.close();
        } catch { /* already closed */ }
      }
      await accepting;
      await Promise.all(talks);
    },
  };
}

async function talk(connection: Deno.Conn, script: Script) {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(4096);
  const readUntil = async (end: string): Promise<string | null> => {
    let text = "";
    while (!text.endsWith(end)) {
      const length = await connection.read(buffer);
      if (length === null) return null;
      text += decoder.decode(buffer.subarray(0, length), { stream: true });
    }
    return text;
  };
  let command = "";
  for (;;) {
    const answer = script(command);
    if (answer === "drop") return connection.close();
    if (answer !== null) {
      await connection.write(encoder.encode(`${answer}\r\n`));
    }
    // Closing with unread data would reset the connection.
    const isMessage = answer?.startsWith("354");
    const line = await readUntil(isMessage ? END_OF_MESSAGE : "\r\n");
    if (line === null) return;
    command = isMessage ? MESSAGE : line.split(/[\s:]/)[0].toUpperCase();
  }
}
