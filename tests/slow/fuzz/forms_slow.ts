import assert from "node:assert/strict";
import { pagesOf } from "@latchkey/core/testing";
import { ORIGIN } from "../../site.ts";
import { FORMS } from "./forms.ts";

/** Whether a file below `routes/` answers POST. */
async function takesForms(file: string): Promise<boolean> {
  const route = await import(`../../../routes/${file}`);
  const handlers = route.handlers ?? route.handler;
  return typeof handlers === "function" || handlers?.POST !== undefined;
}

Deno.test("the grammar covers every route that takes a form, and sends forms nowhere else", async () => {
  const taking: string[] = [];
  for (const { file, at } of pagesOf(".")) {
    if (await takesForms(file)) taking.push(at);
  }
  const sentTo = new Set(FORMS.map(([to]) => new URL(to, ORIGIN).pathname));
  assert.deepEqual([...sentTo].toSorted(), taking.toSorted());
});
