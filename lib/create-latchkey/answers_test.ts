/** Names, languages and features that a site can have. */
import assert from "node:assert/strict";
import { readSettings } from "@latchkey/core";
import { parseSender } from "../latchkey/email/sender.ts";
import {
  AnswerError,
  nameFor,
  nameProblem,
  offerOf,
  readFeatures,
  readLanguages,
} from "./answers.ts";
import { removableFeatures, SITE } from "./site/features.ts";
import { textOf } from "./site/files.ts";
import { TEMPLATE } from "./testing.ts";
import { site } from "../site.ts";

const OFFER = offerOf(TEMPLATE);

Deno.test("accepts names of every kind", () => {
  for (
    const name of [
      "My site",
      "A",
      "O'Neill & Söhne",
      "نادي الكتاب",
      "読書会",
      "$HOME `whoami` \\ ../..",
      "a".repeat(60),
      "📚".repeat(60),
    ]
  ) {
    assert.equal(nameProblem(name), undefined, name);
    const { mailFrom } = readSettings({ ...site, name }, {});
    assert.equal(parseSender(mailFrom)?.name, name);
  }
});

Deno.test("rejects names that can't be in a page or the sender of an email", () => {
  for (
    const [name, expected] of [
      ["", /empty/],
      ["  ", /empty/],
      ['A "site"', /contains "/],
      ["<script>", /contains "/],
      ["me@example.com", /contains "/],
      ["two\nlines", /line break/],
      ["two\u2028lines", /line break/],
      ["nothing\0", /invisible/],
      ["right\u202eleft", /invisible/],
      ["half \ud83d", /invisible/],
      ["a".repeat(61), /longer than 60/],
      [" My site", /ends with a space/],
    ] as const
  ) {
    assert.match(nameProblem(name) ?? "accepted", expected, name);
  }
});

Deno.test("calls a site after its folder", () => {
  for (
    const [folder, name] of [
      ["my-site", "My site"],
      ["book_club.v2", "Book club v2"],
      ["Größe", "Größe"],
      ["نادي", "نادي"],
      ["a@b", "My site"],
      ["-", "My site"],
      ["x".repeat(200), "My site"],
    ]
  ) {
    assert.equal(nameFor(folder), name);
  }
});

Deno.test("offers all languages and features of the project", () => {
  assert.deepEqual([...OFFER.languages], [
    ["en", { constant: "english", name: "English" }],
    ["ar", { constant: "arabic", name: "العربية" }],
    ["de", { constant: "german", name: "Deutsch" }],
  ]);
  assert.deepEqual(
    OFFER.features.toSorted(),
    [...removableFeatures(textOf(TEMPLATE, SITE)).keys()].toSorted(),
  );
});

Deno.test("reads languages in their order, the default first", () => {
  assert.deepEqual(readLanguages("de, EN", OFFER), ["de", "en"]);
  assert.deepEqual(readLanguages("en,en", OFFER), ["en"]);
  for (const list of ["", ",", "tlh", "../en", "__proto__", "english"]) {
    assert.throws(() => readLanguages(list, OFFER), AnswerError, list);
  }
});

Deno.test("reads features in any spelling, in the order of lib/site.ts", () => {
  assert.deepEqual(
    readFeatures("recovery-codes, login_link,ADMIN,admin", OFFER),
    ["admin", "loginLink", "recoveryCodes"],
  );
  assert.deepEqual(readFeatures("all", OFFER), OFFER.features);
  assert.deepEqual(readFeatures("none", OFFER), []);
  assert.deepEqual(readFeatures("", OFFER), []);
  for (const list of ["passkey", "all,admin", "none,admin", "constructor"]) {
    assert.throws(() => readFeatures(list, OFFER), AnswerError, list);
  }
});
