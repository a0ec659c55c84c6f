import assert from "node:assert/strict";
import { HttpError } from "fresh";
import { HttpError as RuntimeHttpError } from "fresh/runtime";
import { test } from "./differences.ts";

test("an HttpError is an Error with a status", () => {
  const error = new HttpError(404);
  assert.ok(error instanceof Error);
  assert.equal(error.status, 404);
  assert.equal(error.message, "");
});

test("an HttpError keeps its message and its cause", () => {
  const cause = new Error("why");
  const error = new HttpError(403, "Admins only", { cause });
  assert.equal(error.message, "Admins only");
  assert.equal(error.cause, cause);
});

test("islands get the same HttpError from fresh/runtime", () => {
  assert.equal(RuntimeHttpError, HttpError);
});

test("an HttpError requires an error status", () => {
  // @ts-expect-error -- no error
  new HttpError(200);
  // @ts-expect-error -- may be any number
  new HttpError(Number("404"));
});
