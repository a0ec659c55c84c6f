/**
 * Reloads pages after the server has restarted because a file changed.
 * @module
 */
import type { Handler } from "../dispatch.ts";

/** The path of the script that pages load, without the base path. */
export const RELOAD_SCRIPT = "/_fresh/reload.js";
const ALIVE = "/_fresh/alive";

/** How long a page waits before it reconnects, in milliseconds. */
const RETRY_MS = 250;

/** The script reconnects, because some browsers give up if the server is briefly down. */
const SCRIPT = `let server, events;
function listen() {
  events = new EventSource(new URL("./alive", import.meta.url));
  events.onmessage = ({ data }) => {
    if (server !== undefined && server !== data) location.reload();
    server = data;
  };
  events.onerror = ({ target }) => {
    if (target.readyState === EventSource.CLOSED) setTimeout(listen, ${RETRY_MS});
  };
}
listen();
addEventListener("pagehide", () => events.close());
`;

/** Handles the script's requests, and passes on all others. */
export function withLiveReload(handler: Handler, basePath: string): Handler {
  const server = crypto.randomUUID();
  return (request, info) => {
    const { pathname } = new URL(request.url);
    if (pathname === basePath + RELOAD_SCRIPT) {
      return Promise.resolve(answer(SCRIPT, "text/javascript"));
    }
    if (pathname === basePath + ALIVE) {
      return Promise.resolve(answer(heartbeat(server), "text/event-stream"));
    }
    return handler(request, info);
  };
}

function answer(body: BodyInit, type: string): Response {
  const headers = { "content-type": type, "cache-control": "no-store" };
  return new Response(body, { headers });
}

/** Sends the server's ID, then stays open until the server stops. */
function heartbeat(server: string): ReadableStream<Uint8Array> {
  const text = `retry: ${RETRY_MS}\ndata: ${server}\n\n`;
  return new ReadableStream({
    start: (stream) => stream.enqueue(new TextEncoder().encode(text)),
  });
}
