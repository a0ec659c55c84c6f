/**
 * One line of `users import`: what it may say about an account.
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
import { rolesOf } from "./roles.ts";
import type { User } from "./user.ts";
import { english } from "../../cli/english.ts";

const trueOrFalse = (field: string) =>
  v.optional(v.boolean(`${field} must be true or false`), false);

const ISO_TIME =
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/;

const NO_OBJECT = "not a JSON object";

/** What a line may hold; a field of another name is refused, since it may be one of these misspelt. */
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
  language: v.optional(v.unknown(), null), // Which there are, the site knows.
  profile: v.optional( // The same.
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
  roles: v.optional( // Which there are, the site knows.
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

/** The account that a line makes, or what is wrong with the line: in words that never show a hash. */
export type ReadLine =
  | { readonly ok: true; readonly user: User }
  | { readonly ok: false; readonly problem: string };

/** Reads a line of JSON. */
export function readLine(
  services: Pick<Services, "site" | "now">,
  text: string,
): ReadLine {
  const value = parseJson(text);
  if (value === undefined) return refused("not valid JSON");
  if (Array.isArray(value)) return refused(NO_OBJECT);
  return readAccount(services, value);
}

/** Reads an object as a line of JSON holds one. */
export function readAccount(
  services: Pick<Services, "site" | "now">,
  value: unknown,
): ReadLine {
  const result = v.safeParse(account, value, { abortEarly: true });
  if (!result.success) {
    return refused(result.issues[0].message.replace(/\.$/, ""));
  }
  const { passwordHash, createdAt, verified, language, ...rest } =
    result.output;
  const profile = trimmed(rest.profile);
  const wrong = wrongProfile(services.site, profile);
  if (wrong !== null) return refused(wrong);
  if (!isLanguage(services.site, language)) {
    const codes = services.site.languages.map(({ code }) => code).join(", ");
    return refused(`language must be one of ${codes}`);
  }
  const roles = rolesOf(services.site);
  if (!rest.roles.every((role) => roles.includes(role))) {
    return refused(`roles can only contain ${roles.join(", ")}`);
  }
  const now = services.now();
  const began = createdAt === undefined ? now : Date.parse(createdAt);
  if (began > now) return refused("createdAt is in the future");
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
  return {
    ok: true,
    user: newUser(services, known),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The parser's own words would show part of the text.
  }
}

/** Whether it is the tag of one of the site's languages, or none was chosen. */
function isLanguage(site: Site, value: unknown): value is string | null {
  return value === null ||
    typeof value === "string" && languageOf(site, value) !== undefined;
}

/** What was entered, without spaces around it and without what was left empty. */
function trimmed(profile: Profile): Profile {
  return Object.fromEntries(
    Object.entries(profile).map(([name, value]) => [name, value.trim()])
      .filter(([, value]) => value !== ""),
  );
}

/** What is wrong with a profile, in words; null when nothing is. Who comes from elsewhere may lack what is required. */
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

function refused(problem: string): ReadLine {
  return { ok: false, problem };
}
