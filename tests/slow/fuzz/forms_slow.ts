import assert from "node:assert/strict";
import { ORIGIN } from "../../site.ts";
import { FORM_PATHS, FORMS } from "./forms.ts";

Deno.test("the grammar covers every route that takes a form, and sends forms nowhere else", () => {
  const sentTo = new Set(FORMS.map(([to]) => new URL(to, ORIGIN).pathname));
  assert.deepEqual([...sentTo].toSorted(), FORM_PATHS.toSorted());
});

Deno.test("guesses the fields of forms that it does not list", () => {
  for (const path of ["/account/authenticator", "/account/recovery-codes"]) {
    const forms = FORMS.filter(([to]) => to === path);
    assert.ok(forms.some(({ length }) => length > 3), path);
  }
});
