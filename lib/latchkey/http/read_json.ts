/**
 * Reads a JSON body from a hostile client, for API routes.
 *
 * @module
 */
import * as v from "valibot";
import { ENGLISH } from "../i18n/languages.ts";
import { problemJson } from "./error_answer.ts";
import { isJson } from "./prefers_json.ts";
import { isText, readBody } from "./read_body.ts";

/**
 * Reads the body as JSON and checks it against a schema.
 *
 * @returns What the schema makes of it, or the problem (RFC 9457) to answer with: 415 when
 * the body isn't declared as JSON, 400 when it can't be parsed, 422 when it doesn't match.
 * @throws {HttpError} what {@linkcode readBody} throws.
 */
export async function readJson<Schema extends v.GenericSchema>(
  req: Request,
  schema: Schema,
): Promise<v.InferOutput<Schema> | Response> {
  if (!isJson(req.headers.get("content-type"))) {
    return problem(
      415,
      "Unsupported media type",
      "Send JSON, with the header Content-Type: application/json.",
    );
  }
  const body = parse(await readBody(req));
  if (body === undefined) {
    return problem(400, "Invalid JSON", "The body could not be parsed.");
  }
  const checked = v.safeParse(schema, body);
  return checked.success
    ? checked.output
    : problem(422, "Invalid values", checked.issues.map(describe).join(" "));
}

/** The value; undefined when it isn't JSON, or holds text that no person can have typed. */
function parse(body: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    return JSON.parse(text, (key, value) => {
      if (!isText(key)) throw new Error("A key is not text.");
      if (typeof value === "string" && !isText(value)) {
        throw new Error("A value is not text.");
      }
      return value;
    });
  } catch {
    return undefined;
  }
}

/** An issue in one sentence, which begins with the path of the wrong value. */
function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (path === null) return issue.message;
  const isMissing = issue.received === "undefined"; // JSON knows no such value.
  return `${path}: ${isMissing ? "This field is missing." : issue.message}`;
}

function problem(status: number, title: string, detail: string): Response {
  return problemJson({ status, title, detail }, ENGLISH, {});
}
