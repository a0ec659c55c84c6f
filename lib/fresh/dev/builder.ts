import { type App, applySnapshot } from "../app.ts";
import { listen, type ListenOptions } from "../listen.ts";
import { createSnapshot, type SnapshotData } from "../snapshot.ts";
import { type Bundle, bundleIslands } from "./bundle.ts";
import { crawl, type Project } from "./crawl.ts";
import { RELOAD_SCRIPT, withLiveReload } from "./live_reload.ts";
import { islandFile, islandSource } from "./island_source.ts";
import {
  type BuildOptions,
  type ResolvedBuildConfig,
  resolveOptions,
} from "./options.ts";
import { toFileUrl } from "./paths.ts";
import { findImportMap } from "./resolve.ts";
import {
  type OnTransformOptions,
  staticRecords,
  type Transform,
  type TransformFn,
} from "./static_files.ts";
import { type Build, writeBuild } from "./write.ts";

type Mode = "development" | "production";

/** Gives a build to an app. */
export type ApplySnapshot = <State>(app: App<State>) => void;

/** Builds an app: bundles its islands, and finds its routes and static files. */
export class Builder {
  readonly #options: ResolvedBuildConfig;
  readonly #transforms: Transform[] = [];
  readonly #islands: string[] = [];

  constructor(options: BuildOptions = {}) {
    this.#options = resolveOptions(options);
  }

  /**
   * Adds a module with islands from outside the island folder: a path, a file URL, or a
   * package's specifier, such as `npm:some-islands`.
   */
  registerIsland(specifier: string): void {
    this.#islands.push(specifier);
  }

  /** Adds a transform for static files. */
  onTransformStaticFile(options: OnTransformOptions, fn: TransformFn): void {
    this.#transforms.push({ options, fn });
  }

  /**
   * Builds to disk or to memory. Call the returned function with the app before
   * `app.handler()`.
   */
  async build(
    { mode = "production", snapshot = "disk" }: {
      mode?: Mode;
      snapshot?: "disk" | "memory";
    } = {},
  ): Promise<ApplySnapshot> {
    const build = await this.#build(mode);
    if (snapshot === "disk") {
      // A build doesn't import routes, so it doesn't need their permissions.
      await writeBuild(build, this.#options);
      return () => {
        throw new Error(
          "This build is on disk: import the app from its server.js, or build " +
            'with { snapshot: "memory" }',
        );
      };
    }
    const data = createSnapshot(await load(build));
    return (app) => applySnapshot(app, data);
  }

  /** Serves the app during development. Resolves when the server listens. */
  async listen<State>(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: ListenOptions = {},
  ): Promise<void> {
    const build = await this.#build("development");
    const data = { ...await load(build), reloadScript: RELOAD_SCRIPT };
    const imported = await importApp();
    const app = "app" in imported ? imported.app : imported;
    applySnapshot(app, createSnapshot(data));
    const { basePath } = app.config;
    const handler = withLiveReload(app.handler(), basePath);
    listen(handler, basePath, options);
  }

  async #build(mode: Mode): Promise<Build> {
    const options = this.#options;
    const project = await crawl(options);
    const files = await staticRecords(
      project.staticFiles,
      this.#transforms,
      { target: options.target, mode },
    );
    const bundle = await this.#bundle(project, mode);
    const { islands, partialsScript } = bundle;
    return {
      mode,
      project,
      files: [...files, ...bundle.files],
      islands,
      partialsScript,
    };
  }

  async #bundle(project: Project, mode: Mode): Promise<Bundle> {
    const { root } = this.#options;
    const map = await findImportMap(root);
    const sources = [
      ...project.islands.map(islandFile),
      ...this.#islands.map((each) => islandSource(each, root, map)),
    ];
    return await bundleIslands(sources, map, this.#options, mode);
  }
}

/** Imports the modules of a build. */
async function load(build: Build): Promise<SnapshotData> {
  const routes = await Promise.all(
    build.project.routes.map(async ({ id, file }) => ({
      id,
      module: await import(toFileUrl(file).href),
    })),
  );
  const islands = await Promise.all(
    build.islands.map(async (built) => {
      const module = await import(built.source.url);
      return { ...built, component: module[built.exportName] };
    }),
  );
  const { mode, files, partialsScript } = build;
  return { mode, routes, islands, files, partialsScript };
}
