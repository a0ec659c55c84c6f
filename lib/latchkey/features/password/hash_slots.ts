/**
 * Who gets a place in the queue before the hasher. Looked at before the store is, since it
 * costs nothing: who is refused here has written nothing.
 *
 * @module
 */
import type { Services } from "../../services.ts";
import { networksOf } from "../../limits/client_address.ts";
import { acquire, type ConcurrencyLimit } from "../../limits/concurrency.ts";
import { HasherBusy, type HashPlace } from "../../crypto/hash_queue.ts";
import type { ClientInfo } from "../../http/client_info.ts";

/**
 * Passwords of one client that may wait or be hashed at once; twice as many from a /56
 * and four times as many from a /48. The queue holds more for strangers, so that others
 * find a place in it; and eight at cost 12 on two cores are one second's work, which a
 * whole office at nine o'clock can wait for.
 */
export const MOST_AT_ONCE = 8;

/** Those of one account's known devices. */
export const MOST_OF_ACCOUNT = 8;

/** Those of known devices of one client, whatever the accounts: whole offices have one address. */
const MOST_OF_KNOWN_CLIENT = 24;

/** Those in an IPv6 /56 or /48: anybody can make accounts, and these are fewer than the places. */
export const MOST_OF_KNOWN_NETWORK = 48;

/** When who has too many under way may come back. */
const RETRY_SECONDS = 2;

/**
 * Takes a place in the queue; give it back by disposing of it, which may be done twice.
 *
 * @param knownTo The account that knows the device, which then gets a reserved place;
 * null for a stranger.
 * @throws {HasherBusy} when there is none: answer 503 with `Retry-After`.
 */
export function acquireHashSlot(
  { passwords }: Pick<Services, "passwords">,
  clientInfo: ClientInfo,
  knownTo: string | null,
): HashPlace {
  using entered = new DisposableStack();
  const counted = acquire(limitsOf(clientInfo, knownTo));
  if (counted === null) throw new HasherBusy(RETRY_SECONDS);
  entered.use(counted);
  const lane = knownTo === null ? "stranger" : "known";
  const place = entered.use(passwords.enter(lane));
  const held = entered.move();
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
      MOST_AT_ONCE * share,
    ]);
  }
  return [
    [`devices of ${knownTo}`, MOST_OF_ACCOUNT],
    ...networks.map(({ name, share }): ConcurrencyLimit => [
      `devices from ${name}`,
      share === 1 ? MOST_OF_KNOWN_CLIENT : MOST_OF_KNOWN_NETWORK,
    ]),
  ];
}
