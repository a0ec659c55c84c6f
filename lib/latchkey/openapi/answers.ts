/**
 * Answers that several addresses of the API give.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";
import { headerNamed } from "./headers.ts";
import { schemaNamed } from "./schemas.ts";

const problem = {
  "application/problem+json": { schema: schemaNamed("Problem") },
};

/** What any path answers when something is wrong with the site, by status. */
export const failures = {
  500: {
    description: "A mistake of the site, which it has noted.",
    headers: {
      "Cache-Control": headerNamed("CacheControl"),
      "X-Request-Id": headerNamed("RequestId"),
    },
    content: problem,
  },
  503: {
    description: "The site cannot reach its data just now.",
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

/** What any path behind `requireToken` answers when it has nothing else to say, by status. */
export const apiErrors = {
  401: {
    description: "No token came, or one that does not hold any more.",
    headers: {
      "Cache-Control": headerNamed("CacheControl"),
      "WWW-Authenticate": headerNamed("Challenge"),
    },
    content: refusal,
  },
  403: {
    description:
      "The person has to confirm their address first (`REQUIRE_VERIFIED_ADDRESS`).",
    headers: { "Cache-Control": headerNamed("CacheControl") },
    content: refusal,
  },
  ...failures,
} satisfies OpenAPIV3_1.ResponsesObject;
