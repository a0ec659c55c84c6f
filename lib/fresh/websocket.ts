/**
 * Upgrades requests to WebSockets.
 * @module
 */
import { HttpError } from "./http_error.ts";

/** What to do with a socket's events. All are optional, and may be asynchronous. */
export interface WebSocketHandlers {
  /** The connection is open. */
  open?(socket: WebSocket): void | Promise<void>;
  /** A message has arrived; `event.data` is its content. */
  message?(socket: WebSocket, event: MessageEvent): void | Promise<void>;
  /** The connection is closed. */
  close?(socket: WebSocket, code: number, reason: string): void | Promise<void>;
  /** Something went wrong with the connection. */
  error?(socket: WebSocket, event: Event | ErrorEvent): void | Promise<void>;
}

/** The options of an upgrade. */
export interface WebSocketUpgradeOptions {
  /** Close the connection after this many seconds without a pong. Default: 120. */
  idleTimeout?: number;
  /** The subprotocol to agree on. */
  protocol?: string;
}

/** A socket, and the response that opens it. */
export interface WebSocketUpgrade {
  socket: WebSocket;
  response: Response;
}

const EVENTS = ["open", "message", "close", "error"] as const;

/** Whether the first argument of `ctx.upgrade()` has handlers. */
export function areHandlers(
  given: WebSocketHandlers | WebSocketUpgradeOptions,
): given is WebSocketHandlers {
  const handlers = given as WebSocketHandlers;
  return EVENTS.some((name) => typeof handlers[name] === "function");
}

/** Upgrades a request. */
export function upgrade(
  req: Request,
  options?: WebSocketUpgradeOptions,
): WebSocketUpgrade {
  // Case doesn't matter (RFC 6455 §4.2.1).
  const wanted = req.headers.get("upgrade")?.toLowerCase();
  if (wanted !== "websocket") throw refusal();
  try {
    return Deno.upgradeWebSocket(req, options);
  } catch (cause) {
    throw refusal({ cause }); // Another header of the request is missing or wrong.
  }
}

function refusal(options?: ErrorOptions): HttpError {
  return new HttpError(400, "Expected a WebSocket upgrade request", options);
}

/** Tells a client that the server has failed (RFC 6455 §7.4.1). */
const INTERNAL_ERROR = 1011;

/**
 * Calls the handlers for the socket's events. An error of one is logged and closes its socket:
 * otherwise a message that a handler isn't prepared for would end the whole server.
 */
export function attach(socket: WebSocket, handlers: WebSocketHandlers): void {
  const run = async (handle: () => unknown) => {
    try {
      await handle();
    } catch (error) {
      console.error(error);
      socket.close(INTERNAL_ERROR);
    }
  };
  socket.onopen = () => run(() => handlers.open?.(socket));
  socket.onmessage = (event) => run(() => handlers.message?.(socket, event));
  socket.onclose = ({ code, reason }) =>
    run(() => handlers.close?.(socket, code, reason));
  socket.onerror = (event) => run(() => handlers.error?.(socket, event));
}
