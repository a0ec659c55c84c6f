/**
 * Rate limits, declared where the route is: `rateLimit("login", { … })`.
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

/** The limits per client, account and device. Leave out those that don't apply. */
export interface RateLimitRules {
  /**
   * Attempts of one client. The clients of an IPv6 /56 have twice as many in total, those of a
   * /48 four times as many.
   */
  readonly client?: Limit;
  /** Attempts of one client at one account. The /56 and /48 have multiples as above. */
  readonly clientAtAccount?: Limit;
  /**
   * Attempts at one account by all clients. Networks that the account knows have as many again,
   * which others can't use up.
   */
  readonly account?: Limit;
  /**
   * Attempts of a device that the account knows. They replace all other limits (OWASP, "Device
   * Cookies").
   */
  readonly device?: Limit;
}

/** The client and the target of an attempt. */
export interface Attempt {
  /** The result of `clientAddress`; null counts by no client. */
  readonly client: string | null;
  /** The target, such as an `addressKey`, whether the account exists or not. */
  readonly account?: string;
  /** The nonce of a device that the account knows (`knownDevice`). */
  readonly device?: string | null;
  /**
   * Whether the account knows the client's network. Called only when strangers have used up the
   * account's attempts.
   */
  readonly isKnownNetwork?: () => Promise<boolean>;
}

/** The services that a limit needs. */
type LimitServices = Pick<Services, "store" | "now">;

/** An attempt that is allowed. */
export interface Taken {
  readonly reason: "taken";
  /**
   * Call after a success, so that earlier failures no longer count: those of a known device, or
   * those of the client at the account. Failures of the client at other accounts, and of others
   * at this account, still count: logging in to one's own account must not allow more guesses
   * at others, nor the owner's login more guesses by strangers.
   */
  forgive(): Promise<void>;
}

/** A declared limit. */
export interface RateLimit {
  /** Counts an attempt. A denied attempt isn't counted, and says how long to wait. */
  begin(services: LimitServices, attempt: Attempt): Promise<Taken | Denied>;
  /** Counts an attempt that can't fail or succeed; null when it is allowed. */
  take(services: LimitServices, attempt: Attempt): Promise<Denied | null>;
  /**
   * Counts a request of the client; null when it is allowed, else the response that asks to
   * wait.
   *
   * @param account The account it is about; the logged-in one when left out.
   */
  check(ctx: RequestContext, account?: string): Promise<Wait | null>;
}

/** The buckets that an attempt counts against. */
interface Buckets {
  /** Of the client, at any account. */
  readonly client: readonly Bucket[];
  /** Of the device, or of the client at the account: the narrowest first. */
  readonly own: readonly Bucket[];
  /** Of everyone at the account. */
  readonly shared: readonly Bucket[];
  /** Of everyone at the account from a network it knows. */
  readonly known: readonly Bucket[];
}

/**
 * Declares a rate limit. It is stored in the database, and exact for concurrent requests and
 * several processes. An allowed attempt costs one write, a denied one none. Its methods throw
 * `StoreUnavailableError` when the database can't answer.
 *
 * @param name Limits with the same name share their buckets.
 * @param rules Limits as `{ burst, refillSeconds }`: attempts at once, and seconds to regain
 * one.
 *
 * @example
 * ```ts
 * import { rateLimit, requireUser } from "@latchkey/core/http";
 * import { createDefine } from "fresh";
 * import type { State } from "@latchkey/core";
 *
 * const define = createDefine<State>();
 * const limit = rateLimit("feedback", { client: { burst: 5, refillSeconds: 60 } });
 *
 * const handlers = define.handlers({
 *   async POST(ctx) {
 *     const wait = await limit.check(ctx);
 *     if (wait) return new Response(wait.failure, wait.init);
 *     return new Response("Thanks!");
 *   },
 * });
 * ```
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
  /** Hashed, so that the database has no list of the addresses that were tried. */
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

/** The limit multiplied. */
function shareOf({ burst, refillSeconds }: Limit, times: number): Limit {
  return { burst: burst * times, refillSeconds: refillSeconds / times };
}
