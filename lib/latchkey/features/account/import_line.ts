/**
 * Validates one account of `users import`.
 *
 * @module
 */
import * as v from "valibot";
import { importedHash } from "../../crypto/imported_hashes.ts";
import { type NewUser, newUser } from "./new_user.ts";
import { addressProblem } from "../../forms/addresses.ts";
import { type Profile, profileProblem } from "../../forms/profile_fields.ts";
import { nameProblem } from "./names.ts";
import { languageOf } from "../../i18n/languages.ts";
import type { Services, Site } from "../../services.ts";
import {
  type ImportedValue,
  splitFields,
  valuesProblem,
} from "./portable_fields.ts";
import { rolesOf } from "./roles.ts";
import type { User } from "./user.ts";
import { english } from "../../cli/english.ts";

const trueOrFalse = (field: string) =>
  v.optional(v.boolean(`${field} must be true or false`), false);

const ISO_TIME =
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

const NO_OBJECT = "not a JSON object";

/** The fields of an account. Unknown fields are rejected, because they may be misspelt. */
const account = v.strictObject({
  address: v.pipe(
    v.string("address must be a string"),
    v.check(
      (address) => addressProblem(address) === null,
      ({ input }) =>
        `address: ${english(addressProblem(input) ?? "noAddress")}`,
    ),
  ),
  name: v.pipe(
    v.optional(v.string(), ""),
    v.check(
      (name) => nameProblem(name) === null,
      ({ input }) => english(nameProblem(input) ?? "nameUnprintable"),
    ),
    v.trim(),
  ),
  language: v.optional(v.unknown(), null), // Checked against the site below.
  profile: v.optional( // Checked against the site below.
    v.record(
      v.string(),
      v.string("profile must contain strings"),
      "profile must be an object",
    ),
    {},
  ),
  passwordHash: v.optional(v.string("passwordHash must be a string"), ""),
  verified: trueOrFalse("verified"),
  disabled: trueOrFalse("disabled"),
  roles: v.optional( // Checked against the site below.
    v.array(
      v.string("roles must be a list of strings"),
      "roles must be a list",
    ),
    [],
  ),
  createdAt: v.optional(v.pipe(
    v.string("createdAt must be a string"),
    v.check(
      (time) => ISO_TIME.test(time) && Date.parse(time) >= 0,
      "createdAt must be a time with a time zone, such as 2024-01-31T09:30:00Z",
    ),
  )),
}, (issue) => {
  const field = JSON.stringify(issue.path?.[0].key);
  if (field === undefined) return NO_OBJECT;
  return issue.expected === "never"
    ? `unknown field ${field}`
    : `${field} is missing`;
});

/** The account of a line, or what is wrong with it. The message never contains a hash. */
export type ReadLine =
  | {
    readonly ok: true;
    readonly user: User;
    /** For features of the site, such as the secret of an authenticator app. */
    readonly values: readonly ImportedValue[];
  }
  | { readonly ok: false; readonly problem: string };

/** Reads a line of JSON. */
export function readLine(
  services: Pick<Services, "site" | "now">,
  text: string,
): ReadLine {
  const value = parseJson(text);
  if (value === undefined) return invalid("not valid JSON");
  if (Array.isArray(value)) return invalid(NO_OBJECT);
  return readAccount(services, value);
}

/** Reads an account from a parsed object. */
export function readAccount(
  services: Pick<Services, "site" | "now">,
  value: unknown,
): ReadLine {
  const { own, values } = splitFields(services.site, value);
  const result = v.safeParse(account, own, { abortEarly: true });
  if (!result.success) {
    return invalid(result.issues[0].message.replace(/\.$/, ""));
  }
  const { passwordHash, createdAt, verified, language, ...rest } =
    result.output;
  const profile = trimmed(rest.profile);
  const wrong = wrongProfile(services.site, profile);
  if (wrong !== null) return invalid(wrong);
  if (!isLanguage(services.site, language)) {
    const codes = services.site.languages.map(({ code }) => code).join(", ");
    return invalid(`language must be one of ${codes}`);
  }
  const roles = rolesOf(services.site);
  if (!rest.roles.every((role) => roles.includes(role))) {
    return invalid(`roles can only contain ${roles.join(", ")}`);
  }
  const wrongValue = valuesProblem(values);
  if (wrongValue !== null) return invalid(wrongValue);
  const now = services.now();
  const began = createdAt === undefined ? now : Date.parse(createdAt);
  if (began > now) return invalid("createdAt is in the future");
  const imported = importedHash(passwordHash);
  if (!imported.ok) return imported;
  const known: NewUser = {
    ...rest,
    profile: Object.keys(profile).length > 0 ? profile : undefined,
    language,
    roles: [...new Set(rest.roles)],
    passwordHash: imported.hash,
    createdAt: began,
    verifiedAt: verified ? began : null,
    importedAt: now,
  };
  return { ok: true, user: newUser(services, known), values };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The parser's message would show part of the line.
  }
}

/** Whether the value is a language tag of the site, or null for no choice. */
function isLanguage(site: Site, value: unknown): value is string | null {
  return value === null ||
    typeof value === "string" && languageOf(site, value) !== undefined;
}

/** The profile with values trimmed and empty ones removed. */
function trimmed(profile: Profile): Profile {
  return Object.fromEntries(
    Object.entries(profile).map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== ""),
  );
}

/** Returns what is wrong with a profile, or null. Imported accounts may lack required fields. */
function wrongProfile(
  { profileFields }: Pick<Site, "profileFields">,
  profile: Profile,
): string | null {
  for (const [name, value] of Object.entries(profile)) {
    if (!Object.hasOwn(profileFields, name)) {
      return `unknown profile field ${JSON.stringify(name)}`;
    }
    const problem = profileProblem(profileFields[name], value);
    if (problem !== null) {
      return `${name}: ${english(problem).replace(/\.$/, "")}`;
    }
  }
  return null;
}

function invalid(problem: string): ReadLine {
  return { ok: false, problem };
}
