/**
 * Parses the stack of an error.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** A call in a stack. */
export interface Frame {
  /** Null for the top level of a module and for anonymous functions. */
  readonly name: string | null;
  /** Absolute. */
  readonly path: string;
  /** Counted from 1, like the column. */
  readonly line: number;
  readonly column: number;
}

/** The maximum number of calls. */
const MOST_FRAMES = 30;

/** A call in V8's format: "at async name (file:///a/b.ts:1:2)", or without a name. */
const FRAME =
  /^\s+at (?:async )?(?:(.+?) \()?(file:\/\/\S+?):(\d{1,7}):(\d{1,7})\)?$/;

/** The calls in files that led to an error, innermost first. Ignores lines of the message. */
export function framesOf(error: Error): Frame[] {
  const stack = String(error.stack ?? "");
  const message = String(error.message);
  const start = stack.indexOf(message);
  const calls = start < 0 ? stack : stack.slice(start + message.length);
  return calls.split("\n").flatMap(frameOf).slice(0, MOST_FRAMES);
}

function frameOf(text: string): Frame[] {
  const [, name = null, url, line, column] = FRAME.exec(text) ?? [];
  const path = url === undefined ? null : pathOf(url);
  if (path === null) return [];
  return [{ name, path, line: Number(line), column: Number(column) }];
}

function pathOf(url: string): string | null {
  try {
    return fileURLToPath(url);
  } catch {
    return null; // A URL of another machine, or an invalid one.
  }
}
