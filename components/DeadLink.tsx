/**
 * What a mailed link that does nothing any more leads to.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";

/** The same for a link that was used, one that is too old, and one that never was. */
export function DeadLink({ children }: {
  /** What the person can do now. */
  children: ComponentChildren;
}) {
  return (
    <>
      <Head>
        <title>This link does nothing any more · Latchkey</title>
      </Head>
      <h1>This link does nothing any more</h1>
      <p class="lead">It was used already, or it is too old.</p>
      {children}
    </>
  );
}
