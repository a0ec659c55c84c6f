/**
 * The placeholder for an empty list.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

/** Says that there is nothing to show, and what to do next. */
export function EmptyState({ icon, title, children }: {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <p>{title}</p>
      {children}
    </div>
  );
}
