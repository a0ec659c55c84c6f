/**
 * Responses whose headers can be set.
 * @module
 */

/** The response, or a copy: headers of a fetched response or of `Response.redirect()` are immutable. */
export function mutable(response: Response): Response {
  try {
    response.headers.delete("x-no-such-header");
    return response;
  } catch {
    return new Response(response.body, response);
  }
}
