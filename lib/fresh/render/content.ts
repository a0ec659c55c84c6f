/**
 * The content of a layout or the app wrapper.
 * @module
 */
import type { ComponentChild, FunctionComponent } from "preact";

const CONTENT = Symbol("content");

/** A component that only renders its content. */
interface Content extends FunctionComponent {
  [CONTENT]: ComponentChild;
}

/** The `Component` of a layout's props. */
export function componentOf(content: ComponentChild): FunctionComponent {
  return Object.assign(() => content, { [CONTENT]: content });
}

/** Whether {@linkcode componentOf} made it. */
export function isContent(type: unknown): type is Content {
  return typeof type === "function" && CONTENT in type;
}

/** The component's content. */
export function contentOf(component: Content): ComponentChild {
  return component[CONTENT];
}
