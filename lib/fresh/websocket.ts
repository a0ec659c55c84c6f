/**
 * Upgrades requests to WebSockets.
 * @module
 */
import { HttpError } from "./http_error.ts";

/** What to do with a socket's events. All are optional. */
export interface WebSocketHandlers {
  /** The connection is open. */
  open?(socket: WebSocket): void;
  /** A message has arrived; `event.data` is its content. */
  message?(socket: WebSocket, event: MessageEvent): void;
  /** The connection is closed. */
  close?(socket: WebSocket, code: number, reason: string): void;
  /** Something went wrong with the connection. */
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
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

/** Calls the handlers for the socket's events. */
export function attach(socket: WebSocket, handlers: WebSocketHandlers): void {
  socket.onopen = () => handlers.open?.(socket);
  socket.onmessage = (event) => handlers.message?.(socket, event);
  socket.onclose = ({ code, reason }) => handlers.close?.(socket, code, reason);
  socket.onerror = (event) => handlers.error?.(socket, event);
}
