/**
 * Reads JSON bodies, for API routes.
 *
 * @module
 */
import * as v from "valibot";
import { ENGLISH } from "../i18n/languages.ts";
import { problemJson } from "./error_answer.ts";
import { isJson } from "./prefers_json.ts";
import { isText, readBody } from "./read_body.ts";

/**
 * Reads the body as JSON and checks it against a Valibot schema.
 *
 * @returns The output of the schema, or problem details (RFC 9457) to respond with: 415 when
 * the body isn't declared as JSON, 400 when it can't be parsed, 422 when it doesn't match.
 * @throws {HttpError} the errors of `readBody`: 413 above 64 KB, 400, 408 after ten seconds,
 * 503.
 *
 * @example
 * ```ts
 * import { readJson } from "@latchkey/core/http";
 * import * as v from "valibot";
 *
 * async function titleIn(req: Request): Promise<string | Response> {
 *   const book = await readJson(req, v.object({ title: v.string() }));
 *   return book instanceof Response ? book : book.title;
 * }
 * ```
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
    return problem(
      400,
      "Invalid JSON",
      "The body could not be parsed. Send valid JSON in UTF-8.",
    );
  }
  const checked = v.safeParse(schema, body);
  return checked.success
    ? checked.output
    : problem(422, "Invalid values", checked.issues.map(describe).join(" "));
}

/**
 * Parses JSON; undefined when it is invalid or contains text that no person can have entered.
 */
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

/** An issue as a sentence that starts with the path of the invalid value. */
function describe(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  if (path === null) return issue.message;
  const isMissing = issue.received === "undefined"; // JSON has no undefined.
  return `${path}: ${isMissing ? "This field is missing." : issue.message}`;
}

function problem(status: number, title: string, detail: string): Response {
  return problemJson({ status, title, detail }, ENGLISH, {});
}
