/**
 * `deno task start` and `deno task dev` as called at a terminal.
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

/** Time limit for a task, in milliseconds. */
const PATIENCE_MS = 180_000;

/**
 * Removes variables set by other tests in this process or a developer's shell.
 */
const ENVIRONMENT = {
  APP_ENV: "development",
  BCRYPT_COST: "4",
  DATABASE_URL: "",
  DATA_KEYS: "",
  HOST: "localhost",
  JWT_KEYS: "",
  DATABASE_FILE: ":memory:",
  LOG_LEVEL: "warn",
  PORT: "0",
  PUBLIC_URL: "",
  SMTP_URL: "",
};

/** A running task. */
export interface RunningTask extends AsyncDisposable {
  /**
   * Waits until it has printed a text and returns its whole output; fails when
   * it exits first.
   */
  says(what: RegExp): Promise<string>;
  /** Its output so far. */
  said(): string;
  /** Its process. */
  readonly pid: number;
  /** Resolves when it has exited by itself. */
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
    /** The folder of `.env` and the data folder. */
    readonly cwd?: string;
    /**
     * Whether that is a copy of the project, whose task is called. Otherwise
     * only `start` exists.
     */
    readonly isProject?: boolean;
    /** Whether its streams are a terminal, made by `script`. */
    readonly terminal?: boolean;
    /** A program with its arguments that runs the task, which is appended. */
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
      // It has exited by itself.
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
