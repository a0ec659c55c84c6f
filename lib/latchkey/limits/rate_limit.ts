/**
 * Limits on attempts, declared where the route is: `rateLimit("login", { … })`.
 *
 * @module
 */
import type { Services } from "../services.ts";
import type { Bucket, Limit } from "./buckets.ts";
import { networksOf } from "./client_address.ts";
import { sha256 } from "../crypto/sha256.ts";
import { clientInfoOf } from "../http/client_info.ts";
import type { RequestContext } from "../state.ts";
import { type Denied, type Wait, waitResponse } from "./wait_response.ts";

/** What a limit counts by. */
export interface RateLimitRules {
  /**
   * Attempts of one client, whatever they are at. The clients of an IPv6 /56 have twice as
   * many together, those of a /48 four times as many.
   */
  readonly client?: Limit;
  /** Attempts of one client at one account; those of a /56 and a /48 as above. */
  readonly clientAtAccount?: Limit;
  /**
   * Attempts at one account, from wherever; and as many from networks that the account
   * knows, so that nobody elsewhere can use them up.
   */
  readonly account?: Limit;
  /** Attempts of a device that the account knows, in place of all others (OWASP, "Device Cookies"). */
  readonly device?: Limit;
}

/** Who attempts what. */
export interface Attempt {
  /** What `clientAddress` gave; null counts by no client. */
  readonly client: string | null;
  /** What is attempted, such as an `addressKey`: any text, whether there is such an account or not. */
  readonly account?: string;
  /** The nonce of a device that the account knows (`knownDevice`). */
  readonly device?: string | null;
  /** Whether the account knows the client's network. Asked only when strangers used up the attempts at the account. */
  readonly isKnownNetwork?: () => Promise<boolean>;
}

/** What counting needs. */
type LimitServices = Pick<Services, "store" | "now">;

/** An attempt that was taken. */
export interface Taken {
  readonly reason: "taken";
  /**
   * After success earlier mistakes no longer count: those of the device when it is known,
   * else those of the client at the account. Those of the client elsewhere and of others
   * at the account do: an account of one's own must not buy guesses at others, nor the
   * owner's success guesses for strangers.
   */
  forgive(): Promise<void>;
}

/** A limit that was declared. */
export interface RateLimit {
  /** Takes an attempt, or says how long to wait; who may not go on has taken nothing. */
  begin(services: LimitServices, attempt: Attempt): Promise<Taken | Denied>;
  /** The same for what is neither right nor wrong; null when it was taken. */
  take(services: LimitServices, attempt: Attempt): Promise<Denied | null>;
  /**
   * The same for a request, with the answer to who has to wait.
   *
   * @param account Whose account it is about: that of who is logged in, when left out.
   */
  check(ctx: RequestContext, account?: string): Promise<Wait | null>;
}

/** The buckets that an attempt is taken from. */
interface Buckets {
  /** Those of the client, wherever it tries. */
  readonly client: readonly Bucket[];
  /** Those of the device, or of the client at the account: the narrowest first. */
  readonly own: readonly Bucket[];
  /** That of everybody at the account. */
  readonly shared: readonly Bucket[];
  /** That of everybody at the account who comes from a network it knows. */
  readonly known: readonly Bucket[];
}

/**
 * Declares a limit. It is kept in the store: exact under parallel requests and for all
 * processes. An attempt costs one write, and one that is refused none.
 *
 * @param name Attempts under the same name come out of the same buckets.
 */
export function rateLimit(name: string, rules: RateLimitRules): RateLimit {
  async function begin(
    services: LimitServices,
    attempt: Attempt,
  ): Promise<Taken | Denied> {
    const buckets = await findBuckets(name, rules, attempt);
    const { client, own, shared, known } = buckets;
    const first = await takeAll(services, [...client, ...own, ...shared]);
    if (first === null) return taken(services, own, [...client, ...shared]);
    const isForKnown = first.key === shared[0]?.[0] &&
      await attempt.isKnownNetwork?.();
    if (!isForKnown) return first.denied;
    const second = await takeAll(services, [...client, ...own, ...known]);
    return second?.denied ?? taken(services, own, [...client, ...known]);
  }
  async function take(services: LimitServices, attempt: Attempt) {
    const begun = await begin(services, attempt);
    return begun.reason === "taken" ? null : begun;
  }
  return {
    begin,
    take,
    async check(ctx, account = ctx.state.user?.id) {
      const { services, language } = ctx.state;
      const { clientAddress: client } = await clientInfoOf(ctx);
      const denied = await take(services, { client, account });
      return denied && waitResponse(language, denied);
    },
  };
}

async function takeAll(
  { store: { limits }, now }: LimitServices,
  buckets: readonly Bucket[],
): Promise<{ readonly key: string; readonly denied: Denied } | null> {
  if (buckets.length === 0) return null;
  const answer = await limits.take(buckets, now());
  if (answer.allowed) return null;
  const { key, retryAfterSeconds } = answer;
  return { key, denied: { reason: "limited", retryAfterSeconds } };
}

function taken(
  { store: { limits }, now }: LimitServices,
  [own, ...wider]: readonly Bucket[],
  others: readonly Bucket[],
): Taken {
  return {
    reason: "taken",
    async forgive() {
      const back = [...wider, ...others];
      if (back.length > 0) await limits.giveBack(back, now());
      if (own) await limits.clear([own[0]]);
    },
  };
}

async function findBuckets(
  name: string,
  rules: RateLimitRules,
  { client, account, device }: Attempt,
): Promise<Buckets> {
  /** Hashed: the database holds no list of addresses that were tried. */
  const bucket = async (
    kind: string,
    what: string | undefined | null,
    limit: Limit | undefined,
  ): Promise<Bucket[]> =>
    limit && typeof what === "string"
      ? [[`${name}:${kind}:${await sha256(what)}`, limit]]
      : [];
  const own = await bucket("device", device, rules.device);
  if (own.length > 0) return { client: [], own, shared: [], known: [] };
  const networks = client === null ? [] : networksOf(client);
  const ofEach = async (kind: string, at: string, limit?: Limit) =>
    (await Promise.all(
      networks.map(({ name, share }) =>
        bucket(kind, name + at, limit && shareOf(limit, share))
      ),
    )).flat();
  const at = account === undefined ? undefined : `\n${account}`;
  return {
    client: await ofEach("client", "", rules.client),
    own: at ? await ofEach("client-at-account", at, rules.clientAtAccount) : [],
    shared: await bucket("account", account, rules.account),
    known: await bucket("known-networks", account, rules.account),
  };
}

/** So many times as much. */
function shareOf({ burst, refillSeconds }: Limit, times: number): Limit {
  return { burst: burst * times, refillSeconds: refillSeconds / times };
}
