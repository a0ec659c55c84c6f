/**
 * Checks that the features of a site don't conflict.
 *
 * @module
 */
import {
  DATA_KEYS,
  missingKeys,
  problemWith,
  TOKEN_KEYS,
} from "./crypto/key_sources.ts";
import { featuresWithDataKeys } from "./crypto/needed_data_keys.ts";
import { MIGRATIONS_TABLE } from "./database/migrations.ts";
import { LIBRARY_CLAIMS } from "./features/session/feature_claims.ts";
import { rolesOf } from "./features/account/roles.ts";
import { EVERYONE } from "./settings/required_factor.ts";
import type { Site } from "./services.ts";
import {
  environmentNames,
  type Settings,
  SettingsError,
} from "./settings/settings.ts";
import { LIBRARY_SCHEMAS } from "./tables.ts";

/** Thrown when the features in `lib/site.ts` conflict. The message says what to change. */
export class SiteError extends Error {
  override readonly name = "SiteError";
}

/** Sections of an account export whose names are taken. */
const EXPORT_SECTIONS = ["sessions"];

/** Names that are valid in accounts, migrations and metrics. */
const NAME = /^[a-z][a-z\d_]{0,39}$/;

/**
 * Checks that names, tables, settings and claims are unique among the features and the library,
 * and that names and roles are valid.
 *
 * @throws {SiteError}
 */
export function ensureDistinct({ features }: Pick<Site, "features">): void {
  for (const { name, roles } of features) {
    ensureName(name, `name "${name}"`);
    for (const role of roles) {
      ensureName(role, `role "${role}" of the feature "${name}"`);
    }
  }
  ensureUnique("name", [
    ...[...LIBRARY_SCHEMAS.map(({ name }) => name), ...EXPORT_SECTIONS]
      .map((name) => [name, "the library"] as const),
    ...features.map(({ name }, at) =>
      [name, `feature ${at + 1} of lib/site.ts`] as const
    ),
  ]);
  ensureUnique("table", [
    ...[
      MIGRATIONS_TABLE,
      ...LIBRARY_SCHEMAS.flatMap(({ tables }) => Object.keys(tables)),
    ].map((table) => [table, "the library"] as const),
    ...features.flatMap(({ name, tables }) =>
      Object.keys(tables).map((table) => [table, name] as const)
    ),
  ]);
  ensureUnique("setting", [
    ...environmentNames.map((setting) => [setting, "the library"] as const),
    ...features.flatMap(({ name, settings }) =>
      Object.keys(settings).map((setting) => [setting, name] as const)
    ),
  ]);
  ensureUnique("claim", [
    ...LIBRARY_CLAIMS.map((claim) => [claim, "the library"] as const),
    ...features.flatMap(({ name, claims }) =>
      Object.keys(claims).map((claim) => [claim, name] as const)
    ),
  ]);
}

function ensureName(text: string, what: string): void {
  if (NAME.test(text)) return;
  throw new SiteError(
    `The ${what} must be 1 to 40 lower-case letters, digits and underscores, starting with a letter, like "reading_list".`,
  );
}

function ensureUnique(
  kind: "name" | "table" | "setting" | "claim" | "login provider",
  owned: readonly (readonly [thing: string, owner: string])[],
): void {
  const owners = new Map<string, string>();
  for (const [thing, owner] of owned) {
    const other = owners.get(thing);
    if (other !== undefined) {
      throw new SiteError(
        `The ${kind} "${thing}" is used twice, by ${other} and by ${owner}. ` +
          "Rename one of them.",
      );
    }
    owners.set(thing, owner);
  }
}

/** A misspelt role would require nothing of anyone, without a word. */
function ensureRequiredFactor(
  features: Site["features"],
  required: readonly string[],
): void {
  const roles = rolesOf({ features });
  const unknown = required
    .find((word) => word !== EVERYONE && !roles.includes(word));
  if (unknown !== undefined) {
    throw new SiteError(
      `REQUIRE_SECOND_FACTOR names the role "${unknown}", which the site does not have. ` +
        `Use ${[EVERYONE, ...roles].map((word) => `"${word}"`).join(" or ")}.`,
    );
  }
  const isStrong = features.some(({ factor }) =>
    factor?.asked === "always" || factor?.asked === "if_required"
  );
  if (required.length > 0 && !isStrong) {
    throw new SiteError(
      "REQUIRE_SECOND_FACTOR needs a second factor that people can set up. List " +
        "authenticatorApp or passkeys in lib/site.ts.",
    );
  }
}

/** Login providers are in URLs and rows by their ids. */
function ensureProviders(
  features: Site["features"],
  settings: Pick<Settings, "features">,
): void {
  const owned = features.flatMap(({ name, loginProviders }) =>
    (loginProviders?.(settings.features[name]) ?? [])
      .map(({ id }) => [id, name] as const)
  );
  for (const [id, name] of owned) {
    ensureName(id, `ID of the login provider ${JSON.stringify(id)} of ${name}`);
  }
  ensureUnique("login provider", owned);
}

/**
 * Checks that the site provides what its settings ask for, and the settings what its features
 * need.
 *
 * @throws {SiteError}
 * @throws {SettingsError}
 */
export function ensureSuitable(
  { features }: Pick<Site, "features">,
  settings: Pick<
    Settings,
    | "signUp"
    | "requireSecondFactor"
    | "appEnv"
    | "jwtKeys"
    | "dataKeys"
    | "features"
  >,
): void {
  ensureRequiredFactor(features, settings.requireSecondFactor);
  ensureProviders(features, settings);
  if (
    settings.signUp === "invite" && !features.some(({ admission }) => admission)
  ) {
    throw new SiteError(
      "SIGN_UP=invite needs the feature invitations. List it in lib/site.ts, or " +
        "set SIGN_UP to open or closed.",
    );
  }
  ensureKeys(featuresWithDataKeys({ features }, settings), settings);
}

/** Checks that production has data keys if features need them, and names all missing keys at once. */
function ensureKeys(
  features: readonly string[],
  { appEnv, jwtKeys, dataKeys }: Pick<
    Settings,
    "appEnv" | "jwtKeys" | "dataKeys"
  >,
): void {
  if (features.length > 0 && appEnv === "production" && dataKeys === null) {
    throw new SettingsError([
      ...jwtKeys === null ? [missingKeys(TOKEN_KEYS)] : [],
      problemWith(
        DATA_KEYS,
        `is not set, and the site needs it for ${features.join(" and ")}. ` +
          "Create a key with `deno task cli keys generate --for data` and store it as a secret",
      ),
    ]);
  }
}
