/**
 * Defines features and sites.
 *
 * @module
 */
import type { Db } from "./database/database.ts";
import { EMAIL_COLORS } from "./email/styles.ts";
import type { Language } from "./i18n/messages.ts";
import type { Feature, Services, Site } from "./services.ts";
import type { SettingSchemas } from "./settings/schemas.ts";

/** A feature's definition, in which everything but the name is optional. */
type FeatureSpec<Queries, Schemas extends SettingSchemas> =
  & Pick<Feature<Queries, Schemas>, "name">
  & Partial<Feature<Queries, Schemas>>;

/**
 * Defines a feature. List it under `features` in `lib/site.ts`. The fields are those of
 * `Feature` in `lib/latchkey/services.ts`; leave out what the feature doesn't need. A feature
 * that conflicts with another one stops the start with an error.
 *
 * @example
 * ```ts
 * import { defineFeature } from "@latchkey/core";
 * import type { Kysely } from "kysely";
 *
 * interface Tables {
 *   entries: { id: string; text: string };
 * }
 *
 * export const guestbook = defineFeature({
 *   name: "guestbook",
 *   migrations: {
 *     "0001_entries": ({ key, text, strict }) => `
 *       create table entries (id ${key} primary key, text ${text} not null) ${strict};`,
 *   },
 *   tables: { entries: { userId: null } },
 *   queries: (db: Kysely<Tables>) => ({
 *     all: () => db.selectFrom("entries").selectAll().execute(),
 *   }),
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
    settings: {} as Schemas, // Left out only by features without settings.
    hosts: () => [],
    roles: [],
    api: {},
    emails: [],
    queries: noQueries as () => Queries, // As above.
    commandSummary: `Commands of ${spec.name}.`,
    commands: () => ({}),
    claims: {},
    jobs: {},
    ...spec,
  };
}

/** The queries of a feature without any. */
export const noQueries = (): undefined => undefined;

/**
 * Defines a site. Only `name` and `languages` are required; the first language is the default.
 *
 * @example
 * ```ts
 * import { admin } from "@latchkey/core/features";
 * import { ENGLISH, GERMAN } from "@latchkey/core/i18n";
 * import { defineSite } from "@latchkey/core";
 *
 * export const site = defineSite({
 *   name: "Reading list",
 *   languages: [ENGLISH, GERMAN],
 *   profileFields: { company: { maxLength: 100 } },
 *   features: [admin],
 * });
 * ```
 */
export function defineSite<SiteLanguage extends Language>(
  spec:
    & Pick<Site<SiteLanguage>, "name" | "languages">
    & Omit<Partial<Site>, "languages">,
): Site<SiteLanguage> {
  return {
    profileFields: {},
    emailColors: EMAIL_COLORS,
    features: [],
    ...spec,
  };
}

/**
 * Creates `services.use`. The queries outside transactions are created once per feature and
 * serve every request.
 *
 * @param services All other services.
 */
export function createUse(services: Omit<Services, "use">): Services["use"] {
  const cache = new Map<unknown, unknown>();
  const make = <Queries>(feature: Feature<Queries>, db: Db): Queries => {
    if (!services.site.features.includes(feature)) {
      throw new TypeError(
        `The site does not list the feature "${feature.name}". Add it to features in lib/site.ts.`,
      );
    }
    const settings = services.settings.features[feature.name];
    const isShared = db === services.database.db;
    return feature.queries(db, {
      // Inside a transaction, other features use the same one.
      services: {
        ...services,
        use: isShared ? use : (other, own = db) => use(other, own),
      },
      settings,
    });
  };
  function use<Queries>(feature: Feature<Queries>, db?: Db): Queries {
    if (db !== undefined) return make(feature, db);
    if (!cache.has(feature)) {
      cache.set(feature, make(feature, services.database.db));
    }
    return cache.get(feature) as Queries;
  }
  return use;
}
