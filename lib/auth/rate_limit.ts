/**
 * Limits on tries, declared where the route is: `rateLimit("sign-in", { … })`.
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { Limit } from "../store/store.ts";
import { sha256 } from "./sha256.ts";

/** Why something was not done. */
export interface Denied {
  /** `limited`: too many tries (429). `busy`: more people at once than there are cores for (503). */
  readonly reason: "limited" | "busy";
  readonly retryAfterSeconds: number;
}

/** What a limit counts by. */
export interface RateLimitRules {
  /** Tries from one client address, whatever they are at. */
  readonly client?: Limit;
  /**
   * Tries of all together whose client is not known: behind a proxy that is not set up.
   * For what costs much and nobody needs at once; one who uses them up keeps out all.
   */
  readonly unknownClients?: Limit;
  /** Tries at one account, from wherever; and as many from each device that it knows. */
  readonly account?: Limit;
}

/** Who tries what. */
export interface Try {
  /** The bucket of `clientAddress`; null counts by no client. */
  readonly client: string | null;
  /** What is tried, such as an `addressKey`: any text, whether there is such an account or not. */
  readonly account?: string;
  /**
   * The nonce of a device that the account knows (`knownDevice`). It has tries of its
   * own, so that nobody elsewhere can use them up (OWASP, "Device Cookies").
   */
  readonly device?: string | null;
}

/** What counting needs. */
type LimitServices = Pick<Services, "store" | "now">;

/** A limit that was declared. */
export interface RateLimit {
  /** Takes a try, or says how long to wait. A client that may not try takes nothing from the account. */
  take(services: LimitServices, tried: Try): Promise<Denied | null>;
  /** Gives back a try that was not looked at. */
  undo(services: LimitServices, tried: Try): Promise<void>;
  /**
   * After success the earlier mistakes no longer count: those of the device when it is
   * known, else those at the account. Those of the client address do: one own
   * account must not buy guesses at others.
   */
  forgive(services: LimitServices, tried: Try): Promise<void>;
}

/** A bucket of the store, and how much it holds. */
type Bucket = readonly [key: string, limit: Limit];

/** The buckets that a try comes out of, in this order. */
interface Buckets {
  readonly client: Bucket | null;
  readonly account: Bucket | null;
}

/**
 * Declares a limit. It is kept in the store: exact under parallel requests and for all
 * processes.
 *
 * @param name Tries under the same name come out of the same buckets.
 */
export function rateLimit(name: string, rules: RateLimitRules): RateLimit {
  const bucketsOf = (tried: Try) => findBuckets(name, rules, tried);
  return {
    async take({ store: { limits }, now }, tried) {
      const { client, account } = await bucketsOf(tried);
      for (const bucket of [client, account]) {
        if (!bucket) continue;
        const answer = await limits.take(...bucket, now());
        if (answer.allowed) continue;
        const { retryAfterSeconds } = answer;
        return { reason: "limited", retryAfterSeconds };
      }
      return null;
    },
    async undo({ store: { limits }, now }, tried) {
      const { client, account } = await bucketsOf(tried);
      if (account) await limits.giveBack(...account, now());
      if (client) await limits.giveBack(...client, now());
    },
    async forgive({ store: { limits }, now }, tried) {
      const { client, account } = await bucketsOf(tried);
      if (account) await limits.clear(account[0]);
      if (client) await limits.giveBack(...client, now());
    },
  };
}

async function findBuckets(
  name: string,
  rules: RateLimitRules,
  { client, account, device = null }: Try,
): Promise<Buckets> {
  const [kind, tried] = device === null
    ? ["account", account]
    : ["device", device];
  return {
    client: device === null ? clientBucket(name, rules, client) : null,
    // Hashed: the database holds no list of addresses that were tried.
    account: rules.account && tried !== undefined
      ? [`${name}:${kind}:${await sha256(tried)}`, rules.account]
      : null,
  };
}

function clientBucket(
  name: string,
  { client: limit, unknownClients }: RateLimitRules,
  client: string | null,
): Bucket | null {
  if (client !== null) {
    return limit ? [`${name}:client:${client}`, limit] : null;
  }
  return unknownClients ? [`${name}:unknown-clients`, unknownClients] : null;
}
