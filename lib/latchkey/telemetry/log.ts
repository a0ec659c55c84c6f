/**
 * The app's log: one line per event, readable in development, JSON in production. Callers
 * must not pass passwords, tokens, secrets or whole addresses.
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

/** Writes a line: errors to stderr, others to stdout. */
export type LogWriter = (level: LogLevel, line: string) => void;

/** Logs events from its level up. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  /** An event that needs attention, with the error and its stack. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

const levels: readonly LogLevel[] = ["info", "warn", "error"];

/**
 * Creates a log.
 *
 * @param level The lowest level that is logged.
 * @param format `text` for people, `json` for a collector: `{"time","level","event",…}`.
 * @param write Receives lines without their line end; default: the process's streams.
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

/** The error and its stack, without secrets. */
function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) {
    return { error: withoutSecrets(String(error)) };
  }
  return {
    error: withoutSecrets(`${error.name}: ${error.message}`),
    stack: withoutSecrets(stackOf(error)),
  };
}

/** The stack with those of at most four causes. */
function stackOf(error: Error, depth = 1): string {
  const stack = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause instanceof Error && depth < 5
    ? `${stack}\nCaused by: ${stackOf(error.cause, depth + 1)}`
    : stack;
}
