/**
 * The things that the rules need and that a test may bring its own of.
 *
 * @module
 */
import type { KeyRing } from "./auth/keys.ts";
import type { PasswordHasher } from "./auth/passwords.ts";
import type { Database } from "./database/database.ts";
import type { Log } from "./log.ts";
import type { MailDesk } from "./mail/requests.ts";
import type { Settings } from "./settings.ts";
import type { Store } from "./store/store.ts";
import type { Watch } from "./watch/watch.ts";

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
