/**
 * Everything a store holds, as plain records that mean the same in every adapter: what
 * a copy into another store and a backup are made of.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import type { Activity } from "./activity.ts";
import type { Incident } from "./incidents.ts";
import { keptUntil, type StoredMail } from "./mail_rows.ts";
import type { OneTimeCode, OneTimeToken } from "./one_time.ts";
import type { Page, PageRequest } from "./pages.ts";
import type { Session } from "./sessions.ts";
import type { User } from "./users.ts";

/** What the records of each kind hold. Plain JSON; times are milliseconds since the epoch. */
export interface RecordValues {
  readonly user: User;
  /** A removal that was cut short: `users.remove` deletes what is left of the user. */
  readonly removal: { readonly userId: string };
  readonly session: Session;
  /** Sessions that began then or before are over. There is one such record or none. */
  readonly sessionsFloor: { readonly endedAt: number };
  /** When the bucket of a limit is full again. */
  readonly limit: { readonly key: string; readonly fullAt: number };
  readonly oneTimeToken: OneTimeToken;
  readonly oneTimeCode: OneTimeCode;
  readonly activity: Activity;
  readonly incident: Incident;
  readonly mail: StoredMail;
}

/** What a record is of. */
export type RecordKind = keyof RecordValues;

/** One record. */
export type StoreRecord = {
  [Kind in RecordKind]: {
    readonly kind: Kind;
    readonly value: RecordValues[Kind];
  };
}[RecordKind];

/** The kinds, in the order in which records are read. */
export const RECORD_KINDS = [
  "user",
  "removal",
  "session",
  "sessionsFloor",
  "limit",
  "oneTimeToken",
  "oneTimeCode",
  "activity",
  "incident",
  "mail",
] as const satisfies readonly RecordKind[];

/** Reads records. */
export interface RecordReader {
  /**
   * Records in the order of {@linkcode compareRecords}, a page at a time. A cursor is
   * the {@linkcode recordPlace} of the last record of the page before, whoever read it.
   *
   * Left out is what no operation of the store would find any more: sessions that were
   * ended, tokens and codes that were burnt, rows that cannot be believed. What has
   * expired may be there until the database forgets it.
   */
  read(page: PageRequest): Promise<Page<StoreRecord>>;
}

/** The records of a store. */
export interface RecordStore extends RecordReader {
  /**
   * Adds records as they are, with all that the store needs to find them. One that is
   * there already is replaced by its like. Tokens and codes of one subject and scope
   * are siblings again. A record may stand without its user, a session may not.
   *
   * @param now Milliseconds since the epoch: what has expired by then may be left out.
   * @throws when two users would have one address.
   */
  write(records: readonly StoreRecord[], now: number): Promise<void>;
  /** About how many there are, for showing how far something has come; null where that is not known. */
  estimate(): Promise<number | null>;
  /**
   * Lets `use` read all records as they were at one moment, whatever is written meanwhile.
   *
   * @throws {NoSnapshotError} when this database cannot.
   */
  snapshot<Result>(
    use: (records: RecordReader) => Promise<Result>,
  ): Promise<Result>;
  /** What is being copied or restored into this store and has not come to its end; null when nothing is. */
  arriving(): Promise<string | null>;
  /** Says what is being copied or restored into it; null that it has come to its end. */
  setArriving(what: string | null): Promise<void>;
}

/** Thrown where a database cannot be read as it was at one moment. The message says what to do. */
export class NoSnapshotError extends Error {
  override readonly name = "NoSnapshotError";
}

/** What a record is called among those of its kind. Keys of different parts have a space between them, since no id has one. */
export function recordKey(record: StoreRecord): string {
  const { kind, value } = record;
  switch (kind) {
    case "user":
    case "session":
      return value.id;
    case "removal":
      return value.userId;
    case "sessionsFloor":
      return "floor";
    case "limit":
      return value.key;
    case "oneTimeToken":
      return value.hash;
    case "oneTimeCode":
      return `${value.subject} ${value.scope}`;
    case "activity":
      return `${value.userId} ${sortable(value.at)} ${value.id}`;
    case "incident":
      return `${sortable(value.at)} ${value.id}`;
    case "mail":
      return value.mail.id;
  }
}

/** From when on a database may forget a record; null when never. */
export function expiryOf({ kind, value }: StoreRecord): number | null {
  switch (kind) {
    case "session":
    case "oneTimeToken":
    case "oneTimeCode":
    case "activity":
      return value.expiresAt;
    case "limit":
      return value.fullAt;
    case "mail":
      return keptUntil(value);
    default:
      return null;
  }
}

/** A time as text that sorts as it does: 16 digits. */
export function sortable(time: number): string {
  return String(time).padStart(16, "0");
}

/** Kind and key: where a record stands among all. */
export function recordPlace(record: StoreRecord): string {
  return `${record.kind} ${recordKey(record)}`;
}

/** A place taken apart; null when it is none. */
export function readPlace(
  place: string | undefined,
): { readonly kind: RecordKind; readonly key: string } | null {
  const [, word, key] = /^(\w+) (.+)$/s.exec(place ?? "") ?? [];
  const kind = RECORD_KINDS.find((kind) => kind === word);
  return kind ? { kind, key } : null;
}

/** The order of records: by kind, then by the UTF-8 bytes of the key. Negative, zero or positive. */
export function compareRecords(one: StoreRecord, other: StoreRecord): number {
  const byKind = RECORD_KINDS.indexOf(one.kind) -
    RECORD_KINDS.indexOf(other.kind);
  if (byKind !== 0) return byKind;
  return Buffer.compare(
    Buffer.from(recordKey(one)),
    Buffer.from(recordKey(other)),
  );
}
