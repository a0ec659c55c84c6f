/**
 * Features and the sites that are made of them.
 *
 * @module
 */
import type { Db } from "./database/database.ts";
import { EMAIL_COLORS } from "./email/styles.ts";
import type { Language } from "./i18n/messages.ts";
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
    tables: {},
    settings: {} as Schemas, // Left out only where there are none.
    hosts: () => [],
    roles: [],
    api: {},
    emails: [],
    queries: noQueries as () => Queries, // The same.
    commandSummary: `Commands of ${spec.name}.`,
    commands: () => ({}),
    claims: {},
    jobs: {},
    ...spec,
  };
}

/** The queries of a feature that has none. */
export const noQueries = (): undefined => undefined;

/** Makes a site: its name, its languages, and what else it decides itself. */
export function defineSite<Spoken extends Language>(
  spec:
    & Pick<Site<Spoken>, "name" | "languages">
    & Omit<Partial<Site>, "languages">,
): Site<Spoken> {
  return {
    profileFields: {},
    emailColors: EMAIL_COLORS,
    features: [],
    ...spec,
  };
}

/**
 * Gives what a feature can do. What is asked for outside of transactions is made once, and
 * serves every request.
 *
 * @param services All others.
 * @returns What `services.use` is.
 */
export function createUse(services: Omit<Services, "use">): Services["use"] {
  const made = new Map<unknown, unknown>();
  const make = <Queries>(feature: Feature<Queries>, db: Db): Queries => {
    if (!services.site.features.includes(feature)) {
      throw new TypeError(
        `The feature ${feature.name} is not in use. List it in lib/site.ts.`,
      );
    }
    const settings = services.settings.features[feature.name];
    const isShared = db === services.database.db;
    return feature.queries(db, {
      // In a transaction it uses others in the same one.
      services: {
        ...services,
        use: isShared ? use : (other, own = db) => use(other, own),
      },
      settings,
    });
  };
  function use<Queries>(feature: Feature<Queries>, db?: Db): Queries {
    if (db !== undefined) return make(feature, db);
    if (!made.has(feature)) {
      made.set(feature, make(feature, services.database.db));
    }
    return made.get(feature) as Queries;
  }
  return use;
}
