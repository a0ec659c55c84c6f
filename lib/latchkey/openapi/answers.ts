/**
 * Responses shared by several paths of the API.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";
import { headerNamed } from "./headers.ts";
import { schemaNamed } from "./schemas.ts";

const problem = {
  "application/problem+json": { schema: schemaNamed("Problem") },
};

/** Responses of any path to failures of the site, by status. */
export const failures = {
  500: {
    description: "An internal error, which was logged.",
    headers: {
      "Cache-Control": headerNamed("CacheControl"),
      "X-Request-Id": headerNamed("RequestId"),
    },
    content: problem,
  },
  503: {
    description: "The database is unavailable. Try again later.",
    headers: {
      "Cache-Control": headerNamed("CacheControl"),
      "Retry-After": headerNamed("RetryAfter"),
    },
    content: problem,
  },
} satisfies OpenAPIV3_1.ResponsesObject;

const refusal = {
  "application/json": { schema: schemaNamed("Refusal") },
};

/**
 * The error responses of any path behind `requireToken`, by status: 401, 403, 500 and 503.
 * Spread them into the responses of your own paths.
 *
 * @example
 * ```ts
 * import { apiErrors, defineFeature } from "@latchkey/core";
 *
 * export const books = defineFeature({
 *   name: "books",
 *   api: {
 *     "/api/books": {
 *       get: { responses: { 200: { description: "The books." }, ...apiErrors } },
 *     },
 *   },
 * });
 * ```
 */
export const apiErrors = {
  401: {
    description: "The token is missing, invalid or expired.",
    headers: {
      "Cache-Control": headerNamed("CacheControl"),
      "WWW-Authenticate": headerNamed("Challenge"),
    },
    content: refusal,
  },
  403: {
    description:
      "The person must verify their email address first (`REQUIRE_VERIFIED_ADDRESS`), " +
      "or set up a second factor (`REQUIRE_SECOND_FACTOR`).",
    headers: { "Cache-Control": headerNamed("CacheControl") },
    content: { ...refusal, ...problem },
  },
  ...failures,
} satisfies OpenAPIV3_1.ResponsesObject;
