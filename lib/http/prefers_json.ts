/**
 * Whether a client would rather have JSON than a page.
 *
 * @module
 */
/** True when the `Accept` header ranks JSON above HTML (RFC 9110 §12.5.1); a client that takes anything gets the page. */
export async function prefersJson(req: Request): Promise<boolean> {
  // Loaded when first needed: a page that nothing stops never asks.
  // @ts-types="@types/negotiator"
  const { default: Negotiator } = await import("negotiator");
  const accept = req.headers.get("accept") ?? "*/*";
  const best = new Negotiator({ headers: { accept } })
    .mediaType(["text/html", "application/json", "application/problem+json"]);
  return best !== undefined && best !== "text/html";
}
