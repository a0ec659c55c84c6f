import assert from "node:assert/strict";
import { check, fieldsOf } from "./form.ts";
import { profileIn } from "./profile_fields.ts";
import { signUpForm } from "../features/sign_up/sign_up_form.ts";

const profileFields = {
  company: { maxLength: 5 },
  city: { maxLength: 20, required: true },
};
const form = signUpForm({ minLength: 8, siteName: "Test", profileFields });
const filled = {
  address: "ada@example.com",
  name: "",
  password: "tractor moonlight",
  profile_city: " Turin ",
};

Deno.test("profile fields appear between name and password", () => {
  assert.deepEqual(fieldsOf(form), [
    "address",
    "name",
    "profile_company",
    "profile_city",
    "password",
  ]);
});

Deno.test("profile fields trim what was entered and drop empty values", () => {
  assert.ok(check(form, filled).ok);
  const sent = { ...filled, profile_company: " ", profile_role: "admin" };
  assert.deepEqual(profileIn(profileFields, sent), { city: "Turin" });
});

Deno.test("profile fields show their errors", () => {
  const wrong = { ...filled, profile_company: "Babbage", profile_city: "" };
  const long = check(form, wrong);
  assert.deepEqual(!long.ok && long.problems, {
    profile_company: "fieldTooLong",
    profile_city: "fieldRequired",
  });
  const turned = check(form, { ...filled, profile_company: "\u202Ea" });
  assert.deepEqual(!turned.ok && turned.problems, {
    profile_company: "fieldUnprintable",
  });
});
