/**
 * The store in PostgreSQL, for several processes on several machines.
 *
 * @module
 */
import { heedSchema, mustBeKnown } from "../heeded_schema.ts";
import type { FollowChanges } from "../session_changes.ts";
import type { Store } from "../store.ts";
import { StoreOpenError } from "../unavailable.ts";
import { type DatabaseAddress, databaseAddress } from "./address.ts";
import { type ConnectionConfig, connectionConfig } from "./connection.ts";
import { type Database, openDatabase } from "./database.ts";
import { forgetExpired } from "./expiry.ts";
import { postgresLimits } from "./limits.ts";
import { startListening } from "./listener.ts";
import { postgresActivity, postgresIncidents } from "./logs.ts";
import { postgresMails } from "./mails.ts";
import { postgresOneTimeCodes } from "./one_time_codes.ts";
import { postgresOneTimeTokens } from "./one_time_tokens.ts";
import { openFailure } from "./opening.ts";
import { postgresRecords } from "./records.ts";
import { bringUpToDate, schemaOf } from "./schema.ts";
import { postgresSessions } from "./sessions.ts";
import { postgresUsers } from "./users.ts";

/** An open store, and how it tells what other processes change. */
export interface SharedStore {
  readonly store: Store;
  readonly follow: FollowChanges;
}

/**
 * Connects, and brings the database up to date.
 *
 * @param url As `DATABASE_URL` has it.
 * @throws {StoreOpenError} when it cannot be used until an operator does something.
 * @throws {StoreUnavailableError} when nothing answers there.
 */
export async function openPostgres(url: URL): Promise<SharedStore> {
  const address = databaseAddress(url);
  const config = await configOf(address);
  try {
    await bringUpToDate(config);
  } catch (error) {
    throw openFailure(address, error);
  }
  const store = heedSchema(postgresStore(openDatabase(config)));
  // What a ping finds is remembered by the store itself.
  const schemaChanged = () => void store.ping().catch(() => {});
  return {
    store,
    follow: (follower) =>
      startListening(config, { ...follower, schemaChanged }),
  };
}

async function configOf(address: DatabaseAddress): Promise<ConnectionConfig> {
  try {
    return await connectionConfig(address);
  } catch (cause) {
    throw new StoreOpenError(
      `The file ${address.rootCertificate}, which sslrootcert in DATABASE_URL ` +
        "names, cannot be read. Check its path, which is relative to the folder " +
        "that the site is started in, and whether this system user may read it.",
      { cause },
    );
  }
}

function postgresStore(database: Database): Store {
  return {
    users: postgresUsers(database),
    sessions: postgresSessions(database),
    limits: postgresLimits(database),
    oneTimeTokens: postgresOneTimeTokens(database),
    oneTimeCodes: postgresOneTimeCodes(database),
    activity: postgresActivity(database),
    incidents: postgresIncidents(database),
    mailQueue: postgresMails(database),
    records: postgresRecords(database),
    forgetExpired: (now) => forgetExpired(database, now),
    ping: async () => mustBeKnown(await schemaOf(database)),
    close: () => database.close(),
  };
}
