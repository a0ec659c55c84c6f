/**
 * Slots in the queue for hashing passwords. They are limited in memory before the database
 * is used, so a rejected request has written nothing.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { networksOf } from "../../limits/client_address.ts";
import { acquire, type ConcurrencyLimit } from "../../limits/concurrency.ts";
import { HasherBusy, type HashPlace } from "../../crypto/hash_queue.ts";
import type { ClientInfo } from "../../http/client_info.ts";

/**
 * Slots per client; a /56 network has twice and a /48 four times as many. The queue has
 * more for unknown devices, so others still find a slot. Eight hashes of cost 12 take one
 * second on two cores, which everyone in an office can wait for.
 */
export const MAX_PER_CLIENT = 8;

/** Slots per account, for its known devices. */
export const MAX_PER_ACCOUNT = 8;

/** Slots per client, for known devices of all accounts: an office shares one IP address. */
const MAX_PER_KNOWN_CLIENT = 24;

/** The same for an IPv6 /56 or /48. Anyone can create accounts, so it is less than the whole queue. */
export const MAX_PER_KNOWN_NETWORK = 48;

/** The `Retry-After` of a client that has too many. */
const RETRY_SECONDS = 2;

/**
 * Acquires a slot in the queue. Dispose of it to release it; disposing twice is safe.
 *
 * @param knownTo The account to which the device is known, which gets a reserved slot; null
 * for an unknown device.
 * @throws {HasherBusy} if there is none. Respond with 503 and `Retry-After`.
 */
export function acquireHashSlot(
  { passwords }: Pick<Services, "passwords">,
  clientInfo: ClientInfo,
  knownTo: string | null,
): HashPlace {
  using stack = new DisposableStack();
  const counts = acquire(limitsOf(clientInfo, knownTo));
  if (counts === null) throw new HasherBusy(RETRY_SECONDS);
  stack.use(counts);
  const lane = knownTo === null ? "stranger" : "known";
  const place = stack.use(passwords.enter(lane));
  const held = stack.move();
  return { lane: place.lane, [Symbol.dispose]: () => held.dispose() };
}

function limitsOf(
  { clientAddress }: ClientInfo,
  knownTo: string | null,
): readonly ConcurrencyLimit[] {
  const networks = networksOf(clientAddress);
  if (knownTo === null) {
    return networks.map(({ name, share }) => [
      `from ${name}`,
      MAX_PER_CLIENT * share,
    ]);
  }
  return [
    [`devices of ${knownTo}`, MAX_PER_ACCOUNT],
    ...networks.map(({ name, share }): ConcurrencyLimit => [
      `devices from ${name}`,
      share === 1 ? MAX_PER_KNOWN_CLIENT : MAX_PER_KNOWN_NETWORK,
    ]),
  ];
}
