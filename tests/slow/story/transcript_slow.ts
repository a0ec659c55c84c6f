import assert from "node:assert/strict";
import {
  commandsOf,
  isAsShown,
  type Names,
  toActual,
  toShown,
} from "./transcript.ts";

Deno.test("reads commands, and what they print", () => {
  assert.deepEqual(
    commandsOf("$ cd a\n$ make \\\n    all\ndone in 2 s\n\nBye.\n"),
    [
      { line: "cd a", printed: "" },
      { line: "make all", printed: "done in 2 s\n\nBye.\n" },
    ],
  );
});

Deno.test("an ellipsis stands for lines, or for text within a line", () => {
  const printed = "one\n\ntwo (2 s)\nthree";
  for (const shown of ["…", "one\n…\nthree", "one\n\ntwo (…)\nthree\n…"]) {
    assert.ok(isAsShown(printed, shown), shown);
  }
  for (const shown of ["", "one", "one\n…three", "one\ntwo (…)\nthree"]) {
    assert.ok(!isAsShown(printed, shown), shown);
  }
  assert.ok(isAsShown("", ""));
});

Deno.test("names of the page are exchanged all at once", () => {
  const names: Names = [["0.1.0", "0.2.0"], ["0.2.0", "0.3.0"]];
  assert.equal(toActual("0.1.0 to 0.2.0", names), "0.2.0 to 0.3.0");
  assert.equal(toShown("0.2.0 to 0.3.0", names), "0.1.0 to 0.2.0");
});
