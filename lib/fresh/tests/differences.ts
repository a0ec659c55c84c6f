/**
 * The tests that fail on Fresh itself, and why. All others pass on both.
 *
 * @module
 */
import { hasOwnFresh } from "../../latchkey/dev/which_fresh.ts";

/** What `lib/fresh` does otherwise on purpose, by reason; docs/fresh.md says more. */
const DIFFERENCES: Record<string, readonly (string | RegExp)[]> = {
  "405 names the methods of the route, and comes after all its middlewares": [
    "app.route with only a component answers every method of HTTP",
    "app.route with handlers renders the page for their methods and GET only",
    "a lazy route answers 405 with Allow to methods it doesn't have",
    "all middlewares of a path run before its 405",
    "answers 405 with Allow to an unknown method of a known path",
    "handlers by method answer their own, and 405 lists them for others",
    "_error answers for a method that isn't allowed and keeps Allow",
  ],
  "next() never gets past a middleware that has thrown or responded": [
    "ctx.error is what a middleware catches",
    "next() throws 404 when it is called again",
    "next() never gets past a middleware that has thrown",
    "an error handler can't continue with the route either",
  ],
  "a lazy middleware may be a list, like the export of a _middleware.ts": [
    "runs each step once, in order: almaM",
    "runs each step once, in order: blmbaBMB",
  ],
  "a page that can't be shown is an error, not an empty page": [
    "a page that isn't asynchronous must not return a response",
  ],
  "the pages of app.notFound() and _404.tsx have the status 404": [
    "error pages have the layouts of their path, and 404 those of the route",
    "_404 answers for a path without a file",
    "_404 answers for a 404 thrown by a handler",
    "HEAD for an error page has its status and no body",
    "_middleware sees the response of _404 if a handler threw 404",
  ],
  "an error in an error page is handled and logged": [
    "an outer error handler gets what an inner one throws, and the first error is logged",
    "app.onError handles what app.notFound throws",
  ],
  "the page of an error has none of the stylesheets of its route": [
    "links a route's css on its pages only",
  ],
  "a request that can't be understood is no error of the server": [
    "answers 4xx to an invalid request target",
    "answers 400 with a message to an invalid host",
    "broken percent-encoding in a parameter never causes a 500",
    "no path leads out of static/ or breaks the server",
    "answers 400 to a request that isn't for a WebSocket",
    "answers 400 if the client doesn't offer the protocol",
  ],
  "only a link that leads to a page of the site can be the current one": [
    "a link that leads nowhere breaks no page",
  ],
  "a redirect to a path never leads to another site": [
    "a path never leads ctx.redirect to another site",
  ],
  "a path with a slash at its end finds the routes with parameters too": [
    'with "always" the path with its slash still finds the route',
  ],
  "files without a useful export are named at start": [
    /^names \S+ at start if it has only /,
  ],
  "cors() and csp() also work on responses whose headers can't be changed": [
    "works on responses with immutable headers",
    "csp works on responses with immutable headers",
  ],
  "caches must not give another origin's response": [
    /^allows only the given origins \(\d\)$/,
  ],
  "a directive in csp() replaces the default, and mistakes show at start": [
    "a directive of the app replaces the default of the same name",
    "refuses to start with a directive that no header can contain",
  ],
  "ipFilter() compares addresses by value, and mistakes show at start": [
    '2001:0db8:0:0:0:0:0:1 by {"denyList":["2001:DB8::1"]}: 403',
    '::ffff:10.1.2.3 by {"denyList":["10.0.0.0/8"]}: 403',
    '::ffff:a01:203 by {"denyList":["10.1.2.3"]}: 403',
    '::ffff:10.1.2.3 by {"allowList":["10.0.0.0/8"]}: 200',
    "a client on a Unix socket has no address to allow",
    "refuses to start with a rule that matches nothing",
  ],
  "builds in memory are for production, too": [
    "static files pass through the transforms that match them",
    "answers 304 without a body to a client that has the file",
    "files with different content have different ETags",
  ],
  "a build leaves nothing of the previous one": [
    "a build replaces the previous one",
  ],
  "the path of an island is relative to the project": [
    "the path of an island is relative to the project",
  ],
  "static files may have any name, and an unknown type isn't text": [
    "finds names with spaces, symbols and other scripts",
    "the content type follows from the file's name",
  ],
  "elements in <Head> replace what a document has once, and nothing else": [
    "an element with a key replaces one with its name and no key",
    "links that a document may have several of stay beside each other",
    "an id replaces the element with that id",
  ],
  "all elements in an island's <Head> follow its state": [
    "an island's state updates the document's head",
    "a Head that an island renders later replaces elements until it goes",
    "a signal in an island's Head updates it",
  ],
  "scripts of islands have nothing of the server's code": [
    "what only the server runs isn't in an island's script",
  ],
  "props that the browser can't get are an error that names them": [
    "an error names the island and the prop that can't be serialised",
  ],
  "the parameter of partials stays out of ctx.url and other sites' URLs": [
    "ctx.url doesn't have the parameter of partials",
    "ctx.redirect keeps the parameter of partials on this site",
  ],
  "f-view-transition={false} reaches the browser, as documented": [
    "f-client-nav and f-view-transition keep false",
  ],
  "only links of this site are marked, whenever they were created": [
    "a link to another host isn't marked",
    "an element that pages share isn't marked for good",
  ],
  "no request is lost: what a partial can't show is loaded as usual": [
    "a page without the partial is loaded as usual",
    "a response that isn't a page is loaded as usual",
    "a missing script makes the browser load the page",
    "only the last of several clicks counts",
    "a request that fails while the page is being left changes nothing",
    "entries of other scripts are left alone",
  ],
  "partials work below a base path": [
    "islands in a partial below a base path wake up",
  ],
  "forms update partials like links, and send what they send without script": [
    "a GET form puts its fields into the URL, as without script",
    "a POST form sends its fields and its button once, and shows an error answer",
    "a redirect after a POST is shown, and back leads to the form",
    "a page without the partial replaces the body, and the POST isn't sent again",
    "a button's f-partial and formaction replace the form's",
    "the indicator is true while the request is running",
  ],
  "a page after an update is like the same page loaded": [
    "a link's hash is scrolled to",
    "the title and the elements of the head are updated",
    "elements of the head that the next page lacks are removed, but no styles",
    "a request for partials gets no noscript",
    "styles in a partial get the page's nonce, and scripts don't run",
    "focus isn't lost with the link that was followed",
    "islands with the same key keep their state, and get the new props",
    "islands in the children of an island in a partial wake up",
  ],
  "traces have no secrets, and errors of clients aren't errors": [
    "records an error of the server by its name only",
    "an error of the client is no failed span",
    "names the request by its route, and never by an unknown method",
    "creates no spans inside one that isn't recorded",
  ],
};

