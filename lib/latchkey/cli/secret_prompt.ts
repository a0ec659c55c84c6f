/**
 * Asks for a secret on a terminal without showing it.
 *
 * @module
 */
import { CommandFailure } from "./outcome.ts";

/** The parts of a terminal that the prompt needs; `io.ts` has the real one. */
export interface Terminal {
  /** Returns the number of bytes read, or null at the end of input. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Raw mode echoes nothing and delivers Ctrl-C as a character. */
  setRaw(raw: boolean): void;
  write(text: string): void;
}

const ctrlC = "\x03";
const ctrlD = "\x04";
const ctrlU = "\x15";
const escape = "\x1b";
const backspaces = ["\x7f", "\b"];

/**
 * Returns a function that asks for one secret at a time. Text that is pasted beyond the
 * line end answers the next question.
 *
 * It throws a `CommandFailure` after Ctrl-C, or Ctrl-D on an empty line, and always
 * restores the terminal.
 */
export function secretPrompt(
  terminal: Terminal,
): (question: string) => Promise<string> {
  const keys = withoutKeySequences(keysOf(terminal));

  async function readLine(): Promise<string> {
    const line: string[] = [];
    while (true) {
      const { value: key, done } = await keys.next();
      if (done || key === ctrlC || (key === ctrlD && line.length === 0)) {
        throw new CommandFailure(
          "interrupted",
          "Cancelled. Nothing was changed.",
        );
      }
      if (key === "\n") return line.join("");
      if (backspaces.includes(key)) line.pop();
      else if (key === ctrlU) line.length = 0;
      else if (key !== ctrlD) line.push(key);
    }
  }

  return async (question) => {
    terminal.setRaw(true); // before the question, so that no answer to it is echoed
    try {
      terminal.write(question);
      return await readLine();
    } finally {
      terminal.setRaw(false);
      terminal.write("\n");
    }
  };
}

/** Yields the typed characters. Every kind of line end becomes one `\n`. */
async function* keysOf(terminal: Terminal): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(1024);
  let afterReturn = false;
  while (true) {
    const length = await terminal.read(buffer);
    if (length === null) return;
    for (
      const key of decoder.decode(buffer.subarray(0, length), { stream: true })
    ) {
      if (!(key === "\n" && afterReturn)) yield key === "\r" ? "\n" : key;
      afterReturn = key === "\r";
    }
  }
}

/**
 * Leaves out the sequences of arrow and function keys and around a paste (ECMA-48 §5.4):
 * `ESC [`, parameters and a final character; or `ESC O` and one character.
 */
async function* withoutKeySequences(
  keys: AsyncGenerator<string, void>,
): AsyncGenerator<string, void> {
  let within: "text" | "escape" | "control sequence" | "single shift" = "text";
  for await (const key of keys) {
    if (key === escape) within = "escape";
    else if (within === "escape" && key === "[") within = "control sequence";
    else if (within === "escape" && key === "O") within = "single shift";
    else if (within === "control sequence" && key >= " " && key <= "?") {
      continue;
    } else if (within === "control sequence" && key >= "@" && key <= "~") {
      within = "text";
    } else if (within === "single shift" && key >= " " && key <= "~") {
      within = "text";
    } else {
      within = "text";
      yield key;
    }
  }
}
