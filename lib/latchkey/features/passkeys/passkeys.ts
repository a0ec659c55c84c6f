/**
 * The passkeys of users.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { Services } from "../../services.ts";
import { ceremonyQueries } from "./ceremony_queries.ts";
import { ownPasskeyQueries } from "./own_passkeys.ts";
import { type RelyingParty, relyingParty } from "./relying_party.ts";
import type { PasskeyTables } from "./tables.ts";

export { MOST_PASSKEYS, type ShownPasskey } from "./ceremony_queries.ts";
export type { PasskeyView } from "./passkey_rows.ts";

/**
 * The passkeys of a database.
 *
 * @param relatedOrigins Other sites that share them.
 */
export function createPasskeys(
  db: Db<PasskeyTables>,
  services: Pick<
    Services,
    "database" | "keys" | "now" | "site" | "settings"
  >,
  relatedOrigins: readonly string[],
) {
  return {
    relatedOrigins,
    /** The site, as the page at this URL names it. */
    party: (page: Pick<URL, "origin" | "hostname">): RelyingParty =>
      relyingParty(services, relatedOrigins, page),
    ...ceremonyQueries(db, services),
    ...ownPasskeyQueries(db, services),
  };
}
