/**
 * The things that the rules need and that a test may bring its own of.
 *
 * @module
 */
import type { KeyRing } from "./crypto/key_ring.ts";
import type { PasswordHasher } from "./crypto/password_hasher.ts";
import type { Database } from "./database/database.ts";
import type { Log } from "./telemetry/log.ts";
import type { MailDesk } from "./email/requests.ts";
import type { Settings } from "./settings/settings.ts";
import type { Store } from "./database/store.ts";
import type { Watch } from "./telemetry/telemetry.ts";

/** What a request finds in `ctx.state.services`. */
export interface Services {
  readonly settings: Settings;
  /** For queries on tables of the site's own. */
  readonly database: Database;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly passwords: PasswordHasher;
  readonly mail: MailDesk;
  readonly log: Log;
  readonly watch: Watch;
  /** Milliseconds since the epoch. */
  now(): number;
}