/** What nobody should rely on, such as the form of the HTML around islands. */
const INTERNALS: typeof DIFFERENCES = {
  "how a page starts its islands, with which scripts of which size": [
    "a page loads one script per module of islands on it",
    "an island in a route's (_islands) folder is an island",
    "scripts have the request's nonce",
    "a page with one island with hooks loads at most 7,200 bytes of script",
    "a partial adds only comments",
    "only pages with a partial and f-client-nav have the script",
    "a page with partials loads at most 2,560 bytes more",
    "the development server reloads pages from its own origin",
    "islands of linked packages and of npm are built and marked",
  ],
  "how the props of islands are written": [
    "any text arrives intact and never closes its script",
    "any data arrives unchanged",
    "data that JSON supports is sent as plain JSON",
    "an undefined prop equals a missing one",
    "an object passed twice stays one object",
    "a cycle arrives intact",
  ],
  "which elements Preact keeps": [
    "a component that reads a context doesn't keep its page in memory",
  ],
  "the attributes of spans, and how many steps a request has": [
    "records the middlewares, the handler and the rendering of a page",
    "records the loading of a lazy route once",
    "records how a static file is cached",
  ],
};

const EXPECTED = [DIFFERENCES, INTERNALS].flatMap(Object.values).flat();

/**
 * Registers a test that passes on `lib/fresh`. On Fresh itself, it must pass too, unless it is
 * among the differences: then it must fail.
 */
export function test(
  name: string,
  run: () => void | Promise<void>,
  { ignore = false }: { ignore?: boolean } = {},
): void {
  const differs = !hasOwnFresh() &&
    EXPECTED.some((each) =>
      typeof each === "string" ? each === name : each.test(name)
    );
  const fn = differs ? () => mustFail(run) : async () => await run();
  Deno.test({ name, ignore, fn });
}

async function mustFail(run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch {
    return;
  }
  throw new Error("This passes on Fresh: remove it from the differences");
}
