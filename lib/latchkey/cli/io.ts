/**
 * The terminal, pipes and keyboard of a command.
 *
 * @module
 */
import { fstatSync } from "node:fs";
import { CommandFailure } from "./outcome.ts";
import { noProgress, type Progress, progressBar } from "./progress.ts";
import { secretPrompt, type Terminal } from "./secret_prompt.ts";

/** What a command may say and ask. */
export interface Io {
  /** Whether a person can be asked: standard input is a terminal. */
  readonly interactive: boolean;
  /** Writes a line to stdout. */
  out(line: string): void;
  /** Writes a line to stderr. */
  err(line: string): void;
  /** Asks a person for a line that is not shown while it is typed. */
  askSecret(question: string): Promise<string>;
  /** Asks a person for a line. */
  ask(question: string): Promise<string>;
  /** The first line of a standard input that is not a terminal, without its line end. */
  firstLine(): Promise<string>;
  /** The bytes of such an input. */
  input(): AsyncIterable<Uint8Array>;
  /** How many bytes there are to read; null when standard input is no file. */
  inputBytes(): number | null;
  /**
   * Shows on stderr how far something has come, where that is a terminal.
   *
   * @param total Null when it is not known.
   */
  progress(total: number | null): Promise<Progress>;
}

/** The streams of this process. Questions go to stderr, so that stdout holds results alone. */
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
 * @throws {CommandFailure} when the line is over 4096 bytes or not UTF-8.
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
