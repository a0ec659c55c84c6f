/**
 * Where a process's lines go.
 *
 * @module
 */
import type { LogLevel } from "../log.ts";

/** How long a line that nobody waits for may lie in memory, in milliseconds. */
const HOLD_MS = 20;

/**
 * What lies there, as bytes: a text that grows is a tree of all its parts, which the
 * garbage collector would walk through every millisecond.
 */
const held = new Uint8Array(32_768);
let heldBytes = 0;
let isTimed = false;

const encoder = new TextEncoder();
let listens = false;

/**
 * Writes a line to stderr if it is an error, else to stdout. Lines of level `info` are
 * written together, up to 20 ms later, since a write each would cost more than some
 * pages do; any other line is written at once, behind those before it. However the
 * process ends by itself, also by an error that nobody caught, what is held is written
 * first: only a SIGKILL or the like can take it along.
 */
export function writeToStreams(level: LogLevel, line: string): void {
  if (level === "info") return hold(line);
  writeHeld();
  write(level === "error" ? Deno.stderr : Deno.stdout, `${line}\n`);
}

function hold(line: string): void {
  if (!listens) writeBeforeTheEnd();
  const text = `${line}\n`;
  // No character takes more than three bytes for each of its units.
  if (text.length * 3 > held.length - heldBytes) writeHeld();
  if (text.length * 3 > held.length) return write(Deno.stdout, text);
  if (!isTimed) writeInTime();
  heldBytes += encoder.encodeInto(text, held.subarray(heldBytes)).written;
}

/** One timer at once: full buffers are written long before it, and each would leave one behind. */
function writeInTime(): void {
  isTimed = true;
  const timer = setTimeout(() => {
    isTimed = false;
    writeHeld();
  }, HOLD_MS);
  Deno.unrefTimer(timer);
}

function writeHeld(): void {
  const bytes = held.subarray(0, heldBytes);
  heldBytes = 0;
  writeBytes(Deno.stdout, bytes);
}

function writeBeforeTheEnd(): void {
  listens = true;
  for (const event of ["unload", "error", "unhandledrejection"]) {
    globalThis.addEventListener(event, writeHeld);
  }
}

function write(stream: typeof Deno.stdout, text: string): void {
  writeBytes(stream, encoder.encode(text));
}

/** Lines that nobody takes any more, as when a pipe was closed, are dropped: the site goes on without them. */
function writeBytes(stream: typeof Deno.stdout, bytes: Uint8Array): void {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(stream.writeSync(rest));
  } catch { /* there is no place left to say so */ }
}
