/**
 * Restricts what pages may load and run (Content Security Policy).
 *
 * @module
 */
import type { MiddlewareFn } from "../handlers.ts";
import { renderedNonce, wantNonce } from "../internals.ts";
import { mutable } from "./mutable.ts";

/** The options of {@link csp}. */
export interface CSPOptions {
  /** Report violations without blocking them. Default: `false`. */
  reportOnly?: boolean;
  /** The path or URL that browsers send reports to. */
  reportTo?: string;
  /**
   * Whole directives, such as `"img-src 'self' https:"`. They replace the default directives of
   * the same name.
   */
  csp?: string[];
  /**
   * Only run inline scripts and styles that this server rendered: a new nonce for each page
   * replaces `'unsafe-inline'`. Responses that were not rendered keep `'unsafe-inline'`.
   */
  useNonce?: boolean;
}

const defaultDirectives = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

/** The directives in which a nonce replaces `'unsafe-inline'`. */
const nonceDirectives = new Set([
  "default-src",
  "script-src",
  "script-src-elem",
  "style-src",
  "style-src-elem",
  "style-src-attr",
]);

type Header = [name: string, value: string];

const unsafeInline = "'unsafe-inline'";
/** A placeholder for the nonce that can't occur in a header. */
const nonceMark = "\0";
const endpointName = "csp-endpoint";

/**
 * Sets `Content-Security-Policy` on every response (CSP Level 3).
 *
 * @example The defaults, with a nonce
 * ```ts
 * app.use(csp({ useNonce: true }));
 * ```
 *
 * @example One directive changed, reports only
 * ```ts
 * app.use(csp({
 *   reportOnly: true,
 *   reportTo: "/api/csp-reports",
 *   csp: ["img-src 'self' https://images.example"],
 * }));
 * ```
 *
 * @throws {TypeError} if an option contains characters that aren't allowed in a header.
 */
export function csp<State>(options: CSPOptions = {}): MiddlewareFn<State> {
  const header = options.reportOnly
    ? "content-security-policy-report-only"
    : "content-security-policy";
  const directives = resolveDirectives(options);
  const plainPolicy = directives.join("; ");
  const noncePolicy = policyWithNonce(directives);
  const { useNonce = false, reportTo } = options;
  const reporting: Header[] = reportTo
    ? [["reporting-endpoints", `${endpointName}="${reportTo}"`]]
    : [];
  // An invalid directive fails at the start, not at each request.
  new Headers([[header, plainPolicy], ...reporting]);

  return async (ctx) => {
    if (useNonce) wantNonce(ctx);
    const response = await ctx.next();
    const nonce = useNonce ? renderedNonce(ctx) : null;
    const policy = nonce === null ? plainPolicy : noncePolicy(nonce);
    return withHeaders(response, [[header, policy], ...reporting]);
  };
}

/** The default directives, with the app's replacements. */
function resolveDirectives({ csp = [], reportTo }: CSPOptions): string[] {
  const byName = new Map<string, string>();
  for (const directive of [...defaultDirectives, ...csp]) {
    byName.set(nameOf(directive), directive.trim());
  }
  if (reportTo) {
    byName.set("report-to", `report-to ${endpointName}`);
    byName.set("report-uri", `report-uri ${reportTo}`);
  }
  return [...byName.values()];
}

/** Directive names are case-insensitive (CSP Level 3 §2.2.1). */
function nameOf(directive: string): string {
  return directive.trim().split(/\s/, 1)[0].toLowerCase();
}

/** Splits the policy at the nonces in advance, so that requests only join the parts. */
function policyWithNonce(directives: string[]): (nonce: string) => string {
  const parts = directives
    .map((directive) =>
      nonceDirectives.has(nameOf(directive))
        ? directive.replaceAll(unsafeInline, nonceMark)
        : directive
    )
    .join("; ").split(nonceMark);
  return (nonce) => parts.join(`'nonce-${nonce}'`);
}

function withHeaders(response: Response, headers: Header[]): Response {
  const target = mutable(response);
  for (const [name, value] of headers) target.headers.set(name, value);
  return target;
}
