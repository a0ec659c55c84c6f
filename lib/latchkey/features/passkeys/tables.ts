/**
 * The tables of passkeys.
 *
 * @module
 */
import type { Columns } from "../../database/row_types.ts";
import type { Schema } from "../../database/schema.ts";
import type { Passkey } from "./passkey.ts";

/** The tables as queries see them. */
export interface PasskeyTables {
  passkeys: Columns<Passkey>;
  /** Challenges that were answered, each until it would have expired: none is answered twice. */
  usedChallenges: { hash: string; expiresAt: number };
  /** When a user's browser last said that it has passkeys, and when the user wanted none. */
  passkeyOffers: {
    userId: string;
    offeredAt: number;
    declinedAt: number | null;
  };
}

/** How they are made. */
export const passkeySchema: Pick<Schema, "migrations" | "tables"> = {
  migrations: {
    "0001_passkeys": ({ key, text, whole, flag, strict }) => `
create table passkeys (
  id ${key} primary key,
  user_id ${key} not null references users (id) on delete cascade,
  name ${text} not null,
  public_key ${text} not null,
  ${whole("counter")} not null,
  transports ${text} not null,
  aaguid ${text} not null,
  ${flag("backup_eligible")} not null,
  ${flag("backed_up")} not null,
  ${whole("created_at")} not null,
  ${whole("last_used_at")},
  ${whole("expires_at")}
) ${strict};
create index passkeys_user_id on passkeys (user_id);
create index passkeys_expires_at on passkeys (expires_at);

create table used_challenges (
  hash ${key} primary key,
  ${whole("expires_at")} not null
) ${strict};
create index used_challenges_expires_at on used_challenges (expires_at);

create table passkey_offers (
  user_id ${key} primary key references users (id) on delete cascade,
  ${whole("offered_at")} not null,
  ${whole("declined_at")}
) ${strict};
`,
  },
  tables: {
    passkeys: {
      userId: "user_id",
      hidden: ["public_key", "counter"],
      expiresAt: "expires_at",
    },
    passkey_offers: { userId: "user_id" },
    used_challenges: { userId: null, expiresAt: "expires_at" },
  },
};
