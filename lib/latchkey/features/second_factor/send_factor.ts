/**
 * Sending what a second factor needs, such as a code.
 *
 * @module
 */
import type { Denied } from "../../limits/wait_response.ts";
import type { FactorSending } from "../../factor.ts";
import type { NamedFactor } from "./factors.ts";

/**
 * Sends the code of one of several factors. Returns null, or how long to wait; undefined if none
 * of them has that name and sends anything.
 */
export async function sendFactor(
  factors: readonly NamedFactor[],
  name: string,
  sending: FactorSending,
): Promise<Denied | null | undefined> {
  const found = factors.find((factor) => factor.name === name);
  return await found?.factor.send?.(found.queries, sending);
}

/**
 * Sends the codes of all factors of which a login has begun to wait for one. A limit that is
 * reached shows on the page: it then offers to send one.
 */
export async function sendFactors(
  factors: readonly NamedFactor[],
  sending: FactorSending,
): Promise<void> {
  for (const { factor, queries } of factors) {
    await factor.send?.(queries, sending);
  }
}
