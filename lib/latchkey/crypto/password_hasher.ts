/**
 * Passwords and their hashes.
 *
 * @module
 */
import { passwordProblem } from "./password_text.ts";
import { normalisedPassword } from "./password_text.ts";
import { createTelemetry, type Telemetry } from "../telemetry/telemetry.ts";
import {
  type Bcrypt,
  type BcryptHash,
  loadBcrypt,
  type LoadedBcrypt,
  makeBcryptHash,
  matchesBcryptHash,
  readBcryptHash,
} from "./bcrypt.ts";
import { padResponseTime } from "./response_padding.ts";
import type { LegacyHashCheck } from "./legacy_hashes.ts";
import {
  createHashQueue,
  type HashLane,
  type HashPlace,
} from "./hash_queue.ts";

export { HasherBusy } from "./hash_queue.ts";

/** Makes and checks bcrypt hashes, at most a few at once. */
export interface PasswordHasher {
  /**
   * Takes a place in the queue.
   *
   * @throws {HasherBusy} when it is full.
   */
  enter(lane: HashLane): HashPlace;
  /**
   * Hashes a password: `$2b$…`, or `$bcrypt-sha256$…` above 72 bytes.
   *
   * @param place Where it waits its turn; a stranger's place of its own when left out.
   * @throws {RangeError} when the password has a {@linkcode passwordProblem}.
   * @throws {HasherBusy} when it brings no place and the queue is full.
   */
  hash(password: string, place?: HashPlace): Promise<string>;
  /**
   * Whether the password made the hash. Null in place of a hash, a broken hash and an
   * impossible password cost the same work as a wrong password under the cost set,
   * and give false: the time does not tell whether there is such an account (OWASP
   * ASVS 5.0 §6.3.8). So does a hash of a lower cost. One of a higher cost or of another
   * system takes longer, until the person's next login renews it.
   *
   * Wrong passwords are answered in steps of 25 ms.
   *
   * @throws {HasherBusy} when it brings no place and the queue is full.
   */
  verify(
    password: string,
    hash: string | null,
    options?: VerifyOptions,
  ): Promise<boolean>;
  /** Whether a hash is weaker or older in form than a new one would be. */
  needsRehash(hash: string): boolean;
  /** Loads the hasher ahead of the first password. */
  warmUp(): Promise<void>;
  /** Whether the native addon does the work; false until it is loaded. */
  readonly native: boolean;
}

/** Where a password waits its turn, and when a wrong one is answered. */
export interface VerifyOptions {
  /** A stranger's place of its own when left out. */
  readonly place?: HashPlace;
  /** In steps of `stepMs`: hides also which hashes take longer, where there are such. */
  readonly long?: boolean;
  /** When the first step began, by `performance.now()`: before what is to be hidden too; as it is asked when left out. */
  readonly began?: number;
}

/** How hard and how much a hasher works. */
export interface PasswordHasherOptions {
  /** bcrypt's cost, 4 to 15: one more doubles the time. */
  readonly cost: number;
  /** Hashes under way at once; as many as there are cores when left out. */
  readonly concurrency?: number;
  /** Places for those that wait, a quarter of them for known devices alone; beyond, {@linkcode HasherBusy}. */
  readonly queueLimit?: number;
  /** Longer than the slowest hash there may be takes, in milliseconds. */
  readonly stepMs?: number;
  /** Loads the hash function; the native addon or `bcryptjs` when left out. */
  readonly load?: () => Promise<LoadedBcrypt>;
  /** Counts; one that nobody reads when left out. */
  readonly telemetry?: Telemetry;
}

/** 64 waiting at cost 12 on two cores are seven seconds: about what a person waits. */
const QUEUE_LIMIT = 64;

/**
 * passlib's `sha512_crypt` takes two seconds of a core, bcrypt of cost 15 under two, and
 * the app's own bcrypt comes on top.
 */
const STEP_MS = 3000;

/**
 * The work that makes up for a cheaper hash is the same, but comes in more pieces, which
 * costs half a millisecond: far less than this, in milliseconds.
 */
const FINE_STEP_MS = 25;

/** Makes a hasher. Nothing is loaded until the first password or `warmUp`. */
export function createPasswordHasher(
  {
    cost,
    concurrency = navigator.hardwareConcurrency,
    queueLimit = QUEUE_LIMIT,
    stepMs = STEP_MS,
    load = loadBcrypt,
    telemetry = createTelemetry(),
  }: PasswordHasherOptions,
): PasswordHasher {
  const queue = createHashQueue({ concurrency, queueLimit, telemetry });
  let loading: Promise<LoadedBcrypt> | undefined;
  let native = false;

  async function bcrypt(): Promise<LoadedBcrypt["bcrypt"]> {
    const loaded = await (loading ??= load());
    native = loaded.native;
    return loaded.bcrypt;
  }

  /** Does a piece of work in turn, in a place that was taken before or one of its own. */
  async function inTurn<Result>(
    place: HashPlace | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    if (place) return await queue.run(place, work);
    using own = queue.enter("stranger");
    return await queue.run(own, work);
  }

  return {
    get native() {
      return native;
    },
    enter: queue.enter,
    async hash(password, place) {
      const problem = passwordProblem(password);
      if (problem) throw new RangeError(problem);
      const maker = await bcrypt();
      const text = normalisedPassword(password);
      return await inTurn(place, () => makeBcryptHash(maker, text, cost));
    },
    async verify(
      password,
      hash,
      { place, long = false, began = performance.now() } = {},
    ) {
      const possible = passwordProblem(password) === null;
      const known = hash === null ? null : readBcryptHash(hash);
      const foreign = hash && !known ? await checkOf(hash) : null;
      const text = possible ? normalisedPassword(password) : "";
      const maker = await bcrypt();
      const right = await inTurn(place, async () => {
        if (possible && await foreign?.(password, maker.compare)) return true;
        const against = known ?? hashOfNothing(cost);
        const same = await matchesBcryptHash(maker, text, against);
        if (same && possible && known !== null) return true;
        await makeUpFor(known, cost, maker);
        return false;
      });
      if (!right) await padResponseTime(began, long ? stepMs : FINE_STEP_MS);
      return right;
    },
    needsRehash(hash) {
      const known = readBcryptHash(hash);
      return known === null || known.version !== "b" || known.cost < cost;
    },
    async warmUp() {
      await bcrypt();
    },
  };
}

/** What checks a hash of another system; null when it is none. Most sites have none, so it is loaded for the first. */
async function checkOf(hash: string): Promise<LegacyHashCheck | null> {
  return (await import("./legacy_hashes.ts")).legacyHashCheck(hash);
}

/**
 * The work that a hash of a lower cost lacks. One more in cost is twice the work, so one
 * at its own cost and one at each up to the last but one make it whole.
 */
async function makeUpFor(
  known: BcryptHash | null,
  cost: number,
  maker: Bcrypt,
): Promise<void> {
  for (let lower = known?.cost ?? cost; lower < cost; lower++) {
    await matchesBcryptHash(maker, "", hashOfNothing(lower));
  }
}

/** A hash in form, made of no password, to do a cost's work against. */
function hashOfNothing(cost: number): BcryptHash {
  const [salt, digest] = [".".repeat(22), ".".repeat(31)];
  const modern = `$2b$${String(cost).padStart(2, "0")}$${salt}${digest}`;
  return { version: "b", cost, salt, prehashed: false, modern };
}
