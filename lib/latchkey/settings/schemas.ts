/**
 * Schemas for settings, the site's own and the library's: the valid values of an environment
 * variable, its default, and an example for error messages.
 *
 * @module
 */
import * as v from "valibot";

/** A schema that reads the text of an environment variable, `undefined` if it is not set. */
export type Setting<Value> = v.GenericSchema<string | undefined, Value>;

/** Environment variables with their schemas. */
export type SettingSchemas = Readonly<Record<string, Setting<unknown>>>;

/** The values of settings. */
export type SettingValues<Schemas extends SettingSchemas> = {
  readonly [Name in keyof Schemas]: v.InferOutput<Schemas[Name]>;
};

/** Options of every setting. */
export interface SettingOptions<Otherwise> {
  /** Describes the value; follows the words "must be": "the key of api.example.com". */
  readonly means: string;
  /** The default. Without one, the setting is required. */
  readonly otherwise?: Otherwise;
  /** A valid value. */
  readonly example?: string;
  /** Whether messages must not repeat the value. */
  readonly secret?: boolean;
}

/**
 * A setting that any schema can read. Messages that start with "must" follow the words
 * `is "abc", but`. Other messages, and those of a secret, directly follow the name.
 *
 * @example
 * ```ts
 * import { setting } from "@latchkey/core";
 * import * as v from "valibot";
 *
 * const hex = v.pipe(v.string(), v.regex(/^#[\da-f]{6}$/, "must be a color"));
 * const background = setting(hex, {
 *   means: "a color",
 *   otherwise: "#004488",
 * });
 * ```
 */
export function setting<Value, Otherwise = never>(
  schema: v.GenericSchema<string, Value>,
  { means, otherwise, example, secret = false }: SettingOptions<Otherwise>,
): Setting<Value | Otherwise> {
  const unset: Setting<Otherwise> = otherwise === undefined
    ? v.custom<never>(() => false, `must be ${means}`)
    : v.pipe(v.optional(v.string()), v.transform(() => otherwise));
  return v.pipe(
    v.optional(v.string()),
    v.description(means),
    v.examples([example ?? String(otherwise ?? "value")]),
    v.metadata({ secret }),
    v.lazy<Setting<Value | Otherwise>>((value) =>
      value === undefined ? unset : schema
    ),
  );
}

/** A text. */
export function text<Otherwise = never>(
  options: SettingOptions<Otherwise>,
): Setting<string | Otherwise> {
  return setting(v.string(), options);
}

/** A whole number in a range, both ends included. `means` is the unit or purpose: "minutes". */
export function wholeNumber<Otherwise extends number | null = never>(
  { from, to, means, ...options }: SettingOptions<Otherwise> & {
    readonly from: number;
    readonly to: number;
  },
): Setting<number | Otherwise> {
  const number = `a whole number from ${from} to ${to} (${means})`;
  const message = `must be ${number}`;
  const schema = v.pipe(
    v.string(),
    v.regex(/^\d{1,9}$/, message),
    v.transform(Number),
    v.minValue(from, message),
    v.maxValue(to, message),
  );
  return setting(schema, {
    means: number,
    example: String(options.otherwise ?? from),
    ...options,
  });
}

/** One of a few words. */
export function oneOf<
  const Word extends string,
  Otherwise extends NoInfer<Word> | null = never,
>(
  words: readonly Word[],
  options: Omit<SettingOptions<Otherwise>, "means"> = {},
): Setting<Word | Otherwise> {
  const means = `one of ${words.join(", ")}`;
  return setting(v.picklist(words, `must be ${means}`), {
    means,
    example: options.otherwise ?? words[0],
    ...options,
  });
}

/** `yes` or `no`. A default of null leaves the choice to the feature. */
export function yesOrNo<Otherwise extends boolean | null = never>(
  { otherwise }: { readonly otherwise?: Otherwise } = {},
): Setting<boolean | Otherwise> {
  const means = "one of no, yes";
  const schema = v.pipe(
    v.picklist(["no", "yes"], `must be ${means}`),
    v.transform((word) => word === "yes"),
  );
  return setting(schema, {
    means,
    otherwise,
    example: otherwise ? "yes" : "no",
  });
}

/** A URL. Messages never repeat it, since it may contain a password. */
export function url<Otherwise extends URL | null = never>(
  { protocols = ["https:"], ...options }:
    & Omit<SettingOptions<Otherwise>, "means" | "secret">
    & {
      /** The protocols that are accepted; by default only `"https:"`. */
      readonly protocols?: readonly string[];
    } = {},
): Setting<URL | Otherwise> {
  const starts = protocols.map((protocol) => `${protocol}//`);
  const means = `a URL that starts with ${starts.join(" or ")}`;
  const schema = v.pipe(
    v.string(),
    v.transform((value) => URL.parse(value)),
    v.custom<URL>(
      (value) => value instanceof URL && protocols.includes(value.protocol),
      `must start with ${starts.join(" or ")}`,
    ),
  );
  const example = options.otherwise?.href ?? `${starts[0]}example.com`;
  return setting(schema, { means, example, ...options, secret: true });
}

/** Origins, separated by commas or spaces; none by default. */
export function origins(
  options: Pick<SettingOptions<never>, "means" | "example">,
): Setting<readonly string[]> {
  const schema = v.pipe(
    v.string(),
    v.transform((value): readonly string[] => value.match(/[^\s,]+/g) ?? []),
    v.everyItem(
      isOrigin,
      "must list origins as browsers send them: scheme and host in lower " +
        "case, the port unless it is the default, and no / at the end",
    ),
  );
  return setting<readonly string[], readonly string[]>(schema, {
    otherwise: [],
    ...options,
  });
}

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === value;
}

/** The example of a setting. */
export function exampleOf(schema: Setting<unknown>): string {
  const [example = "value"]: readonly unknown[] = v.getExamples(schema);
  return String(example);
}

/** Whether messages must not repeat the value of a setting. */
export function isSecret(schema: Setting<unknown>): boolean {
  return v.getMetadata(schema).secret === true;
}
