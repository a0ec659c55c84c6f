/** @module */

/** What a check found: a sentence that says how things are and, where they are not well, what to do. */
export interface Finding {
  readonly check:
    | "settings"
    | "site"
    | "store"
    | "keys"
    | "clock"
    | "passwords"
    | "mail"
    | "sign_up"
    | "backups"
    | "files";
  /** `warn`: it works, but should be looked at. `fail`: the app will not run, or not safely. */
  readonly level: "ok" | "warn" | "fail";
  readonly message: string;
}

/** The message of what was thrown, to end a sentence with. */
export function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.$/, "");
}
