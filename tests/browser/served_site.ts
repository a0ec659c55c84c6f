/**
 * A test's site on a real port.
 *
 * @module
 */
import {
  type ArrivedMail,
  type MailServer,
  openMailer,
  startMailServer,
} from "@latchkey/core/testing";
import { openSite, type Site } from "../site.ts";

/** Options of the site. */
export interface SiteOptions {
  /** Overrides of services, such as settings or keys. */
  readonly services?: Parameters<typeof openSite>[0];
  /** Sends email to a real mail server by `SMTP_URL` instead of the mailbox. */
  readonly mailServer?: true;
  /** Answers instead of the app, to test the harness itself. */
  readonly handler?: Deno.ServeHandler;
}

/** A site that a browser can visit. */
export interface ServedSite extends Site {
  /** Such as `http://localhost:34567`. */
  readonly origin: string;
  /** The emails that the mail server received, if there is one. */
  readonly arrived: readonly ArrivedMail[];
}

/**
 * Opens a site and serves it on a free port of this machine. Dispose of it with
 * `await using`.
 */
export async function serveSite(
  options: SiteOptions = {},
): Promise<ServedSite> {
  const mailServer = options.mailServer ? await startMailServer() : null;
  const handler = Promise.withResolvers<Deno.ServeHandler>();
  const server = Deno.serve({
    hostname: "localhost",
    port: 0,
    onListen: () => {},
  }, async (request, info) => (await handler.promise)(request, info));
  const { port } = server.addr; // Where emailed links lead.
  const { settings, ...services } = options.services ?? {};
  const site = await openSite({
    ...mailServer && { openMail: openMailer },
    ...services,
    settings: { port, smtpUrl: smtpUrlOf(mailServer), ...settings },
  });
  handler.resolve(options.handler ?? site.handler);
  return {
    ...site,
    origin: `http://localhost:${port}`,
    arrived: mailServer?.arrived ?? [],
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await site[Symbol.asyncDispose]();
      await mailServer?.[Symbol.asyncDispose]();
    },
  };
}

function smtpUrlOf(mailServer: MailServer | null): URL | null {
  return mailServer && new URL(`smtp://127.0.0.1:${mailServer.port}`);
}
