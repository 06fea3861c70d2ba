import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

import { Button, type ButtonProps, LinkButton } from "../Button";

interface ActionProps extends Omit<ButtonProps, "look" | "size"> {
  /** The main action of the page. */
  isPrimary?: boolean;
  look?: "plain" | "quiet" | "danger";
}

/** The dashboard's button. */
export function Action({ isPrimary = false, look = "plain", ...rest }: ActionProps) {
  return <Button {...rest} look={isPrimary ? "main" : look} size="small" />;
}

interface PlainLinkProps extends ComponentProps<"a"> {
  isPrimary?: boolean;
  look?: "plain" | "quiet";
}

function PlainActionLink({ isPrimary = false, look = "plain", ...rest }: PlainLinkProps) {
  return <LinkButton {...rest} look={isPrimary ? "main" : look} size="small" />;
}

/** A link to another page that looks like a button. */
export const ActionLink = createLink(PlainActionLink);
