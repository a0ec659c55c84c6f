/**
 * A field of a form as text.
 *
 * @module
 */
import * as v from "valibot";
import type { Problem } from "../i18n/words.ts";

/** A field that may hold whatever `problem` finds nothing wrong with. One that is missing counts as empty. */
export function textEntry(problem: (text: string) => Problem | null) {
  return v.pipe(
    v.optional(v.string(), ""),
    v.check(
      (text) => problem(text) === null,
      ({ input }) => problem(input) ?? "",
    ),
  );
}
