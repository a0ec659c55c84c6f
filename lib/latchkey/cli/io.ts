/**
 * Input and output of a command.
 *
 * @module
 */
import { fstatSync } from "node:fs";
import { CommandFailure } from "./outcome.ts";
import { noProgress, type Progress, progressBar } from "./progress.ts";
import { secretPrompt, type Terminal } from "./secret_prompt.ts";

/** Input and output of a command. */
export interface Io {
  /** Whether standard input is a terminal, so that a person can answer. */
  readonly interactive: boolean;
  /** Writes a line to stdout. */
  out(line: string): void;
  /** Writes a line to stderr. */
  err(line: string): void;
  /** Asks for a line that is not shown while it is typed. */
  askSecret(question: string): Promise<string>;
  /** Asks for a line. */
  ask(question: string): Promise<string>;
  /** Reads the first line of piped standard input, without its line end. */
  firstLine(): Promise<string>;
  /** Reads piped standard input. */
  input(): AsyncIterable<Uint8Array>;
  /** The size of standard input in bytes; null if it is not a file. */
  inputBytes(): number | null;
  /**
   * Shows progress on stderr if that is a terminal.
   *
   * @param total Null if unknown.
   */
  progress(total: number | null): Promise<Progress>;
}

/** The streams of this process. Questions go to stderr, so that stdout only has results. */
export function processIo(): Io {
  const write = (stream: typeof Deno.stdout, text: string) => {
    let bytes = new TextEncoder().encode(text);
    while (bytes.length > 0) bytes = bytes.subarray(stream.writeSync(bytes));
  };
  const terminal: Terminal = {
    read: (buffer) => Deno.stdin.read(buffer),
    setRaw: (raw) => Deno.stdin.setRaw(raw),
    write: (text) => write(Deno.stderr, text),
  };
  return {
    interactive: Deno.stdin.isTerminal(),
    out: (line) => write(Deno.stdout, `${line}\n`),
    err: (line) => write(Deno.stderr, `${line}\n`),
    askSecret: secretPrompt(terminal),
    ask(question) {
      terminal.write(question);
      return readFirstLine(terminal.read);
    },
    firstLine: () => readFirstLine(terminal.read),
    input: () => Deno.stdin.readable,
    inputBytes() {
      const stats = fstatSync(0);
      return stats.isFile() ? stats.size : null;
    },
    progress: (total) =>
      Deno.stderr.isTerminal()
        ? progressBar(total)
        : Promise.resolve(noProgress),
  };
}

const longestLineBytes = 4096;

/**
 * Reads up to the first line end (LF or CRLF) or the end of input.
 *
 * @throws {CommandFailure} if the line is longer than 4096 bytes or not UTF-8.
 */
export async function readFirstLine(read: Terminal["read"]): Promise<string> {
  const buffer = new Uint8Array(longestLineBytes + 2);
  let length = 0;
  let end = -1;
  while (end === -1 && length < buffer.length) {
    const more = await read(buffer.subarray(length));
    if (more === null) break;
    length += more;
    end = buffer.subarray(0, length).indexOf(0x0a);
  }
  const bytes = buffer.subarray(0, end === -1 ? length : end);
  if (bytes.length > longestLineBytes + 1) {
    throw new CommandFailure(
      "invalid",
      `The first line of standard input is longer than ${longestLineBytes} bytes.`,
    );
  }
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    return decoder.decode(bytes).replace(/\r$/, "");
  } catch {
    throw new CommandFailure(
      "invalid",
      "The first line of standard input is not UTF-8 text.",
    );
  }
}
