/**
 * The error page of development, always in English.
 *
 * @module
 */
import { asset } from "fresh/runtime";
import type { VNode } from "preact";
import {
  type CallView,
  type ErrorView,
  type SourceLine,
  viewError,
} from "./error_view.ts";

/** Renders an error with its stack and the source code around each call. */
export async function devError(thrown: unknown): Promise<VNode> {
  return <DevError view={await viewError(thrown)} />;
}

function DevError({ view }: { view: ErrorView }) {
  return (
    <section
      class="dev-error"
      lang="en"
      dir="ltr"
      aria-labelledby="dev-error"
    >
      {/* In <Head> it would replace the site's own stylesheet: Fresh matches links by "rel". */}
      <link rel="stylesheet" href={asset("/dev/error.css")} />
      <h2 id="dev-error">Error details</h2>
      <p class="quiet">Shown only in development.</p>
      <Thrown view={view} />
    </section>
  );
}

function Thrown(
  { view: { name, message, hint, calls, cause } }: { view: ErrorView },
) {
  const first = calls.find(({ excerpt }) => excerpt.length > 0);
  return (
    <>
      <p class="thrown">
        <b>{name}</b>: {message}
      </p>
      {hint && <p>{hint}</p>}
      {calls.length > 0 && (
        <ol class="calls">
          {calls.map((call, index) => (
            <li key={index}>
              <Call call={call} open={call === first} />
            </li>
          ))}
        </ol>
      )}
      {cause && (
        <>
          <h3>Caused by</h3>
          <Thrown view={cause} />
        </>
      )}
    </>
  );
}

function Call({ call, open }: { call: CallView; open: boolean }) {
  if (call.excerpt.length === 0) return <Place {...call} />;
  return (
    <>
      <Place {...call} />
      <details open={open}>
        <summary>Source</summary>
        <pre tabindex={0}>
          <code>{call.excerpt.map((line) => <Line key={line.number} {...line} />)}</code>
        </pre>
      </details>
    </>
  );
}

function Place({ name, place, shownPlace }: CallView) {
  return (
    <>
      {name !== null && <>{name}{" "}</>}
      <a href={editorLink(place)} title={place}>{shownPlace}</a>
    </>
  );
}

function Line({ number, text, failed }: SourceLine) {
  const words = `${failed ? ">" : " "}${String(number).padStart(5)}  ${text}`;
  return <>{failed ? <mark>{words}</mark> : words}{"\n"}</>;
}

/** A link that opens the place in an editor that handles `vscode:` URLs. */
function editorLink(place: string): string {
  const path = place.split(/[\\/]/).map(encodeURIComponent).join("/")
    .replaceAll("%3A", ":");
  return `vscode://file${path.startsWith("/") ? "" : "/"}${path}`;
}
