/**
 * The app's log: one line an event, readable in development, JSON in production.
 * Callers never hand it a password, token, secret or whole address.
 *
 * @module
 */
import {
  jsonLine,
  type LogFields,
  type LogLevel,
  textLine,
} from "./log_lines.ts";
import { withoutSecrets } from "./log_secrets.ts";
import { writeToStreams } from "./log_streams.ts";

export { escapeControls, type LogFields, type LogLevel } from "./log_lines.ts";

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
    write(level, line(level, event, fields));
  };
  return {
    info: (event, fields = {}) => log("info", event, fields),
    warn: (event, fields = {}) => log("warn", event, fields),
    error: (event, error, fields = {}) =>
      log("error", event, { ...fields, ...errorFields(error) }),
  };
}

/** The thrown thing in one field, and where it came from in another, both without secrets. */
function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) {
    return { error: withoutSecrets(String(error)) };
  }
  return {
    error: withoutSecrets(`${error.name}: ${error.message}`),
    stack: withoutSecrets(stackOf(error)),
  };
}

/** The stack with those of the errors that caused it, five deep at most. */
function stackOf(error: Error, depth = 1): string {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error && depth < 5
    ? `${stack}\nCaused by: ${stackOf(error.cause, depth + 1)}`
    : stack;
}
