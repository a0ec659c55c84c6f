/**
 * Services for tests: an in-memory database, the cheapest hashes, and a clock
 * that stands still until it is moved.
 *
 * @module
 */
import { newUser } from "../features/account/new_user.ts";
import { createKeyRing, generateKey, openKeyRing } from "../crypto/key_ring.ts";
import { createPasswordHasher } from "../crypto/password_hasher.ts";
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

/** Services with controls for tests. Dispose of them with `await using`. */
export interface TestServices extends Services, AsyncDisposable {
  readonly clock: {
    /** Moves the clock forward, or back when negative. */
    advance(ms: number): void;
  };
  /** Every logged line. */
  readonly logged: readonly string[];
  /** The sent emails, unless a test has its own mailer. */
  readonly mailbox: Mailbox;
}

/** What a test provides itself. */
export interface TestOverrides
  extends Partial<Omit<Services, "settings" | "now">> {
  readonly settings?: Partial<Settings>;
  /**
   * Opens the mailer, instead of one that delivers everything to the mailbox at
   * once.
   */
  readonly openMail?: typeof openMailer;
}

/**
 * Creates services. `database` is separate from a test's own store unless it is
 * given too.
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
 * Sends each email before it accepts the next, so that the newest in the
 * mailbox is the last one requested. While the clock stands still, the queue
 * has no order.
 */
function inOrder(mailer: Mailer): Mailer {
  return {
    ...mailer,
    async send(email, data) {
      await mailer.settled();
      await mailer.send(email, data);
    },
  };
}

/** The password of {@linkcode addUser}'s users. */
export const PASSWORD = "correct horse battery staple";

/** Adds a user, `ada@example.com` by default. */
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
  const user = { ...made, address }; // As written, even when it isn't canonical.
  if (!await store.users.create(user)) throw new Error(`${address} is taken`);
  return user;
}
