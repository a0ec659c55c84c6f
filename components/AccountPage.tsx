/**
 * The frame of every page below the account page.
 *
 * @module
 */
import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";

/** The way up, what the page is, and what is on it. */
export function AccountPage({ title, heading, children }: {
  /** What the browser's tab says. */
  title: string;
  heading: string;
  children: ComponentChildren;
}) {
  return (
    <>
      <Head>
        <title>{`${title} · Latchkey`}</title>
      </Head>
      <p class="up">
        <a href="/account">Your account</a>
      </p>
      <h1>{heading}</h1>
      {children}
    </>
  );
}
