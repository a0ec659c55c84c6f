/**
 * `/api/openapi.json`.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";
import { failures } from "./answers.ts";
import { headerNamed } from "./headers.ts";
import { schemaNamed } from "./schemas.ts";

/** This description itself, for anybody. */
export const apiDescriptionPath: OpenAPIV3_1.PathItemObject = {
  get: {
    operationId: "readApiDescription",
    summary: "This document",
    security: [],
    responses: {
      200: {
        description: "A description of this API in OpenAPI 3.1.",
        headers: { "Cache-Control": headerNamed("CacheControl") },
        content: {
          "application/json": { schema: schemaNamed("ApiDescription") },
        },
      },
      ...failures,
    },
  },
};
