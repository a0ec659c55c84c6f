/**
 * Serves with `Deno.serve`.
 * @module
 */
import type { Handler } from "./dispatch.ts";

/** The options of `Deno.serve`, and the address to print. */
export type ListenOptions =
  & Partial<
    Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem
  >
  & {
    /** Printed instead of the local address, for example behind a tunnel. */
    remoteAddress?: string;
  };

/** Starts a server. */
export function listen(
  handler: Handler,
  basePath: string,
  options: ListenOptions,
): void {
  const { remoteAddress, ...rest } = options;
  const onListen = options.onListen ?? ((address: Deno.NetAddr) => {
    const scheme = options.cert ? "https" : "http";
    const isLocal = ["0.0.0.0", "127.0.0.1", "::", "::1"]
      .includes(address.hostname);
    const host = isLocal ? "localhost" : address.hostname;
    const url = `${scheme}://${host}:${address.port}${basePath}/`;
    console.log(`Ready at ${remoteAddress ?? url}`);
  });
  Deno.serve({ ...rest, onListen } as Deno.ServeTcpOptions, handler);
}
