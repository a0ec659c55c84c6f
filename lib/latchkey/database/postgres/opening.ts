/**
 * Messages for a PostgreSQL database that can't be opened.
 *
 * @module
 */
import { StoreOpenError } from "../unavailable.ts";
import { type DatabaseAddress, socketPath } from "./address.ts";
import { codeOf, toStoreError } from "./troubles.ts";

/** Advice for an operator, by the error's code, name and message. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /^28/,
    "It rejects this user with this password. Check both in DATABASE_URL.",
  ],
  [
    /^3D000/,
    "There is no such database. Create it with createdb, or name another in " +
    "DATABASE_URL.",
  ],
  [
    /^42501/,
    "This user may not create tables in it. Make the user the database's owner.",
  ],
  [
    /^42P07/,
    "Another app has made tables with the same names in it. Name an empty database " +
    "in DATABASE_URL.",
  ],
  [
    /^25006/,
    "It is read-only, as a standby is. Name the primary server in DATABASE_URL.",
  ],
  [/^ENOTFOUND/, "There is no such host. Check DATABASE_URL."],
  [
    /server does not support SSL/i,
    "It does not support TLS. Turn TLS on there, or, on a network that nobody can " +
    "eavesdrop on, set the parameter sslmode=disable in DATABASE_URL.",
  ],
  [
    /ALTNAME_INVALID/,
    "Its certificate is for another host name. Put the name that is in the " +
    "certificate into DATABASE_URL.",
  ],
  [/CERT_HAS_EXPIRED/, "Its certificate has expired. Renew it there."],
  [
    /certificate|UnknownIssuer|self.signed/i,
    "Its certificate is not one that this system trusts. Set the parameter " +
    "sslrootcert in DATABASE_URL to the file with the certificate that signed it.",
  ],
  [
    /channel binding/i,
    "It cannot prove that it knows the password. Check the host, or remove " +
    "channel_binding=require from DATABASE_URL.",
  ],
  [
    /^ENOENT/,
    "There is no such socket. Check the folder in DATABASE_URL, and whether the " +
    "server runs.",
  ],
  [
    /^EACCES/,
    "This system user may not use the socket. Let it read the socket's folder.",
  ],
  [
    /Requires net access|^EPERM/, // `node:net` reports EPERM for a host name.
    "This process may not connect there. The tasks of deno.json permit the host " +
    "and port of DATABASE_URL; a firewall may forbid them.",
  ],
];

/** Thrown for a database whose encoding isn't UTF-8. */
export class WrongEncodingError extends Error {
  override readonly name = "WrongEncodingError";

  constructor(readonly encoding: string) {
    super(`The database uses the encoding ${encoding}.`);
  }
}

/** Creates a UTF-8 database, whatever the server's locale is. */
const CREATE_UTF8 = "createdb --encoding=UTF8 --locale=C --template=template0";

/** Turns an error from opening the database into one with advice for an operator. */
export function openFailure(
  address: DatabaseAddress,
  error: unknown,
): unknown {
  if (error instanceof StoreOpenError || !(error instanceof Error)) {
    return error;
  }
  const name = placeOf(address);
  if (error instanceof WrongEncodingError) {
    return new StoreOpenError(
      `${name} uses the encoding ${error.encoding}, which can't store every character. Create ` +
        `one in UTF-8 and name it in DATABASE_URL: ${CREATE_UTF8} latchkey_utf8`,
      { cause: error },
    );
  }
  const described = `${codeOf(error)} ${error.name} ${error.message}`
    .trimStart();
  const [, advice] = ADVICE.find(([pattern]) => pattern.test(described)) ?? [];
  if (!advice) return toStoreError(error);
  return new StoreOpenError(`${name} cannot be used. ${advice}`, {
    cause: error,
  });
}

function placeOf(address: DatabaseAddress): string {
  const { host, port, database } = address;
  const place = socketPath(address) ?? `${host}:${port}`;
  return `The database ${database} on ${place}`;
}
