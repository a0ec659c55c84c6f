/**
 * Whether a client would rather have JSON than a page.
 *
 * @module
 */
// @ts-types="@types/negotiator"
import Negotiator from "negotiator";

/** True when the `Accept` header ranks JSON above HTML (RFC 9110 §12.5.1); a client that takes anything gets the page. */
export function prefersJson(req: Request): boolean {
  const accept = req.headers.get("accept") ?? "*/*";
  const best = new Negotiator({ headers: { accept } })
    .mediaType(["text/html", "application/json", "application/problem+json"]);
  return best !== undefined && best !== "text/html";
}
