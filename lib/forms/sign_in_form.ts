/**
 * The sign-in form: its fields and their rules, for the server and the island alike.
 *
 * @module
 */
import * as v from "valibot";
import type { Problem } from "../i18n/words.ts";
import { ADDRESS_PROBLEMS, addressProblem } from "./addresses.ts";
import { textEntry } from "./text_entry.ts";

/** Something on both sides of an @. What else an address must be like is for whoever makes an account. */
const LIKE_AN_ADDRESS = /.@./s;

/**
 * `username` is an address; spaces around it and the width of its letters do not count, as
 * `addressKey` has it. `password` is whatever was typed: one that no account can have is a
 * wrong one.
 */
export const signInForm = v.object({
  username: textEntry((typed) => {
    const address = typed.normalize("NFKC").trim();
    const problem = addressProblem(address);
    return problem === "noAddress" && LIKE_AN_ADDRESS.test(address)
      ? null
      : problem;
  }),
  password: textEntry((password) =>
    password === "" ? "passwordRequired" : null
  ),
});

/** The fields of the form that can be wrong, in the order they stand on the page. */
export const SIGN_IN_FIELDS = ["username", "password"] as const;

/** What can be wrong with them. */
export const SIGN_IN_PROBLEMS = [
  ...ADDRESS_PROBLEMS,
  "passwordRequired",
] as const satisfies readonly Problem[];

/** One of {@linkcode SIGN_IN_FIELDS}. */
export type SignInField = typeof SIGN_IN_FIELDS[number];
