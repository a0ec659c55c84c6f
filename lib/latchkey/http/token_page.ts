/**
 * Pages whose own address holds a token.
 *
 * @module
 */

/**
 * Headers of such a page: what it leads to and loads is told our origin and no path, so
 * the token stands in no `Referer`. `no-referrer` would make browsers hide the origin of
 * its forms too, by which older ones show that they come from us (Fetch §3.2).
 */
export const TOKEN_PAGE = { "referrer-policy": "strict-origin" } as const;
