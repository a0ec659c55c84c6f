/**
 * The site of a test on a real port.
 *
 * @module
 */
import { openSite, type Site } from "../site.ts";

/** What a test changes about its site. */
export interface SiteOptions {
  /** Settings, keys or the like in place of the usual ones. */
  readonly services?: Parameters<typeof openSite>[0];
  /** Answers in the app's place, to try the harness itself. */
  readonly handler?: Deno.ServeHandler;
}

/** A site that a browser can go to. */
export interface ServedSite extends Site {
  /** Such as `http://localhost:34567`. */
  readonly origin: string;
}

/** Opens a site and serves it on a free port of this machine. Dispose of it with `await using`. */
export async function serveSite(
  options: SiteOptions = {},
): Promise<ServedSite> {
  const site = await openSite(options.services);
  const server = Deno.serve({
    hostname: "localhost",
    port: 0,
    onListen: () => {},
  }, options.handler ?? site.handler);
  return {
    ...site,
    origin: `http://localhost:${server.addr.port}`,
    async [Symbol.asyncDispose]() {
      await server.shutdown();
      await site[Symbol.asyncDispose]();
    },
  };
}
