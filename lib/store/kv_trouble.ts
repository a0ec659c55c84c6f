/**
 * What becomes of a Deno KV that is slow, full, read-only, locked or gone: every call
 * ends in bounded time, and its failure has one name that the whole app knows.
 *
 * @module
 */
import { deadline } from "../deadline.ts";
import { pause } from "./kv_atomic.ts";
import { type StoreTrouble, StoreUnavailableError } from "../database/unavailable.ts";

/** How much patience there is with a database. */
export interface KvPatience {
  /** How long one call may take, in milliseconds. */
  readonly callMs: number;
  /** How many calls may be without an answer at once; more are refused at once. */
  readonly calls: number;
}

/**
 * SQLite itself waits five seconds for a lock of another process. A healthy database
 * answers 1,000 calls in less than a second, so more of them mean that it is stuck: then
 * a crowd must neither pile up in memory nor come over the database once it wakes.
 */
const PATIENCE: KvPatience = { callMs: 5_000, calls: 1_000 };

/** So long before the time is over there is no further try, in milliseconds: it would end as "slow". */
const LAST_TRY_MS = 100;

/** What SQLite, Deno KV and the network say, and what it means. The first that fits counts. */
const SAYINGS: readonly (readonly [RegExp, StoreTrouble])[] = [
  [/is locked|database is busy/i, "busy"],
  [/disk is full|no space left|quota/i, "full"],
  [/read-?only/i, "read_only"],
  [/disk i\/o|malformed|not a database|unable to open/i, "gone"],
  [/is closed|bad resource|interrupted|cancell?ed/i, "gone"],
  [/connect|sending request|network|timed? ?out|unavailable/i, "gone"],
];

/**
 * The same database, whose calls end within `patience` and throw
 * {@linkcode StoreUnavailableError} when it cannot answer. What is no trouble of the
 * database, such as a value too large, is thrown as it was. A write that took too long
 * may happen all the same, later.
 */
export function guardKv(kv: Deno.Kv, patience: KvPatience = PATIENCE): Deno.Kv {
  return guarded(kv, KV_CALLS, createWatch(patience));
}

/** What a failure of Deno KV means; null when it is none of the database's. */
export function kvTrouble(error: unknown): StoreTrouble | null {
  if (!(error instanceof Error)) return null;
  const said = SAYINGS.find(([saying]) => saying.test(error.message));
  return said?.[1] ?? null;
}

/** Waits for one call. */
type Watch = <Answer>(call: () => Promise<Answer>) => Promise<Answer>;

function createWatch({ callMs, calls }: KvPatience): Watch {
  let waiting = 0;
  const slow = () => new StoreUnavailableError("slow");
  return async (call) => {
    if (waiting >= calls) throw slow();
    waiting++;
    const work = insist(call, performance.now() + callMs)
      .finally(() => waiting--);
    try {
      return await deadline(work, callMs, slow);
    } catch (error) {
      const trouble = kvTrouble(error);
      if (trouble === null || error instanceof StoreUnavailableError) {
        throw error;
      }
      throw new StoreUnavailableError(trouble, { cause: error });
    }
  };
}

/**
 * Tries again while another process writes. SQLite waits by itself for a plain write, but
 * gives up at once on one that has checked something first: nothing was written then.
 */
async function insist<Answer>(
  call: () => Promise<Answer>,
  until: number,
): Promise<Answer> {
  for (let failures = 0;; failures++) {
    try {
      return await call();
    } catch (error) {
      const isOver = performance.now() + LAST_TRY_MS > until;
      if (kvTrouble(error) !== "busy" || isOver) throw error;
      await pause(failures);
    }
  }
}

/** The calls that ask the database, of itself, of its atomic operations and of its lists. */
const KV_CALLS: ReadonlySet<unknown> = new Set([
  "get",
  "getMany",
  "set",
  "delete",
]);
const ATOMIC_CALLS: ReadonlySet<unknown> = new Set(["commit"]);
const LIST_CALLS: ReadonlySet<unknown> = new Set(["next"]);

/** The same object, whose `calls` are watched; so are those of the atomic operations and lists it makes. */
function guarded<Target extends object>(
  target: Target,
  calls: ReadonlySet<unknown>,
  watch: Watch,
): Target {
  const proxy: Target = new Proxy(target, {
    get(_, name) {
      const member = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        if (calls.has(name)) {
          return watch(async () => await member.apply(target, args));
        }
        const made = member.apply(target, args);
        if (made === target) return proxy;
        if (made instanceof Deno.AtomicOperation) {
          return guarded(made, ATOMIC_CALLS, watch);
        }
        return isList(made) ? guarded(made, LIST_CALLS, watch) : made;
      };
    },
  });
  return proxy;
}

function isList(made: unknown): made is object {
  return typeof made === "object" && made !== null &&
    Symbol.asyncIterator in made;
}
