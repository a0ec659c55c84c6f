/**
 * The settings of features, each by a schema of its own.
 *
 * @module
 */
import * as v from "valibot";
import type { Feature } from "../services.ts";
import { type Environment, quoted, type SettingProblem } from "./values.ts";

/**
 * Reads them. An empty value counts as not set.
 *
 * @param problems Takes what is wrong.
 * @returns The values of each feature, by its name.
 */
export function readFeatureSettings(
  features: readonly Feature[],
  env: Environment,
  problems: SettingProblem[],
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    features.map((feature) => [
      feature.name,
      Object.fromEntries(
        Object.entries(feature.settings).map(([name, schema]) => {
          const value = env[name]?.trim() || undefined;
          const { success, output, issues } = v.safeParse(schema, value);
          if (success) return [name, output];
          problems.push(problemOf(name, schema, value, issues[0].message));
          return [name, undefined];
        }),
      ),
    ]),
  );
}

function problemOf(
  name: string,
  schema: v.GenericSchema,
  value: string | undefined,
  message: string,
): SettingProblem {
  const found = value === undefined ? "is not set" : `is ${quoted(value)}`;
  const [example = "value"] = v.getExamples(schema);
  return {
    name,
    problem: `${found}, but ${message}`,
    example: `${name}=${example}`,
  };
}
