/**
 * Connections to a proxy that no HTTP client would open.
 *
 * @module
 */
import https from "node:https";
import type { Proxy } from "./proxy.ts";

/** How often a slow client sends one more byte, in milliseconds. */
const DRIP_MS = 1_000;

/** How long a slow client tries, in seconds. */
const PATIENCE_S = 40;

/**
 * Sends the beginning of a request, and then one more byte each second, or nothing.
 *
 * @returns after how many seconds the proxy answered or closed the connection.
 */
export async function heldOpenFor(
  proxy: Proxy,
  beginning: string,
  { plain = false, drips = true } = {},
): Promise<number> {
  const connection = plain
    ? await Deno.connect({ hostname: "127.0.0.1", port: proxy.httpPort })
    : await Deno.connectTls({
      hostname: "localhost",
      port: proxy.httpsPort,
      caCerts: [proxy.certificate.authority],
    });
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  let isOver = false;
  const over = connection.read(new Uint8Array(1024)).then(
    () => isOver = true,
    () => isOver = true,
  );
  await connection.write(new TextEncoder().encode(beginning));
  while (!isOver && seconds() < PATIENCE_S) {
    await Promise.race([over, pause(DRIP_MS)]);
    if (isOver || !drips) continue;
    await connection.write(new TextEncoder().encode("x")).catch(() => {});
  }
  const passed = seconds();
  connection.close();
  await over;
  return passed;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

/**
 * Opens a WebSocket (RFC 6455), and sends a short text.
 *
 * @returns the text that comes back.
 */
export function webSocketEcho(proxy: Proxy, text: string): Promise<string> {
  const request = https.request({
    host: "127.0.0.1",
    port: proxy.httpsPort,
    path: "/live",
    agent: false,
    ca: proxy.certificate.authority,
    servername: "localhost",
    headers: {
      host: `localhost:${proxy.httpsPort}`,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": btoa("0123456789abcdef"),
    },
  });
  return new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on(
      "response",
      ({ statusCode }) => reject(new Error(`The upgrade got ${statusCode}.`)),
    );
    request.on("upgrade", (_response, socket) => {
      const bytes = new TextEncoder().encode(text);
      // A text frame whose mask is zero, which changes nothing (§5.3).
      socket.write(
        new Uint8Array([0x81, 0x80 | bytes.length, 0, 0, 0, 0, ...bytes]),
      );
      socket.on("data", (data: Uint8Array) => {
        resolve(new TextDecoder().decode(data.subarray(2)));
        socket.destroy();
      });
    });
    request.end();
  });
}
