/**
 * Stands where a list would be.
 *
 * @module
 */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./Icon.tsx";

/** Says that there is nothing, and what to do about it. */
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
