/**
 * Services for tests: a database in memory, the cheapest hashes, and a clock that stands still
 * until it is moved.
 *
 * @module
 */
import { newUser } from "../features/account/new_user.ts";
import { createKeyRing, generateKey, openKeyRing } from "../crypto/key_ring.ts";
import { DATA_KEYS, openKeySet } from "../crypto/key_sources.ts";
import { createPasswordHasher } from "../crypto/password_hasher.ts";
import { createSecrets } from "../crypto/secrets.ts";
import { createLog } from "../telemetry/log.ts";
import { createMailbox, type Mailbox } from "../email/mailbox.ts";
import type { Mailer } from "../email/mailer.ts";
import type { Services } from "../services.ts";
import { createSiteMailer, type openMailer } from "../site_mailer.ts";
import { readSettings, type Settings } from "../settings/settings.ts";
import { migrationsOf } from "../tables.ts";
import { createUse } from "../feature.ts";
import { openStore } from "../open_store.ts";
import type { Role, User } from "../features/account/user.ts";
import { startTelemetry } from "../telemetry/open.ts";
import { TEST_SITE } from "./site.ts";

/**
 * Services with a clock, a log and a mailbox for the test. Dispose of them with `await using`.
 *
 * @example
 * ```ts
 * import type { TestServices } from "@latchkey/core/testing";
 *
 * const waitAnHour = ({ clock }: TestServices) => clock.advance(60 * 60 * 1000);
 * ```
 */
export interface TestServices extends Services, AsyncDisposable {
  readonly clock: {
    /** Moves the clock forward by milliseconds, or back when negative. */
    advance(ms: number): void;
  };
  /** The lines of the log, in JSON. */
  readonly logged: readonly string[];
  /** The emails that were sent, unless a test provides its own mailer. */
  readonly mailbox: Mailbox;
}

/**
 * What a test replaces.
 *
 * @example
 * ```ts
 * import { type TestOverrides, testServices } from "@latchkey/core/testing";
 *
 * const overrides: TestOverrides = { settings: { signUp: "closed" } };
 * await using services = await testServices(overrides);
 * ```
 */
export interface TestOverrides
  extends Partial<Omit<Services, "settings" | "now">> {
  readonly settings?: Partial<Settings>;
  /** Opens the mailer, in place of one that sends to the mailbox at once. */
  readonly openMail?: typeof openMailer;
}

/**
 * Creates services for a test, with an empty database in memory. The clock starts on 1 January
 * 2030. A test that replaces `store` should replace `database` too.
 *
 * @throws {SettingsError} when the settings are invalid.
 *
 * @example
 * ```ts
 * import { addUser, testServices } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * const user = await addUser(services);
 * services.clock.advance(60_000);
 * ```
 */
export async function testServices(
  overrides: TestOverrides = {},
): Promise<TestServices> {
  const site = overrides.site ?? TEST_SITE;
  const settings = {
    ...readSettings(site, { APP_ENV: "test", BCRYPT_COST: "4" }),
    ...overrides.settings,
  };
  let time = Date.UTC(2030, 0, 1);
  const now = () => time;
  const logged: string[] = [];
  const opened = await openStore(
    overrides.store
      ? { databaseUrl: null, databaseFile: ":memory:" }
      : settings,
    migrationsOf(site),
  );
  const database = overrides.database ?? opened.database;
  const started = await startTelemetry(settings, now);
  const telemetry = overrides.telemetry ?? started.telemetry;
  const store = started.over(overrides.store ?? opened.store);
  const keys = overrides.keys ??
    (settings.jwtKeys === null
      ? await createKeyRing({ keys: [generateKey()] })
      : await openKeyRing(settings));
  const log = overrides.log ??
    createLog(
      settings.logLevel,
      "json",
      (_level, line) => logged.push(line),
    );
  const mailbox = createMailbox(now);
  const base = { site, settings, database, store, keys, log, telemetry, now };
  const mail = overrides.mail ?? overrides.openMail?.(base) ??
    inOrder(createSiteMailer(base, mailbox, { mailbox, pauseMs: 0 }));
  const services = {
    passwords: createPasswordHasher({ cost: settings.bcryptCost, telemetry }),
    secrets: createSecrets(() => openKeySet(settings, DATA_KEYS), 1),
    ...overrides,
    ...base,
    mail,
  };
  return {
    ...services,
    use: overrides.use ?? createUse(services),
    mailbox,
    clock: { advance: (ms) => void (time += ms) },
    logged,
    async [Symbol.asyncDispose]() {
      await mail.settled();
      await store.close();
      if (overrides.store) await opened.store.close();
    },
  };
}

/**
 * Sends each email before it accepts the next, so that the newest one in the mailbox is the
 * last requested. While the clock stands still, the queue has no order.
 */
function inOrder(mailer: Mailer): Mailer {
  return {
    ...mailer,
    async send(email, data) {
      await mailer.settled();
      await mailer.send(email, data);
    },
    async prepare(email, data) {
      await mailer.settled();
      return await mailer.prepare(email, data);
    },
  };
}

/**
 * The password of users created by {@linkcode addUser}.
 *
 * @example
 * ```ts
 * import { PASSWORD } from "@latchkey/core/testing";
 *
 * const fields = { username: "ada@example.com", password: PASSWORD };
 * ```
 */
export const PASSWORD = "correct horse battery staple";

/**
 * Adds a verified user, by default `ada@example.com` with {@linkcode PASSWORD}.
 *
 * @returns The user as stored.
 * @throws {Error} when the address is taken.
 *
 * @example
 * ```ts
 * import { addUser, testServices } from "@latchkey/core/testing";
 *
 * await using services = await testServices();
 * const admin = await addUser(services, { name: "Ada", roles: ["admin"] });
 * ```
 */
export async function addUser(
  services: Services,
  {
    address = "ada@example.com",
    password = PASSWORD,
    verified = true,
    ...rest
  }: {
    readonly address?: string;
    readonly password?: string;
    readonly passwordHash?: string;
    readonly disabled?: boolean;
    readonly name?: string;
    readonly language?: string;
    readonly roles?: readonly Role[];
    readonly verified?: boolean;
    readonly importedAt?: number;
  } = {},
): Promise<User> {
  const { store, passwords, now } = services;
  const passwordHash = rest.passwordHash ?? await passwords.hash(password);
  const verifiedAt = verified ? now() : null;
  const made = newUser(services, {
    ...rest,
    address,
    passwordHash,
    verifiedAt,
  });
  const user = { ...made, address }; // As written, even if it isn't canonical.
  if (!await store.users.create(user)) {
    throw new Error(`The address ${address} is taken.`);
  }
  return user;
}
