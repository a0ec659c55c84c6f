/**
 * The load generator that comes with the project.
 *
 * @module
 */
// @ts-types="./autocannon.d.ts" -- the published types bring all of Node's along
import cannon from "autocannon";
import { CONNECTIONS, type Count, type Target } from "./load_generator.ts";

/** Asks by `autocannon`. */
export async function autocannon(
  target: Target,
  seconds: number,
): Promise<Count> {
  const result = await cannon({
    ...target,
    connections: CONNECTIONS,
    duration: seconds,
  });
  return {
    requestsPerSecond: result["2xx"] / result.duration,
    failed: result.non2xx + result.errors,
  };
}
