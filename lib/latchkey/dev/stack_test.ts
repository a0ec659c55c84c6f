import assert from "node:assert/strict";
import { framesOf } from "./stack.ts";

function errorWith(message: string, calls: string[]): Error {
  const error = new Error(message);
  error.stack = [`Error: ${message}`, ...calls].join("\n");
  return error;
}

Deno.test("reads calls with name, path, line and column, innermost first", () => {
  const error = errorWith("no", [
    "    at GET (file:///app/routes/index.tsx:3:9)",
    "    at async Object.handler (file:///app/routes/(logged-in)/[id].tsx:10:1)",
    "    at file:///app/with%20space/main.ts:1:2",
    "    at async file:///app/main.ts:4:5",
    "    at new Store (file:///app/store.ts:6:7)",
  ]);
  assert.deepEqual(framesOf(error), [
    { name: "GET", path: "/app/routes/index.tsx", line: 3, column: 9 },
    {
      name: "Object.handler",
      path: "/app/routes/(logged-in)/[id].tsx",
      line: 10,
      column: 1,
    },
    { name: null, path: "/app/with space/main.ts", line: 1, column: 2 },
    { name: null, path: "/app/main.ts", line: 4, column: 5 },
    { name: "new Store", path: "/app/store.ts", line: 6, column: 7 },
  ]);
});

Deno.test("skips frames without a file", () => {
  const error = errorWith("no", [
    "    at ext:runtime/http.js:1:2",
    "    at JSON.parse (<anonymous>)",
    "    at https://example.com/a.ts:1:2",
    "    at x (file://other-machine/a.ts:1:2)",
    "    at x (file:///app/%zz.ts:1:2)",
    "    at x (file:///app/a.ts)",
  ]);
  assert.deepEqual(framesOf(error), []);
});

Deno.test("doesn't read a message that looks like a stack as one", () => {
  const error = errorWith("see\n    at x (file:///etc/passwd:1:1)", [
    "    at y (file:///app/a.ts:1:2)",
  ]);
  assert.deepEqual(framesOf(error).map(({ path }) => path), ["/app/a.ts"]);
});

Deno.test("truncates an endless stack and accepts a missing one", () => {
  const call = "    at x (file:///app/a.ts:1:2)";
  assert.equal(framesOf(errorWith("no", Array(500).fill(call))).length, 30);
  assert.deepEqual(
    framesOf(Object.assign(new Error(), { stack: undefined })),
    [],
  );
});

Deno.test("reads a real error's stack", () => {
  const [{ path, line, name }] = framesOf(thrownHere());
  assert.equal(path, new URL(import.meta.url).pathname);
  assert.equal(name, "thrownHere");
  assert.ok(line > 50);
});

function thrownHere(): Error {
  return new Error("here\nin two lines");
}
