/**
 * A part of the component page.
 *
 * @module
 */
import type { ComponentChildren } from "preact";

/** What is shown, by its name. */
export function Specimen({ name, children }: {
  name: string;
  children: ComponentChildren;
}) {
  const id = `part-${name.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <section class="specimen" aria-labelledby={id}>
      <h2 id={id}>{name}</h2>
      {children}
    </section>
  );
}
