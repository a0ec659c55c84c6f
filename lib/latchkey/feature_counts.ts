/**
 * What features count: for the admin page and for metrics.
 *
 * @module
 */
import type { Feature, Services } from "./services.ts";
import { cachedQuery } from "./telemetry/store_metrics.ts";

/** What counting needs. */
type CountServices = Pick<Services, "site" | "use">;

/** The counts of each feature that has some, by its name; none of one that fails. */
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

/** Adds what features count to the metrics: `latchkey.reading_list.books`. */
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
