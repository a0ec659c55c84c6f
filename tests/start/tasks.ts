/**
 * `deno task start` and `deno task dev` as a person at a terminal calls them.
 *
 * @module
 */

const ROOT = new URL("../..", import.meta.url).pathname;

/** What `deno task start` runs, for another folder. */
const START = [
  ...["deno", "run", "--quiet", "--permission-set=launch"],
  ...[
    `--config=${ROOT}deno.json`,
    `${ROOT}lib/latchkey/launcher/main.ts`,
    "start",
  ],
];

/** How long a task may run before it is ended in any case, in milliseconds. */
const PATIENCE_MS = 180_000;

/** What other tests of this process or a developer's shell may have set must not show through. */
const ENVIRONMENT = {
  APP_ENV: "development",
  BCRYPT_COST: "4",
  DATABASE_URL: "",
  HOST: "localhost",
  JWT_KEYS: "",
  DATABASE_FILE: ":memory:",
  LOG_LEVEL: "warn",
  PORT: "0",
  PUBLIC_URL: "",
  SMTP_URL: "",
};

/** A task that runs. */
export interface RunningTask extends AsyncDisposable {
  /** Waits until it has said something and returns all that it said so far; fails when it ends before. */
  says(what: RegExp): Promise<string>;
  /** All that it has said so far. */
  said(): string;
  /** Its process. */
  readonly pid: number;
  /** Resolves when it has ended by itself. */
  ended(): Promise<{ code: number; said: string }>;
}

/** Starts a task; both its streams are read together. */
export function startTask(
  task: "start" | "serve" | "dev",
  {
    env = {},
    cwd = ROOT,
    isProject = cwd === ROOT,
    terminal = false,
    under = [],
  }: {
    readonly env?: Readonly<Record<string, string>>;
    /** Where `.env` and the data folder are. */
    readonly cwd?: string;
    /** Whether that is a copy of the project, whose task is called. Elsewhere there is `start` alone. */
    readonly isProject?: boolean;
    /** Whether its streams are a terminal; `script` makes one. */
    readonly terminal?: boolean;
    /** A program with its arguments, which gets the task's behind them. */
    readonly under?: readonly string[];
  } = {},
): RunningTask {
  const messages = isProject ? ["deno", "task", "--quiet", task] : START;
  const [program, ...args] = terminal
    ? [
      "script",
      "--quiet",
      "--return",
      "--command",
      messages.join(" "),
      "/dev/null",
    ]
    : [...under, ...messages];
  const child = new Deno.Command(program, {
    args,
    cwd,
    env: { ...ENVIRONMENT, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  return watch(child);
}

function watch(child: Deno.ChildProcess): RunningTask {
  let said = "";
  let over = false;
  let wake = Promise.withResolvers<void>();
  const stir = () => {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  };
  const read = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      said += text;
      stir();
    }
  };
  const end = () => {
    try {
      child.kill("SIGTERM");
    } catch {
      // It has ended by itself.
    }
  };
  const timer = setTimeout(end, PATIENCE_MS);
  const ended = Promise.all([
    child.status,
    read(child.stdout),
    read(child.stderr),
  ]).then(([{ code }]) => {
    clearTimeout(timer);
    over = true;
    stir();
    return { code, said };
  });
  return {
    async says(what) {
      while (!what.test(said)) {
        if (over) throw new Error(`it ended before it said ${what}: ${said}`);
        await wake.promise;
      }
      return said;
    },
    said: () => said,
    pid: child.pid,
    ended: () => ended,
    async [Symbol.asyncDispose]() {
      end();
      await ended;
    },
  };
}
