import type { LucideIcon } from "lucide-react";

import { Button, type ButtonProps } from "../Button";

interface IconButtonProps extends Omit<ButtonProps, "look" | "size"> {
  icon: LucideIcon;
  /** The button's name. Use icons alone only if everyone knows them (close, play, more). */
  label: string;
}

export function IconButton({ icon: Icon, label, className = "", ...rest }: IconButtonProps) {
  return (
    <Button {...rest} look="quiet" size="icon" aria-label={label} className={`off:opacity-40 ${className}`}>
      <Icon aria-hidden="true" />
    </Button>
  );
}
