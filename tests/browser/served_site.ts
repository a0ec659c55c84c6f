/**
 * The site of a test on a real port.
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

/** What a test changes about its site. */
export interface SiteOptions {
  /** Settings, keys or the like in place of the usual ones. */
  readonly services?: Parameters<typeof openSite>[0];
  /** Sends mails to a real mail server, by `SMTP_URL`, in place of the mailbox. */
  readonly mailServer?: true;
  /** Answers in the app's place, to try the harness itself. */
  readonly handler?: Deno.ServeHandler;
}

/** A site that a browser can go to. */
export interface ServedSite extends Site {
  /** Such as `http://localhost:34567`. */
  readonly origin: string;
  /** What the mail server took in, if there is one. */
  readonly arrived: readonly ArrivedMail[];
}

/** Opens a site and serves it on a free port of this machine. Dispose of it with `await using`. */
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
  const { port } = server.addr; // Where mailed links lead.
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
