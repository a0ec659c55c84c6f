/**
 * Fields of `users import` that features of the site add.
 *
 * @module
 */
import type { Db } from "../../database/database.ts";
import type { PortableField } from "../../factor.ts";
import type { Feature, Services, Site } from "../../services.ts";
import type { User } from "./user.ts";

/** A field, and the feature that adds it. */
export interface FeatureField {
  readonly name: string;
  readonly feature: Feature;
  readonly field: PortableField;
}

/** A value of a new account for a field. */
export interface ImportedValue extends FeatureField {
  readonly value: unknown;
}

/** The fields that the features of a site add. */
export function portableFields(
  { features }: Pick<Site, "features">,
): readonly FeatureField[] {
  return features.flatMap((feature) =>
    Object.entries(feature.factor?.portable ?? {})
      .map(([name, field]) => ({ name, feature, field }))
  );
}

/** Takes the values of these fields out of an account. */
export function splitFields(site: Pick<Site, "features">, account: unknown): {
  /** The account without them. */
  readonly own: unknown;
  readonly values: readonly ImportedValue[];
} {
  if (typeof account !== "object" || account === null) {
    return { own: account, values: [] };
  }
  const given = new Map(Object.entries(account));
  const values = portableFields(site).flatMap((field) => {
    if (!given.has(field.name)) return [];
    const value: unknown = given.get(field.name);
    given.delete(field.name);
    return [{ ...field, value }];
  });
  return { own: Object.fromEntries(given), values };
}

/** What is wrong with one of the values; null if nothing is. */
export function valuesProblem(values: readonly ImportedValue[]): string | null {
  for (const { name, field, value } of values) {
    const problem = field.problem(value);
    if (problem !== null) return `${name} ${problem}`;
  }
  return null;
}

/** Stores the values of a new account, in the transaction that adds it. */
export async function addValues(
  { use }: Pick<Services, "use">,
  { user, values, db }: {
    readonly user: User;
    readonly values: readonly ImportedValue[];
    readonly db: Db;
  },
): Promise<void> {
  for (const { feature, field, value } of values) {
    await field.add(use(feature, db), user, value);
  }
}

/** The values of an account, secrets included, as `users import` reads them. */
export async function readValues(
  { site, use }: Pick<Services, "site" | "use">,
  userId: string,
): Promise<Readonly<Record<string, unknown>>> {
  const values: Record<string, unknown> = {};
  for (const { name, feature, field } of portableFields(site)) {
    const value = await field.read(use(feature), userId);
    if (value !== undefined) values[name] = value;
  }
  return values;
}
