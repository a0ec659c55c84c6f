/** What an app can be told when it is made. */
export interface FreshConfig {
  /** The folder paths are relative to. @deprecated The `Builder` has it. */
  root?: string;
  /** The path the app is served under, such as `/my-app`. Default: none. */
  basePath?: string;
  /** Default: what the build was made for, else `"production"`. */
  mode?: "development" | "production";
  /**
   * Whether `X-Forwarded-Proto` and `X-Forwarded-Host` shape `ctx.url`. Only
   * behind a proxy that sets both itself. Default: false.
   */
  trustProxy?: boolean;
}

/** The config with its defaults filled in. */
export interface ResolvedFreshConfig {
  root: string;
  /** Without a slash at its end; empty when there is none. */
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
