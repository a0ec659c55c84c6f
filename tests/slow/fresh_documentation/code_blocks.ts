/**
 * The code blocks of Fresh's documentation, completed so that they can be type-checked.
 *
 * @module
 */

/** A code block of TypeScript or JSX. */
export interface CodeBlock {
  /** The page and the block's number on it: "concepts/app 2". */
  readonly name: string;
  readonly code: string;
}

const BLOCK = /^( *>? ?)```(?:tsx?|jsx?)\b[^\n]*\n(.*?)^\1```/gms;
const IMPORT =
  /^import\s+(?:((?:type\s+)?[\w\s{},*$]+?)\s+from\s+)?["']([^"']+)["'];?/gm;

/** Packages that this project has too. */
const INSTALLED =
  /^(fresh(\/.*)?|preact(\/.*)?|@preact\/signals|@opentelemetry\/api)$/;

/** What blocks use without an import, by module. */
const EXPORTS: Readonly<Record<string, readonly string[]>> = {
  "fresh": [
    ...["App", "createDefine", "HttpError", "page", "staticFiles"],
    ...["cors", "csp", "csrf", "ipFilter", "trailingSlashes"],
    ...["type Context", "type FreshContext", "type PageProps"],
    ...["type Middleware", "type MiddlewareFn", "type HandlerFn"],
    ...["type RouteHandler", "type RouteConfig", "type LayoutConfig"],
  ],
  "fresh/dev": ["Builder"],
  "fresh/runtime": ["asset", "assetSrcSet", "Head", "IS_BROWSER", "Partial"],
  "preact/hooks": ["useContext", "useEffect", "useState"],
  "@preact/signals": ["computed", "signal", "useSignal", "type Signal"],
};

/** Names that stand for the reader's own code. */
const OWN: Readonly<Record<string, string>> = {
  builder: 'declare const builder: import("fresh/dev").Builder;',
  app: 'declare const app: import("fresh").App<any>;',
  ctx: 'declare const ctx: import("fresh").Context<any>;',
  define: 'const define = (await import("fresh")).createDefine<any>();',
  State: "type State = any;",
};

/** Functions, components and data that blocks use without showing them. */
const UNSHOWN = [
  ...["middleware", "middleware1", "middleware2", "middleware3", "db"],
  ...["somehowSaveUser", "somehowDeleteUser", "somehowCreateUser"],
  ...["loadContent", "getSession", "Query", "search", "newItem", "totalPrice"],
  ...[
    "isAuthenticated",
    "isAdmin",
    "getTenant",
    "getNewLogLines",
    "handleSave",
  ],
  ...["SynchronizedSlider", "MyIsland", "MyComponent", "UserProfile", "item"],
  ...["MainLayout", "LandingLayout", "EmbedLayout", "AdminLayout", "tailwind"],
  ...["MyCustomClass", "loadFooValue", "handlers"],
];

/** The blocks of the pages below a folder. */
export async function codeBlocks(folder: string): Promise<CodeBlock[]> {
  const blocks: CodeBlock[] = [];
  for (const page of await pagesBelow(folder, "")) {
    const text = await Deno.readTextFile(`${folder}/${page}.md`);
    let number = 0;
    for (const [, indent, code] of text.matchAll(BLOCK)) {
      const lines = code.split("\n").map((line) =>
        line.startsWith(indent) ? line.slice(indent.length) : line
      );
      const name = `${page} ${++number}`;
      blocks.push({ name, code: completed(lines.join("\n")) });
    }
  }
  return blocks;
}

async function pagesBelow(folder: string, path: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(`${folder}/${path}`));
  const pages = await Promise.all(entries.map(({ name, isDirectory }) => {
    if (isDirectory) return pagesBelow(folder, `${path}${name}/`);
    return name.endsWith(".md") ? [path + name.slice(0, -3)] : [];
  }));
  return pages.flat().sort();
}

/** The block as a module, with what it leaves out. */
function completed(code: string): string {
  const own = code.replaceAll(IMPORT, (all, names = "", module) => {
    if (INSTALLED.test(module)) return all;
    return namesOf(names).map(standIn).join(" ");
  });
  const needed = Object.entries(EXPORTS).flatMap(([module, names]) =>
    names.filter((name) => isMissing(own, name.replace("type ", "")))
      .map((name) => `import { ${name} } from "${module}";`)
  );
  const missing = [...Object.keys(OWN), ...UNSHOWN]
    .filter((name) => isMissing(own, name));
  return [...needed, ...missing.map(standIn), own, "export {};"].join("\n");
}

/** The local names of an import. */
function namesOf(clause: string): string[] {
  const [outside, inside = ""] = clause.replace(/^\s*type\s/, "")
    .split(/[{}]/);
  return [...outside.split(","), ...inside.split(",")]
    .map((part) => part.replace(/^\s*type\s/, "").split(/\sas\s/).at(-1)!)
    .map((name) => name.replace("*", "").trim())
    .filter((name) => name !== "");
}

function standIn(name: string): string {
  return OWN[name] ?? `declare const ${name}: any; type ${name} = any;`;
}

/** Whether the code uses a name that it doesn't declare. */
function isMissing(code: string, name: string): boolean {
  const word = `\\b${name}\\b`;
  const declarations = [
    `\\b(?:const|let|function|class|interface|type)\\s+${word}`,
    `^import\\s[^"']*${word}[^"']*from`,
  ];
  // Parameters, which types aren't.
  if (/^[a-z]/.test(name)) {
    declarations.push(
      `\\(\\s*(?:\\{[^)]*)?${word}[^()]*\\)\\s*(?:=>|\\{|:)`,
      `${word}\\s*=>`,
    );
  }
  const used = new RegExp(`(?<![\\w."'/@-])${word}(?!\\s*:)`);
  return used.test(code) && !new RegExp(declarations.join("|"), "m").test(code);
}
