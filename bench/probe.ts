/**
 * Sends an occasional request without disturbing the measurement: `fetch` takes
 * a millisecond of processor time per request on the cores being measured.
 *
 * @module
 */

/** One connection, over which the same page is requested. */
export interface Probe extends Disposable {
  /**
   * Sends one request and reads the whole response.
   *
   * @throws {Error} when it is not 200, has no length, or the server
   * disconnects.
   */
  ask(): Promise<void>;
}

/** Connects to a server on this machine to request its home page. */
export async function connectProbe(address: string): Promise<Probe> {
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

/** One character per byte, so that lengths are those on the wire. */
function latin1(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}

/** The response's total length, from what has arrived so far. */
function wholeLength(answer: string): number {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return Infinity;
  const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(answer) ?? [];
  if (!answer.startsWith("HTTP/1.1 200 ") || length === undefined) {
    throw new Error(`What came is no page: ${answer.slice(0, head)}`);
  }
  return head + 4 + Number(length);
}
