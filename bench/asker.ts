/**
 * Asking for a page now and then without being felt: `fetch` takes a millisecond of
 * processor time for it, on the very cores that are measured.
 *
 * @module
 */

/** One connection, over which the same page is asked for. */
export interface Asker extends Disposable {
  /**
   * Asks once, and waits for the whole answer.
   *
   * @throws {Error} when it is not 200, says no length, or the server hangs up.
   */
  ask(): Promise<void>;
}

/** Connects to a server of this machine, to ask for its home page. */
export async function connectAsker(address: string): Promise<Asker> {
  const { hostname, port, host } = new URL(address);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const request = new TextEncoder().encode(
    `GET / HTTP/1.1\r\nhost: ${host}\r\n\r\n`,
  );
  const buffer = new Uint8Array(65_536);
  return {
    async ask() {
      await connection.write(request);
      let answer = "";
      do {
        const count = await connection.read(buffer);
        if (count === null) throw new Error(`${address} hung up`);
        answer += latin1(buffer.subarray(0, count));
      } while (answer.length < wholeLength(answer));
    },
    [Symbol.dispose]: () => connection.close(),
  };
}

/** One character a byte, so that lengths are those of the wire. */
function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

/** How long the answer will be, by what has come of it. */
function wholeLength(answer: string): number {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return Infinity;
  const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(answer) ?? [];
  if (!answer.startsWith("HTTP/1.1 200 ") || length === undefined) {
    throw new Error(`What came is no page: ${answer.slice(0, head)}`);
  }
  return head + 4 + Number(length);
}
