/**
 * Reads input of any length and content line by line.
 *
 * @module
 */

/** One line of input. */
export interface InputLine {
  /** Counted from 1. */
  readonly number: number;
  /** Without its line end; null if it cannot be read. */
  readonly text: string | null;
  /** Why it cannot be read; empty if it can. */
  readonly problem: string;
  /** The number of bytes read up to its end. */
  readonly endsAt: number;
}

/** The default limit of a line, in bytes. No account needs as many. */
const MAX_LINE_BYTES = 64 * 1024;

const LINE_FEED = 0x0a;

/** Yields lines that end with LF or CRLF, without a byte order mark. The last one may have no end. */
export async function* inputLines(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes = MAX_LINE_BYTES,
): AsyncGenerator<InputLine> {
  let number = 0;
  let endsAt = 0;
  let line = emptyLine(maxBytes);
  for await (const chunk of chunks) {
    let start = 0;
    while (start < chunk.length) {
      const feed = chunk.indexOf(LINE_FEED, start);
      const end = feed === -1 ? chunk.length : feed;
      line.add(chunk.subarray(start, end));
      start = end + 1;
      if (feed === -1) continue;
      endsAt += line.length + 1;
      yield { number: ++number, ...line.read(), endsAt };
      line = emptyLine(maxBytes);
    }
  }
  if (line.length === 0) return;
  yield { number: number + 1, ...line.read(), endsAt: endsAt + line.length };
}

function emptyLine(maxBytes: number) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  return {
    /** In bytes, including those beyond the limit, which are not kept. */
    get length() {
      return length;
    },
    add(bytes: Uint8Array) {
      length += bytes.length;
      if (length <= maxBytes) parts.push(bytes.slice());
    },
    read(): Pick<InputLine, "text" | "problem"> {
      if (length > maxBytes) return unreadable("longer than 64 KB");
      const decoder = new TextDecoder("utf-8", { fatal: true });
      try {
        const text = parts.map((part) => decoder.decode(part, { stream: true }))
          .join("") + decoder.decode();
        return { text: text.replace(/\r$/, ""), problem: "" };
      } catch {
        return unreadable("not UTF-8 text");
      }
    },
  };
}

function unreadable(problem: string) {
  return { text: null, problem };
}
