import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

import { Button, type ButtonProps, LinkButton } from "../../ui/Button";

const DENSE = "dense min-h-9! px-4! text-body! pointer-coarse:min-h-11!";

interface ActionProps extends Omit<ButtonProps, "look"> {
  /** The one thing that a page is for. */
  isPrimary?: boolean;
  look?: "plain" | "quiet" | "danger";
}

/** The dashboard's button: the room's, at the size of a page with much on it. */
export function Action({ isPrimary = false, look = "plain", className = "", ...rest }: ActionProps) {
  return <Button {...rest} look={isPrimary ? "main" : look} className={`${DENSE} ${className}`} />;
}

interface PlainLinkProps extends ComponentProps<"a"> {
  isPrimary?: boolean;
  look?: "plain" | "quiet";
}

function PlainActionLink({ isPrimary = false, look = "plain", className = "", ...rest }: PlainLinkProps) {
  return <LinkButton {...rest} look={isPrimary ? "main" : look} className={`${DENSE} ${className}`} />;
}

/** A link to another page that looks like a button. */
export const ActionLink = createLink(PlainActionLink);
