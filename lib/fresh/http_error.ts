/**
 * Errors with an HTTP status.
 * @module
 */

const REASONS = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable Entity",
  423: "Locked",
  424: "Failed Dependency",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
  506: "Variant Also Negotiates",
  507: "Insufficient Storage",
  508: "Loop Detected",
  510: "Not Extended",
  511: "Network Authentication Required",
} as const;

/** The statuses that an {@linkcode HttpError} can have. */
export type ErrorStatus = keyof typeof REASONS;

/**
 * Throw it to respond with an HTTP status. The default error page shows `message`, so it must
 * be safe to show. Without one, the page shows the status's reason phrase (RFC 9110 §15).
 */
export class HttpError extends Error {
  /** The response's status, 400 to 599. */
  readonly status: ErrorStatus;

  constructor(status: ErrorStatus, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}

/** The reason phrase of a status, such as `Not Found`. */
export function reasonOf(status: ErrorStatus): string {
  return REASONS[status];
}

/** 405, with the methods that the path supports (RFC 9110 §15.5.6). */
export class MethodNotAllowed extends HttpError {
  constructor(readonly allow: string) {
    super(405);
  }
}

/** The status of an error thrown by a handler. */
export function statusOf(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}
