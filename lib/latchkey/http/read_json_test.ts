import assert from "node:assert/strict";
import * as v from "valibot";
import { readJson } from "./read_json.ts";

const schema = v.object({
  title: v.pipe(v.string(), v.trim(), v.nonEmpty("Enter a title.")),
  tags: v.optional(v.array(v.string("Send a string.")), []),
});

function send(body: BodyInit, type: string | null = "application/json") {
  const bytes = typeof body === "string"
    ? new TextEncoder().encode(body)
    : body;
  const headers = new Headers(type === null ? {} : { "content-type": type });
  const init = { method: "POST", headers, body: bytes };
  return readJson(new Request("http://localhost/", init), schema);
}

async function expectProblem(
  answer: Awaited<ReturnType<typeof send>>,
  status: number,
  what: string,
): Promise<string> {
  assert.ok(answer instanceof Response, what);
  assert.equal(answer.status, status, what);
  const type = answer.headers.get("content-type");
  assert.equal(type, "application/problem+json");
  const problem = await answer.json();
  assert.deepEqual(Object.keys(problem), ["status", "title", "detail"]);
  assert.equal(problem.status, status);
  return problem.detail;
}

Deno.test("returns the parsed body without unknown fields", async () => {
  for (
    const type of [
      "application/json",
      "Application/JSON; charset=utf-8",
      "application/ld+json",
    ]
  ) {
    assert.deepEqual(
      await send('{"title": " Emma ", "__proto__": {"a": 1}, "b": 2}', type),
      { title: "Emma", tags: [] },
    );
  }
});

Deno.test("answers 415 when the body is not declared as JSON", async () => {
  for (const type of [null, "", "text/plain", "application/jsonp", "json"]) {
    await expectProblem(await send('{"title": "Emma"}', type), 415, `${type}`);
  }
});

Deno.test("answers 400 when the body is not JSON, or not text", async () => {
  const bodies = {
    "nothing": "",
    "half of it": '{"title": "Em',
    "a form": "title=Emma",
    "too deep": "[".repeat(60_000),
    "deep": "[".repeat(30_000) + "]".repeat(30_000),
    "broken UTF-8": new Uint8Array([0x22, 0xff, 0x22]),
    "half a character": '{"title": "\\ud800"}',
    "a NUL": '{"title": "\\u0000"}',
    "a NUL in a key": '{"title": "Emma", "\\u0000": 1}',
  };
  for (const [what, body] of Object.entries(bodies)) {
    await expectProblem(await send(body), 400, what);
  }
});

Deno.test("answers 422 with each error and its path", async () => {
  const body = { title: " ", tags: ["novel", 1] };
  assert.equal(
    await expectProblem(await send(JSON.stringify(body)), 422, "two mistakes"),
    "title: Enter a title. tags.1: Send a string.",
  );
  assert.equal(
    await expectProblem(await send("{}"), 422, "nothing in it"),
    "title: This field is missing.",
  );
  for (const other of ["null", "[]", "1", '"title"']) {
    await expectProblem(await send(other), 422, other);
  }
});

Deno.test("rejects a body over 64 KB", async () => {
  const body = JSON.stringify({ title: "x".repeat(64 * 1024) });
  await assert.rejects(send(body), { name: "HttpError", status: 413 });
  const stream = new Blob([body]).stream();
  await assert.rejects(send(stream), { name: "HttpError", status: 413 });
});
