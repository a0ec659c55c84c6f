/**
 * The load generator that comes with the project.
 *
 * @module
 */
// @ts-types="./autocannon.d.ts" -- the published types bring all of Node's along
import cannon, { type Client } from "autocannon";
import { CONNECTIONS, type Count, type Target } from "./load_generator.ts";

/** Generates load with `autocannon`. */
export async function autocannon(
  { url, headers, cookies }: Target,
  seconds: number,
): Promise<Count> {
  const result = await cannon({
    url,
    headers,
    connections: CONNECTIONS,
    duration: seconds,
    setupClient: cookies && distribute(cookies, headers),
  });
  return {
    requests: result["2xx"],
    requestsPerSecond: result["2xx"] / result.duration,
    failed: result.non2xx + result.errors,
  };
}

/**
 * Gives each connection its share of the cookies, so that no two use the same
 * one.
 */
function distribute(
  cookies: readonly string[],
  headers: Target["headers"] = {},
): (client: Client) => void {
  const hands = Math.min(CONNECTIONS, cookies.length);
  let next = 0;
  return (client) => {
    const hand = next++ % hands;
    const share = cookies.filter((_, place) => place % hands === hand);
    client.setRequests(
      share.map((cookie) => ({ headers: { ...headers, cookie } })),
    );
  };
}
