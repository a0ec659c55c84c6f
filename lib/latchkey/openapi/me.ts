/**
 * `/api/me`.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";
import { failures, refusals } from "./answers.ts";
import { headerNamed } from "./headers.ts";
import { schemaNamed } from "./schemas.ts";

/** The user, for whoever is signed in. */
export const mePath: OpenAPIV3_1.PathItemObject = {
  get: {
    operationId: "readMe",
    summary: "Who is signed in",
    security: [{ bearer: [] }, { cookie: [] }],
    responses: {
      200: {
        description: "The user.",
        headers: { "Cache-Control": headerNamed("CacheControl") },
        content: { "application/json": { schema: schemaNamed("User") } },
      },
      ...refusals,
      ...failures,
    },
  },
};
