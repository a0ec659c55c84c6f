/**
 * Reads the stack of an error.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** One call of a stack. */
export interface Frame {
  /** Null at the top level of a module and for functions without a name. */
  readonly name: string | null;
  /** Absolute. */
  readonly path: string;
  /** From 1, like the next. */
  readonly line: number;
  readonly column: number;
}

/** More calls than anybody reads. */
const MOST_FRAMES = 30;

/** A call in a file, as V8 writes it: "at async name (file:///a/b.ts:1:2)" or without the name. */
const FRAME =
  /^\s+at (?:async )?(?:(.+?) \()?(file:\/\/\S+?):(\d{1,7}):(\d{1,7})\)?$/;

/** The calls in files that led to an error, the innermost first. What its message holds is none. */
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
    return null; // It names another machine, or is broken.
  }
}
