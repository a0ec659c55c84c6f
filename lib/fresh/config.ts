/** The options of an app. */
export interface FreshConfig {
  /** The base of relative paths. @deprecated Pass it to the `Builder`. */
  root?: string;
  /** The path the app is served at, such as `/my-app`. Default: none. */
  basePath?: string;
  /** Default: the mode of the build, else `"production"`. */
  mode?: "development" | "production";
  /**
   * Whether `ctx.url` uses `X-Forwarded-Proto` and `X-Forwarded-Host`. Only safe behind a
   * proxy that sets both. Default: false.
   */
  trustProxy?: boolean;
}

/** The options with defaults. */
export interface ResolvedFreshConfig {
  root: string;
  /** Without a trailing slash; empty if there is none. */
  basePath: string;
  mode: "development" | "production";
  trustProxy?: boolean;
}

/** Fills in the defaults. */
export function resolveConfig(config: FreshConfig): ResolvedFreshConfig {
  const base = `/${config.basePath ?? ""}/`.replaceAll(/\/+/g, "/");
  return {
    root: config.root ?? ".",
    basePath: base.slice(0, -1),
    mode: config.mode ?? "production",
    trustProxy: config.trustProxy ?? false,
  };
}
