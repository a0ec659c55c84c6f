/**
 * The schemas of the API's requests and responses.
 *
 * @module
 */
import type { OpenAPIV3_1 } from "openapi-types";

/** The schemas by their names in {@linkcode schemaNamed}. */
export const schemas = {
  PasswordGrant: {
    description: "The password grant of OAuth 2.0 (RFC 6749 §4.3.2).",
    type: "object",
    required: ["username", "password"],
    properties: {
      grant_type: { type: "string", enum: ["password"] },
      username: {
        type: "string",
        description: "The email address of the account.",
        examples: ["user1@gmail.com"],
      },
      password: { type: "string", format: "password", minLength: 4 },
    },
  },
  Token: {
    type: "object",
    required: ["access_token", "token_type", "expires_in"],
    properties: {
      access_token: {
        type: "string",
        description: "A JSON Web Token (RFC 7519). Treat it as opaque.",
      },
      token_type: { type: "string", enum: ["bearer"] },
      expires_in: {
        type: "integer",
        minimum: 1,
        description: "Seconds until the token expires.",
      },
    },
  },
  TokenError: {
    description: "An error in the form of RFC 6749 §5.2.",
    type: "object",
    required: ["error", "error_description"],
    properties: {
      error: {
        type: "string",
        enum: [
          "invalid_request",
          "invalid_grant",
          "invalid_scope",
          "unsupported_grant_type",
          "temporarily_unavailable",
        ],
      },
      error_description: { type: "string" },
    },
  },
  User: {
    type: "object",
    required: ["id", "address", "name", "verified", "roles"],
    properties: {
      id: { type: "string", pattern: "^[\\w-]{22}$" },
      address: {
        type: "string",
        description:
          "An email address for display, with letters of any alphabet.",
      },
      name: {
        type: "string",
        description: "Empty when the person entered none.",
      },
      verified: {
        type: "boolean",
        description: "Whether the person has verified the email address.",
      },
      roles: {
        type: "array",
        items: { type: "string" },
        uniqueItems: true,
      },
    },
  },
  Refusal: {
    description: "Why access is denied.",
    type: "object",
    required: ["detail"],
    properties: { detail: { type: "string" } },
  },
  Problem: {
    description: "Problem details (RFC 9457).",
    type: "object",
    required: ["status", "title", "detail"],
    properties: {
      status: { type: "integer", minimum: 400, maximum: 599 },
      title: { type: "string" },
      detail: {
        type: "string",
        description: "A sentence that says what to do next.",
      },
    },
  },
  ApiDescription: {
    description: "This document.",
    type: "object",
    required: ["openapi", "info", "paths"],
    properties: {
      openapi: { type: "string", pattern: "^3\\.1\\." },
      info: { type: "object" },
      servers: { type: "array", items: { type: "object" } },
      paths: { type: "object" },
      components: { type: "object" },
    },
  },
} satisfies Record<string, OpenAPIV3_1.SchemaObject>;

/** The schema of `User` on a site with these roles. */
export function userSchema(roles: readonly string[]): OpenAPIV3_1.SchemaObject {
  const items = { type: "string" as const, enum: [...roles] };
  const { properties } = schemas.User;
  return {
    ...schemas.User,
    properties: { ...properties, roles: { ...properties.roles, items } },
  };
}

/** A reference to one of them. */
export function schemaNamed(name: keyof typeof schemas) {
  return { $ref: `#/components/schemas/${name}` };
}
