/**
 * Headers of the API's answers.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";

/** By the names under which `reference` finds them. */
export const headers = {
  CacheControl: {
    description: "No cache may keep this.",
    required: true,
    schema: { type: "string", enum: ["no-store"] },
  },
  Pragma: {
    description: "The same for HTTP/1.0 (RFC 6749 §5.1).",
    required: true,
    schema: { type: "string", enum: ["no-cache"] },
  },
  RetryAfter: {
    description: "After how many seconds to try again (RFC 9110 §10.2.3).",
    required: true,
    schema: { type: "string", pattern: "^[1-9]\\d*$" },
  },
  RequestId: {
    description: "By this id the site's log knows the request.",
    required: true,
    schema: { type: "string", pattern: "^[\\w-]{8,64}$" },
  },
  Challenge: {
    description:
      "Says what to bring (RFC 6750 §3): a token, or one that holds.",
    required: true,
    schema: {
      type: "string",
      enum: ["Bearer", 'Bearer error="invalid_token"'],
    },
  },
} as const satisfies Record<string, OpenAPIV3_1.HeaderObject>;

/** Points to one of them. */
export function headerNamed(name: keyof typeof headers) {
  return { $ref: `#/components/headers/${name}` };
}
