/**
 * What the checks of `doctor` find.
 *
 * @module
 */

/** What a check found: a sentence that says how things are and, where they are not well, what to do. */
export interface Finding {
  /** The name of the check, for programs. */
  readonly check: string;
  /** `warn`: it works, but should be looked at. `fail`: the app will not run, or not safely. */
  readonly level: "ok" | "warn" | "fail";
  readonly message: string;
}

/**
 * Makes the findings of a check.
 *
 * @param subject What the messages begin with.
 */
export function findingsOf(
  check: string,
  subject?: string,
): (level: Finding["level"], message: string) => Finding {
  const start = subject === undefined ? "" : `${subject}: `;
  return (level, message) => ({ check, level, message: start + message });
}

/** The message of what was thrown, to end a sentence with. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.$/, "");
}
