/**
 * Features and the sites that are made of them.
 *
 * @module
 */
import type { Migrations } from "./database/migrations.ts";
import type { Language } from "./i18n/words.ts";
import type { Feature, Services, Site } from "./services.ts";
import type { SettingSchemas } from "./settings/schemas.ts";

/** A feature as it is written down: what it does not have is left out. */
type FeatureSpec<Queries, Schemas extends SettingSchemas> =
  & Pick<Feature<Queries, Schemas>, "name">
  & Partial<Feature<Queries, Schemas>>;

/**
 * Makes a feature. `lib/site.ts` lists those of a site.
 *
 * @example
 * ```ts
 * export const guestbook = defineFeature({
 *   name: "guestbook",
 *   migrations: { "0001_entries": ({ key, text }) => `create table …` },
 *   queries: (db) => ({ all: () => db.selectFrom("entries").selectAll().execute() }),
 *   commands: (command) => ({
 *     list: command({ // deno task cli guestbook list
 *       summary: "List the entries.",
 *       async run({ queries }) {
 *         const entries = await queries.all();
 *         return { text: `${entries.length} entries`, json: { entries } };
 *       },
 *     }),
 *   }),
 * });
 * ```
 */
export function defineFeature<
  Queries = undefined,
  const Schemas extends SettingSchemas = Record<never, never>,
>(spec: FeatureSpec<Queries, Schemas>): Feature<Queries, Schemas> {
  return {
    migrations: {},
    settings: {} as Schemas, // Left out only where there are none.
    hosts: () => [],
    emails: [],
    queries: noQueries as () => Queries, // The same.
    commandSummary: `Commands of ${spec.name}.`,
    commands: () => ({}),
    ...spec,
  };
}

/** The queries of a feature that has none. */
export const noQueries = (): undefined => undefined;

/** Makes a site: its name, its languages, and its own features, if it has any. */
export function defineSite<Spoken extends Language>(
  { name, languages, features = [] }:
    & Pick<Site<Spoken>, "name" | "languages">
    & Partial<Site>,
): Site<Spoken> {
  return { name, languages, features };
}

/** Every migration of a site's own features, by names that begin with the feature's. */
export function siteMigrations(
  { features }: Pick<Site, "features">,
): Migrations {
  return Object.fromEntries(
    features.flatMap(({ name, migrations }) =>
      Object.entries(migrations)
        .map(([migration, script]) => [`${name}/${migration}`, script])
    ),
  );
}

/**
 * Gives what a feature can do: once made, it serves every request.
 *
 * @returns A function that takes a feature.
 */
export function createUse(
  services: Services,
): <Queries>(feature: Feature<Queries>) => Queries {
  const made = new Map<unknown, unknown>();
  return <Queries>(feature: Feature<Queries>) => {
    if (!made.has(feature)) {
      const settings = services.settings.features[feature.name];
      const { db } = services.database;
      made.set(feature, feature.queries(db, { services, settings }));
    }
    return made.get(feature) as Queries;
  };
}
