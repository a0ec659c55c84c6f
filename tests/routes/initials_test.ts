import { equal } from "node:assert/strict";
import { initialsOf } from "../../components/Avatar.tsx";

Deno.test("takes the initials of the first and the last word of a name", () => {
  equal(initialsOf("ada lovelace"), "A\u200CL");
  equal(initialsOf(" Anna Arkadyevna Karenina "), "A\u200CK");
  equal(initialsOf("Émile"), "É");
  equal(initialsOf("<b>Bert"), "B");
});

Deno.test("takes one initial of an email, and any character of a name without letters", () => {
  equal(initialsOf("ada.lovelace@example.com"), "A");
  equal(initialsOf("🦊"), "🦊");
});
