/**
 * What features count, for the admin page and for metrics.
 *
 * @module
 */
import type { Feature, Services } from "./services.ts";
import { cachedQuery } from "./telemetry/store_metrics.ts";

type CountServices = Pick<Services, "site" | "use">;

/**
 * The counts of all features that define `counts`, by the feature's name. A feature whose
 * counts fail is logged, and its counts are empty.
 *
 * @returns Counts such as `{ reading_list: { books: 3 } }`.
 *
 * @example
 * ```ts
 * import { featureCounts, type Services } from "@latchkey/core";
 *
 * async function countBooks(services: Services): Promise<number> {
 *   const { reading_list: list } = await featureCounts(services);
 *   return list?.books ?? 0;
 * }
 * ```
 */
export async function featureCounts(
  services: CountServices & Pick<Services, "log">,
): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  const counts = await Promise.all(
    countingFeatures(services).map(async (feature) => {
      const { name } = feature;
      const found = await countsOf(services, feature).catch((error) => {
        services.log.error("count_failed", error, { feature: name });
        return {};
      });
      return [name, found] as const;
    }),
  );
  return Object.fromEntries(counts);
}

/** Adds the counts of features to the metrics, such as `latchkey.reading_list.books`. */
export function observeFeatureCounts(
  services: CountServices & Pick<Services, "telemetry">,
): void {
  if (!services.telemetry.isRead) return;
  for (const feature of countingFeatures(services)) {
    services.telemetry.instruments.gauges(
      {
        name: `latchkey.${feature.name}`,
        help: `What the feature ${feature.name} counts.`,
      },
      cachedQuery(() => countsOf(services, feature)),
    );
  }
}

function countingFeatures({ site }: CountServices): Feature[] {
  return site.features.filter(({ counts }) => counts !== undefined);
}

async function countsOf({ use }: CountServices, feature: Feature) {
  return await feature.counts?.(use(feature)) ?? {};
}
