/**
 * The app's log: one line an event, readable in development, JSON in production.
 * Callers never hand it a password, token, secret or whole address.
 *
 * @module
 */

/** How much is logged: everything, warnings and errors, or errors alone. */
export type LogLevel = "info" | "warn" | "error";

/** What an event carries beside its name. Undefined fields are left out. */
export type LogFields = Readonly<
  Record<string, string | number | boolean | null | undefined>
>;

/** Where finished lines go: `error` lines to stderr, the others to stdout. */
export type LogWriter = (level: LogLevel, line: string) => void;

/** Takes events; one below the level is dropped. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** An event that needs a person, with what was thrown and its stack. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

const levels: readonly LogLevel[] = ["info", "warn", "error"];

/**
 * Makes a log.
 *
 * @param level The least that is logged.
 * @param format `text` for a person, `json` for a collector: `{"time","level","event",…}`.
 * @param write Takes the lines, without their line end; the process's streams when left out.
 */
export function createLog(
  level: LogLevel,
  format: "json" | "text",
  write: LogWriter = writeToStreams,
): Log {
  const least = levels.indexOf(level);
  const line = format === "json" ? jsonLine : textLine;
  const log = (level: LogLevel, event: string, fields: LogFields) => {
    if (levels.indexOf(level) < least) return;
    write(level, line(new Date().toISOString(), level, event, fields));
  };
  return {
    info: (event, fields = {}) => log("info", event, fields),
    warn: (event, fields = {}) => log("warn", event, fields),
    error: (event, error, fields = {}) =>
      log("error", event, { ...fields, ...errorFields(error) }),
  };
}

/** The thrown thing in one field, and where it came from in another. */
function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  return { error: `${error.name}: ${error.message}`, stack: stackOf(error) };
}

/** The stack with those of the errors that caused it, five deep at most. */
function stackOf(error: Error, depth = 1): string {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error && depth < 5
    ? `${stack}\nCaused by: ${stackOf(error.cause, depth + 1)}`
    : stack;
}

function jsonLine(
  time: string,
  level: LogLevel,
  event: string,
  fields: LogFields,
): string {
  const head = { time, level, event };
  return escapeControls(JSON.stringify({ ...head, ...fields, ...head }));
}

/** A line for a person; a stack follows on indented lines, which no event begins with. */
function textLine(
  time: string,
  level: LogLevel,
  event: string,
  { stack, ...fields }: LogFields,
): string {
  const parts = [time.slice(11, 19)];
  if (level !== "info") parts.push(level);
  parts.push(escapeControls(event));
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) parts.push(`${name}=${textValue(value)}`);
  }
  const line = parts.join(" ");
  if (typeof stack !== "string") return line;
  const indented = stack.split("\n").map((part) =>
    `    ${escapeControls(part.trim())}`
  );
  return [line, ...indented].join("\n");
}

function textValue(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value);
  const bare = /^[^\s"=\\\p{C}]+$/u.test(value);
  return bare ? value : escapeControls(JSON.stringify(value));
}

/**
 * Writes characters that could end the line, move a terminal's cursor or turn
 * text around as `\uXXXX` (OWASP ASVS 5.0 §16.4.1: no log injection).
 */
export function escapeControls(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu,
    (character) =>
      `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const encoder = new TextEncoder();

function writeToStreams(level: LogLevel, line: string): void {
  const stream = level === "error" ? Deno.stderr : Deno.stdout;
  let rest = encoder.encode(`${line}\n`);
  while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
}
