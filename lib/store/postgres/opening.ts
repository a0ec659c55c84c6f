/**
 * Why PostgreSQL cannot be opened, in words.
 *
 * @module
 */
import { StoreOpenError } from "../unavailable.ts";
import type { DatabaseAddress } from "./address.ts";
import { codeOf, toStoreError } from "./troubles.ts";

/** What the server, the system or the client says (by code or words), and what an operator should do. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /^28/,
    "It does not take this user with this password. Look at both in DATABASE_URL.",
  ],
  [
    /^3D000/,
    "There is no such database there. Make one by createdb, or name another in " +
    "DATABASE_URL.",
  ],
  [
    /^42501/,
    "This user may not make a schema in it. Make the user the database's owner.",
  ],
  [
    /^25006/,
    "It takes no changes: this is a standby. Name the primary server in DATABASE_URL.",
  ],
  [/^ENOTFOUND/, "There is no such host. Look at DATABASE_URL."],
  [
    /server does not support SSL/i,
    "It speaks no TLS. Switch that on there, or add ?sslmode=disable to " +
    "DATABASE_URL where nobody can listen on the way.",
  ],
  [
    /certificate|UnknownIssuer|self.signed/i,
    "Its certificate is not one that this system trusts. Add &sslrootcert= with " +
    "the file of who signed it to DATABASE_URL.",
  ],
  [
    /Requires net access|^EPERM/, // The second by node:net, for a name.
    'This process may not connect there. Start it by "deno task start" or ' +
    '"deno task cli", which permit what DATABASE_URL names.',
  ],
];

/** The error to end a start with: what opening threw, told to an operator. */
export function openFailure(
  { host, port, database }: DatabaseAddress,
  error: unknown,
): unknown {
  if (error instanceof StoreOpenError || !(error instanceof Error)) {
    return error;
  }
  const said = `${codeOf(error)} ${error.name} ${error.message}`.trimStart();
  const [, advice] = ADVICE.find(([saying]) => saying.test(said)) ?? [];
  if (!advice) return toStoreError(error);
  return new StoreOpenError(
    `The database ${database} on ${host}:${port} cannot be used. ${advice}`,
    { cause: error },
  );
}
