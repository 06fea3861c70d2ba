import type { LucideIcon } from "lucide-react";

import type { ButtonProps } from "../../ui/Button";
import { Action } from "./Action";

interface IconButtonProps extends Omit<ButtonProps, "look"> {
  icon: LucideIcon;
  /** Its name: only for signs that everybody knows (close, play, more). */
  label: string;
}

export function IconButton({ icon: Icon, label, className = "", ...rest }: IconButtonProps) {
  return (
    <Action {...rest} look="quiet" aria-label={label} className={`aspect-square px-0! off:opacity-40 ${className}`}>
      <Icon aria-hidden="true" />
    </Action>
  );
}
