/**
 * Hashes and verifies passwords.
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

/** Hashes passwords with bcrypt, a few at the same time. */
export interface PasswordHasher {
  /**
   * Takes a place in the queue.
   *
   * @throws {HasherBusy} when the queue is full.
   */
  enter(lane: HashLane): HashPlace;
  /**
   * Hashes a password: `$2b$…`, or `$bcrypt-sha256$…` for more than 72 bytes.
   *
   * @param place Where it waits; without one it takes a stranger's place.
   * @throws {RangeError} when {@linkcode passwordProblem} finds a problem.
   * @throws {HasherBusy} when it has no place and the queue is full.
   */
  hash(password: string, place?: HashPlace): Promise<string>;
  /**
   * Whether the password matches the hash. A null or malformed hash, and a password that can't
   * be hashed, return false after the same work as a wrong password at the configured cost, so
   * the time doesn't reveal whether an account exists (OWASP ASVS 5.0 §6.3.8). A hash of a
   * lower cost gets the same treatment. A hash of a higher cost, or of another system, takes
   * longer until the next successful login replaces it.
   *
   * Responses to wrong passwords are padded to steps of 25 ms.
   *
   * @throws {HasherBusy} when it has no place and the queue is full.
   */
  verify(
    password: string,
    hash: string | null,
    options?: VerifyOptions,
  ): Promise<boolean>;
  /** Whether a new hash of the same password would be stronger or of a newer format. */
  needsRehash(hash: string): boolean;
  /** Loads the bcrypt implementation before the first password needs it. */
  warmUp(): Promise<void>;
  /** Whether the native addon is in use; false until it is loaded. */
  readonly native: boolean;
}

/** How a password is verified. */
export interface VerifyOptions {
  /** Where it waits; without one it takes a stranger's place. */
  readonly place?: HashPlace;
  /** Pads to `stepMs` instead of 25 ms, to hide hashes that take longer as well. */
  readonly long?: boolean;
  /**
   * Start of the first padding step, by `performance.now()`; the time of the call when left
   * out. Pass an earlier time to pad the work before the call too.
   */
  readonly began?: number;
}

/** Options of {@linkcode createPasswordHasher}. */
export interface PasswordHasherOptions {
  /** bcrypt's cost, 4 to 15. Each step doubles the time. */
  readonly cost: number;
  /** Hashes computed at the same time; the number of cores when left out. */
  readonly concurrency?: number;
  /**
   * Places for waiting passwords, a quarter of them for known devices; 64 when left out. When
   * they are taken, {@linkcode HasherBusy} is thrown.
   */
  readonly queueLimit?: number;
  /** The padding step for `long`, in milliseconds: longer than the slowest hash takes. */
  readonly stepMs?: number;
  /** Loads the bcrypt implementation; the native addon or `bcryptjs` when left out. */
  readonly load?: () => Promise<LoadedBcrypt>;
  /** Receives the metrics; they are dropped when left out. */
  readonly telemetry?: Telemetry;
}

/**
 * At cost 12 on two cores, 64 passwords take about seven seconds: as long as a person waits.
 */
const QUEUE_LIMIT = 64;

/**
 * In milliseconds. passlib's `sha512_crypt` takes two seconds of a core, bcrypt of cost 15
 * under two, and a bcrypt hash at the configured cost comes on top.
 */
const STEP_MS = 3000;

/**
 * In milliseconds. The work that equalises a cheaper hash comes in several pieces, which costs
 * half a millisecond: far less than this step.
 */
const FINE_STEP_MS = 25;

/**
 * Creates a password hasher. The bcrypt implementation is loaded at the first password or by
 * `warmUp`.
 *
 * @example
 * ```ts
 * import { createPasswordHasher } from "@latchkey/core/testing";
 *
 * const hasher = createPasswordHasher({ cost: 12 });
 * const hash = await hasher.hash("correct horse battery staple");
 * const isRight: boolean = await hasher.verify("a guess", hash);
 * ```
 */
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

  /** Runs `work` in the given place, or in a new one. */
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
      const implementation = await bcrypt();
      const text = normalisedPassword(password);
      return await inTurn(
        place,
        () => makeBcryptHash(implementation, text, cost),
      );
    },
    async verify(
      password,
      hash,
      { place, long = false, began = performance.now() } = {},
    ) {
      const possible = passwordProblem(password) === null;
      const parsed = hash === null ? null : readBcryptHash(hash);
      const legacy = hash && !parsed ? await legacyCheck(hash) : null;
      const text = possible ? normalisedPassword(password) : "";
      const implementation = await bcrypt();
      const right = await inTurn(place, async () => {
        if (possible && await legacy?.(password, implementation.compare)) {
          return true;
        }
        const against = parsed ?? dummyHash(cost);
        const same = await matchesBcryptHash(implementation, text, against);
        if (same && possible && parsed !== null) return true;
        await equaliseWork(parsed, cost, implementation);
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

/** Loaded when first needed: most sites have no such hashes. */
async function legacyCheck(hash: string): Promise<LegacyHashCheck | null> {
  return (await import("./legacy_hashes.ts")).legacyHashCheck(hash);
}

/**
 * Does the work that a hash of a lower cost lacks. Each step of the cost doubles the work, so
 * one hash at each cost from its own up to `cost - 1` makes up the difference.
 */
async function equaliseWork(
  known: BcryptHash | null,
  cost: number,
  implementation: Bcrypt,
): Promise<void> {
  for (let lower = known?.cost ?? cost; lower < cost; lower++) {
    await matchesBcryptHash(implementation, "", dummyHash(lower));
  }
}

/** A well-formed hash that no password matches, to do the work of a cost. */
function dummyHash(cost: number): BcryptHash {
  const [salt, digest] = [".".repeat(22), ".".repeat(31)];
  const modern = `$2b$${String(cost).padStart(2, "0")}$${salt}${digest}`;
  return { version: "b", cost, salt, prehashed: false, modern };
}
