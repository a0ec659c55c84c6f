import assert from "node:assert/strict";
import { type Component, createContext } from "preact";
import { useContext } from "preact/hooks";
import { App } from "fresh";
import { askText } from "./ask.ts";
import { test } from "./differences.ts";

test("a component that reads a context doesn't keep its page in memory", async () => {
  const Owner = createContext("nobody");
  const readers: Component[] = [];
  function Reader(this: Component) {
    readers.push(this);
    return <p>{useContext(Owner)}</p>;
  }
  const app = new App().get("/", (ctx) =>
    ctx.render(
      <Owner.Provider value="ada">
        <Reader />
        <Reader />
      </Owner.Provider>,
    ));
  assert.match(await askText(app, "/"), /<p>ada<\/p><p>ada<\/p>/);
  const kept = readers.map(({ props, context }) => ({ props, context }));
  assert.deepEqual(kept, Array(2).fill({ props: null, context: null }));
});
