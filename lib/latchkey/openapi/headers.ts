/**
 * Response headers of the API.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";

/** The headers by their names in {@linkcode headerNamed}. */
export const headers = {
  CacheControl: {
    description: "Must not be cached.",
    required: true,
    schema: { type: "string", enum: ["no-store"] },
  },
  Pragma: {
    description: "The same for HTTP/1.0 (RFC 6749 §5.1).",
    required: true,
    schema: { type: "string", enum: ["no-cache"] },
  },
  RetryAfter: {
    description: "Seconds to wait before trying again (RFC 9110 §10.2.3).",
    required: true,
    schema: { type: "string", pattern: "^[1-9]\\d*$" },
  },
  RequestId: {
    description: "The request's id in the site's log.",
    required: true,
    schema: { type: "string", pattern: "^[\\w-]{8,64}$" },
  },
  Challenge: {
    description: "Asks for a token, or for a valid one (RFC 6750 §3).",
    required: true,
    schema: {
      type: "string",
      enum: ["Bearer", 'Bearer error="invalid_token"'],
    },
  },
} as const satisfies Record<string, OpenAPIV3_1.HeaderObject>;

/** A reference to one of them. */
export function headerNamed(name: keyof typeof headers) {
  return { $ref: `#/components/headers/${name}` };
}
