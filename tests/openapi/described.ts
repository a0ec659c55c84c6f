/**
 * The API's description, and whether a response matches it.
 *
 * @module
 */
import assert from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { OpenAPIV3_1 } from "openapi-types";
import type { Site } from "../site.ts";

type Header = OpenAPIV3_1.HeaderObject;
type Schema = OpenAPIV3_1.SchemaObject;

/** Headers that programs rely on: all of them must be described. */
const TELLING = ["allow", "location", "retry-after", "www-authenticate"];

/** A described response: "POST /token 200 application/json". */
export type AnswerName = string;

/** The description as the site serves it. */
export async function descriptionOf(
  site: Site,
): Promise<OpenAPIV3_1.Document> {
  const response = await site.fetch("/api/openapi.json");
  assert.equal(response.status, 200);
  return await response.json();
}

/** The described methods, as "POST /token", with their operations. */
export function operationsIn(
  { paths = {} }: OpenAPIV3_1.Document,
): Map<string, OpenAPIV3_1.OperationObject> {
  const operations = new Map<string, OpenAPIV3_1.OperationObject>();
  for (const [path, item] of Object.entries(paths)) {
    for (const method of ["get", "post", "put", "patch", "delete"] as const) {
      const operation = item?.[method];
      if (operation) {
        operations.set(`${method.toUpperCase()} ${path}`, operation);
      }
    }
  }
  return operations;
}

/** Every described response. */
export function answersIn(document: OpenAPIV3_1.Document): AnswerName[] {
  const names: AnswerName[] = [];
  for (const [name, { responses = {} }] of operationsIn(document)) {
    for (const [status, given] of Object.entries(responses)) {
      for (const type of Object.keys(response(given).content ?? {})) {
        names.push(`${name} ${status} ${type}`);
      }
    }
  }
  return names;
}

/**
 * Fails unless the response is described, with its headers, and its body has
 * the described shape and no other fields.
 */
export async function assertDescribed(
  document: OpenAPIV3_1.Document,
  operation: string,
  answer: Response,
): Promise<AnswerName> {
  const found = operationsIn(document).get(operation)?.responses
    ?.[answer.status];
  assert.ok(found, `${operation} ${answer.status} is not described`);
  const { content = {}, headers = {} } = response(found);
  const [type] = (answer.headers.get("content-type") ?? "").split(";");
  const schema = content[type]?.schema;
  assert.ok(schema, `${operation} ${answer.status} ${type} is not described`);
  const body = await answer.json();
  assertFits(document, schema, body, `${operation} ${answer.status}`);
  assertHeaders(document, headers as Record<string, Header>, answer.headers);
  return `${operation} ${answer.status} ${type}`;
}

function assertHeaders(
  document: OpenAPIV3_1.Document,
  described: Record<string, Header | OpenAPIV3_1.ReferenceObject>,
  given: Headers,
) {
  for (const [name, reference] of Object.entries(described)) {
    const header = "$ref" in reference
      ? named<Header>(document.components?.headers, reference.$ref)
      : reference;
    const value = given.get(name);
    assert.ok(value !== null || !header.required, `${name} is missing`);
    if (value !== null && header.schema) {
      assertFits(document, header.schema, value, name);
    }
  }
  const names = Object.keys(described).map((name) => name.toLowerCase());
  for (const name of TELLING) {
    assert.ok(
      !given.has(name) || names.includes(name),
      `${name} is not described`,
    );
  }
  assert.deepEqual(given.getSetCookie(), []);
}

function assertFits(
  { components }: OpenAPIV3_1.Document,
  schema: Schema | OpenAPIV3_1.ReferenceObject,
  value: unknown,
  what: string,
) {
  const whole = "$ref" in schema
    ? named<Schema>(components?.schemas, schema.$ref)
    : schema;
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const closed = whole.type === "object"
    ? { ...whole, additionalProperties: false }
    : whole;
  const fits = ajv.validate(closed, value);
  assert.ok(fits, `${what}: ${ajv.errorsText()}: ${JSON.stringify(value)}`);
}

function response(
  given: OpenAPIV3_1.ResponseObject | OpenAPIV3_1.ReferenceObject,
): OpenAPIV3_1.ResponseObject {
  if ("$ref" in given) throw new Error(`${given.$ref} is not looked up`);
  return given;
}

function named<Part>(
  parts: Record<string, unknown> | undefined,
  reference: string,
): Part {
  const part = parts?.[reference.slice(reference.lastIndexOf("/") + 1)];
  assert.ok(part, `${reference} leads nowhere`);
  return part as Part;
}
