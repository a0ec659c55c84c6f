/**
 * Pages that are no use where no mail can be sent.
 *
 * @module
 */
import { HttpError } from "fresh";
import type { RequestContext } from "../state.ts";

/** As if the page were not there, on a site that sends no mail. Throws {@linkcode HttpError} 404. */
export function requireMail(
  ctx: RequestContext,
): Response | Promise<Response> {
  if (!ctx.state.services.mail.enabled) throw new HttpError(404);
  return ctx.next();
}
