/**
 * A database in memory that tells what it was asked for.
 *
 * @module
 */
import { kvStore, openKv } from "../../lib/store/kv.ts";
import type { Store } from "../../lib/store/store.ts";

/** One record that was written. */
export interface Write {
  /** The key, its parts joined by slashes. */
  readonly key: string;
  /** In milliseconds; undefined when the record is to stay. */
  readonly expireIn: number | undefined;
}

/** What a database was asked for. */
interface Watch {
  /** How many keys each read asked for. */
  readonly reads: number[];
  readonly writes: Write[];
  commits: number;
  /** Begins to count anew. */
  reset(): void;
}

/** Opens a database in memory and watches it. */
async function watchedKv(): Promise<{ kv: Deno.Kv; watch: Watch }> {
  const watch: Watch = {
    reads: [],
    writes: [],
    commits: 0,
    reset() {
      this.reads.length = this.writes.length = this.commits = 0;
    },
  };
  return { kv: watched(await openKv(":memory:"), watch), watch };
}

/** The same object, whose calls are noted; so are those of the atomic operations it makes. */
function watched<Target extends object>(target: Target, watch: Watch): Target {
  return new Proxy(target, {
    get(_, name) {
      const member = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        note(watch, name, args);
        const answer = member.apply(target, args);
        return answer instanceof Deno.AtomicOperation
          ? watched(answer, watch)
          : answer;
      };
    },
  });
}

function note(
  watch: Watch,
  name: string | symbol,
  [first, , options]: unknown[],
): void {
  const parts = Array.isArray(first) ? first : [];
  if (name === "get") watch.reads.push(1);
  if (name === "getMany") watch.reads.push(parts.length);
  if (name === "commit") watch.commits++;
  if (name === "set") {
    watch.writes.push({ key: parts.join("/"), expireIn: expireIn(options) });
  }
}

function expireIn(options: unknown): number | undefined {
  if (typeof options !== "object" || options === null) return undefined;
  return "expireIn" in options && typeof options.expireIn === "number"
    ? options.expireIn
    : undefined;
}

/** What the database was asked for while something was done. */
export async function workOf(
  prepare: (store: Store) => Promise<unknown>,
  act: (store: Store) => Promise<unknown>,
) {
  const { kv, watch } = await watchedKv();
  const store = kvStore(kv);
  await prepare(store);
  watch.reset();
  await act(store);
  const { reads, writes, commits } = watch;
  await store.close();
  return { reads, commits, writes };
}
