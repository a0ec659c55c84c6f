/**
 * Features and the sites that are made of them.
 *
 * @module
 */
import type { Feature, Services, SettingSchemas, Site } from "./services.ts";

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
 * });
 * ```
 */
export function defineFeature<
  Queries = undefined,
  const Schemas extends SettingSchemas = Record<never, never>,
>(spec: FeatureSpec<Queries, Schemas>): Feature<Queries, Schemas> {
  return {
    migrations: {},
    tables: {},
    settings: {} as Schemas, // Left out only where there are none.
    hosts: () => [],
    queries: () => undefined as Queries, // The same.
    ...spec,
  };
}

/** Makes a site: its name and its own features, if it has any. */
export function defineSite(
  { name, features = [] }: Pick<Site, "name"> & Partial<Site>,
): Site {
  return { name, features };
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
